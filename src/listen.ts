import { createServer, type RequestListener, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Config } from './config';

/** How long what is being answered may take to finish when the server stops. */
const graceMs = 2_000;

/**
 * Longer than a proxy keeps its connections (Caddy: two minutes). Whoever closes first should be the one who sends the
 * requests: else one may be on its way into a connection that is just being closed, and a webhook is lost.
 */
const KEPT_MS = 150_000;

export type Listening = {
  readonly url: string;
  /** It still answers, and soon will not: a load balancer should look elsewhere. */
  readonly isLeaving: () => boolean;
  /**
   * Says that it is leaving, goes on answering for that long, then takes no more connections and ends those there are.
   * A second call waits for the first.
   */
  readonly stop: (leaveMs?: number) => Promise<void>;
};

/** @throws the listen error, e.g. EADDRINUSE */
export async function listen(
  app: RequestListener,
  { host, port }: Pick<Config, 'host' | 'port'>,
): Promise<Listening> {
  const server = createServer({ keepAliveTimeout: KEPT_MS }, app);
  const streams = new Set<ServerResponse>();
  let stopping: Promise<void> | undefined;
  // Before the app: whatever answers an EventSource never finishes by itself.
  server.prependListener('request', (request, response: ServerResponse) => {
    // A connection that is kept could carry a request into the moment in which it is cut.
    if (stopping) response.setHeader('Connection', 'close');
    if (!request.headers.accept?.includes('text/event-stream')) return;
    streams.add(response);
    response.once('close', () => streams.delete(response));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });

  const end = (): Promise<void> =>
    new Promise((resolve) => {
      server.close(() => resolve());
      for (const stream of streams) stream.end(() => stream.socket?.destroy());
      server.closeIdleConnections();
      setTimeout(() => server.closeAllConnections(), graceMs).unref();
    });
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${(server.address() as AddressInfo).port}`,
    isLeaving: () => stopping !== undefined,
    stop: (leaveMs = 0) =>
      (stopping ??= leaveMs > 0 ? new Promise<void>((left) => setTimeout(left, leaveMs)).then(end) : end()),
  };
}
