import { createHmac } from 'node:crypto';
import { setMaxListeners } from 'node:events';
import { Agent as HttpAgent, request as httpRequest, type ClientRequest } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import { toMetaJson } from './json';

export type PostOptions = {
  readonly appSecret: string;
  readonly webhookUrl: () => string;
  readonly retryDelaysMs?: readonly number[];
  readonly webhookTimeoutMs?: number;
};

export type PostOutcome = 'acknowledged' | 'given-up' | 'closed';

const hourMs = 3_600_000;

/** Posts signed bodies; `post` keeps trying until 200, for an hour as Meta does. */
export function createPoster(options: PostOptions): {
  readonly post: (body: unknown) => Promise<PostOutcome>;
  readonly close: () => Promise<void>;
} {
  const delays = options.retryDelaysMs ?? [100, 300, 1_000, 2_000, 3_000];
  const agents = { http: new HttpAgent({ keepAlive: true }), https: new HttpsAgent({ keepAlive: true }) };
  const ending = new AbortController();
  // Every webhook that waits for its next attempt listens; that many are no leak.
  setMaxListeners(0, ending.signal);
  const requests = new Set<ClientRequest>();
  const underWay = new Set<Promise<PostOutcome>>();

  async function untilAcknowledged(json: string): Promise<PostOutcome> {
    const body = Buffer.from(json);
    const signature = `sha256=${createHmac('sha256', options.appSecret).update(body).digest('hex')}`;
    // Real time, not the movable clock: 25 hours that pass at the press of a button are no failures.
    const start = performance.now();
    for (let attempt = 0; performance.now() - start < hourMs; attempt++) {
      if (ending.signal.aborted) return 'closed';
      if (await once(body, signature).catch(() => false)) return 'acknowledged';
      await wait(delays[Math.min(attempt, delays.length - 1)] ?? 3_000, ending.signal);
    }
    return 'given-up';
  }

  function once(body: Buffer, signature: string): Promise<boolean> {
    return new Promise((resolve) => {
      const url = new URL(options.webhookUrl());
      const secure = url.protocol === 'https:';
      const request = (secure ? httpsRequest : httpRequest)(url, {
        method: 'POST',
        agent: secure ? agents.https : agents.http,
        headers: {
          'Content-Type': 'application/json',
          'Content-Length': body.length,
          'User-Agent': 'facebookexternalua',
          'X-Hub-Signature-256': signature,
        },
      });
      const timer = setTimeout(() => request.destroy(), options.webhookTimeoutMs ?? 5_000);
      const end = (ok: boolean): void => {
        clearTimeout(timer);
        requests.delete(request);
        resolve(ok);
      };
      requests.add(request);
      request.on('response', (response) => {
        response.on('error', () => end(false));
        response.on('end', () => end(response.statusCode === 200));
        response.resume();
      });
      request.on('error', () => end(false));
      request.on('close', () => end(false));
      request.end(body);
    });
  }

  return {
    post(body) {
      const posting = untilAcknowledged(toMetaJson(body));
      underWay.add(posting);
      return posting.finally(() => underWay.delete(posting));
    },
    async close() {
      ending.abort();
      for (const request of requests) request.destroy();
      await Promise.all(underWay);
      agents.http.destroy();
      agents.https.destroy();
    },
  };
}

/** Also ends when the signal aborts. */
function wait(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const done = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal.addEventListener('abort', done);
  });
}
