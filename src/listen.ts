import { createServer, type RequestListener, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Config } from './config';

/** How long what is being answered may take to finish when the server stops. */
const graceMs = 2_000;

/** @throws the listen error, e.g. EADDRINUSE */
export async function listen(
  app: RequestListener,
  { host, port }: Pick<Config, 'host' | 'port'>,
): Promise<{ readonly url: string; readonly stop: () => Promise<void> }> {
  const server = createServer(app);
  const streams = new Set<ServerResponse>();
  // Before the app: whatever answers an EventSource never finishes by itself.
  server.prependListener('request', (request, response: ServerResponse) => {
    if (!request.headers.accept?.includes('text/event-stream')) return;
    streams.add(response);
    response.once('close', () => streams.delete(response));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${(server.address() as AddressInfo).port}`,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const stream of streams) stream.end(() => stream.socket?.destroy());
        server.closeIdleConnections();
        setTimeout(() => server.closeAllConnections(), graceMs).unref();
      }),
  };
}
