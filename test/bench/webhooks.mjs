import { createHmac } from 'node:crypto';
import { Agent, request } from 'node:http';
import { monotonic, pause } from './measure.mjs';
import { credentials } from './program.mjs';

/** Meta takes a webhook for lost when it has no answer by then. */
const TIMEOUT_MS = 5_000;
const FIRST_RETRY_MS = 100;
const MOST_RETRY_MS = 2_000;
const MOST_TRIES = 20;

/**
 * Posts webhooks as Meta does, over connections that stay open: every letter beyond ASCII escaped, and signed in both
 * of the ways that Meta signs, because older bots look at the older one.
 */
export function webhookPoster(port) {
  const agent = new Agent({ keepAlive: true, maxSockets: 128 });
  const post = (events) => deliver(agent, port, bodyOf(events), monotonic());

  /**
   * The very same bytes again and again, until they are acknowledged.
   * @returns the first try, and whether any try was acknowledged
   */
  async function postUntilTaken(events) {
    const body = bodyOf(events);
    const first = await deliver(agent, port, body, monotonic());
    let { status } = first;
    for (let tries = 1, wait = FIRST_RETRY_MS; status !== 200 && tries < MOST_TRIES; tries += 1) {
      await pause(wait);
      wait = Math.min(wait * 2, MOST_RETRY_MS);
      ({ status } = await deliver(agent, port, body, monotonic()));
    }
    return { ...first, taken: status === 200 };
  }
  return { post, postUntilTaken };
}

function bodyOf(events) {
  const entry = [{ id: credentials.PAGE_ID, time: Date.now(), messaging: events }];
  const json = JSON.stringify({ object: 'page', entry });
  return Buffer.from(json.replace(/[\u007f-\uffff]/g, escaped));
}

const escaped = (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`;

const hmac = (algorithm, body) => createHmac(algorithm, credentials.APP_SECRET).update(body).digest('hex');

/** @returns the status, or 0 without one, when it was sent, and how long the answer's head took. */
function deliver(agent, port, body, calledAt) {
  return new Promise((resolve) => {
    const settle = (status) => resolve({ status, at: calledAt, ms: monotonic() - calledAt });
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
          'X-Hub-Signature': `sha1=${hmac('sha1', body)}`,
          'X-Hub-Signature-256': `sha256=${hmac('sha256', body)}`,
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
      if (post.reusedSocket && error.code === 'ECONNRESET') resolve(deliver(agent, port, body, calledAt));
      else settle(0);
    });
    post.end(body);
  });
}
