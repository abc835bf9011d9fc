import { createHmac } from 'node:crypto';
import { Agent, request } from 'node:http';
import { monotonic } from './measure.mjs';
import { credentials } from './program.mjs';

/** Meta takes a webhook for lost when it has no answer by then. */
const TIMEOUT_MS = 5_000;

/** Posts events to the program as Meta does, signed, over connections that stay open. */
export function webhookPoster(port) {
  const agent = new Agent({ keepAlive: true, maxSockets: 64 });
  return (event) => deliver(event, monotonic());

  /** @returns the status, or 0 without one, and how long its head took from the first call. */
  function deliver(event, calledAt) {
    return new Promise((resolve) => {
      const body = Buffer.from(
        JSON.stringify({
          object: 'page',
          entry: [{ id: credentials.PAGE_ID, time: Date.now(), messaging: [event] }],
        }),
      );
      const signature = createHmac('sha256', credentials.APP_SECRET).update(body).digest('hex');
      const settle = (status) => resolve({ status, ms: monotonic() - calledAt });
      const post = request(
        {
          agent,
          host: '127.0.0.1',
          port,
          path: '/webhook',
          method: 'POST',
          timeout: TIMEOUT_MS,
          headers: {
            'Content-Type': 'application/json',
            'Content-Length': body.length,
            'X-Hub-Signature-256': `sha256=${signature}`,
          },
        },
        (response) => {
          settle(response.statusCode ?? 0);
          response.on('error', () => undefined).resume();
        },
      );
      post.on('timeout', () => post.destroy());
      post.on('error', (error) => {
        // The program closes connections that were idle; one of them may be taken up at that very moment.
        if (post.reusedSocket && error.code === 'ECONNRESET') resolve(deliver(event, calledAt));
        else settle(0);
      });
      post.end(body);
    });
  }
}
