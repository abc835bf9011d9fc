import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export type ReverseProxy = {
  readonly port: number;
  /** Which requests were answered with something of the 500s, or not at all, and why. */
  readonly failures: () => readonly string[];
  readonly close: () => Promise<void>;
};

const BAD_GATEWAY = 502;

/** How often each of them is asked how it is. */
const HEALTH_MS = 250;

/**
 * What stands in front of several web processes: gives each request to the next of those that say that they are well,
 * and to the one after where nobody listens. As such proxies do, it never repeats a request of which a byte may have
 * arrived.
 */
export async function openReverseProxy(upstreams: readonly number[]): Promise<ReverseProxy> {
  const failures: string[] = [];
  const well = new Map(upstreams.map((port) => [port, false]));
  let turn = 0;
  let closed = false;

  const feel = async (port: number): Promise<void> => {
    while (!closed) {
      const answer = await fetch(`http://127.0.0.1:${port}/healthz`, {
        signal: AbortSignal.timeout(HEALTH_MS * 8),
      }).catch(() => undefined);
      well.set(port, answer?.status === 200);
      await new Promise((resolve) => setTimeout(resolve, HEALTH_MS).unref());
    }
  };
  for (const port of upstreams) void feel(port);

  const answer = async (incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> => {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks);
    turn += 1;
    const inTurn = upstreams.map((_, at) => upstreams[(turn + at) % upstreams.length] ?? 0);
    // Where none is known to be well, one may have become so since it was asked.
    const able = inTurn.filter((port) => well.get(port));
    let outcome: number | string = 'no upstream';
    for (const port of able.length > 0 ? able : inTurn) {
      outcome = await pass(port, incoming, body);
      if (outcome !== 'ECONNREFUSED') break;
    }
    const status = typeof outcome === 'number' ? outcome : BAD_GATEWAY;
    if (status >= 500) failures.push(String(outcome));
    outgoing.writeHead(status).end();
  };

  // Longer than whoever sends requests here keeps his connections: see `listen`.
  const server = createServer({ keepAliveTimeout: 150_000 }, (incoming, outgoing) => {
    answer(incoming, outgoing).catch(() => outgoing.destroy());
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    failures: () => failures,
    async close() {
      closed = true;
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/**
 * A connection of its own for each request: one that is kept may be closed under a request on its way.
 * @returns the status, or the code of the error
 */
function pass(
  port: number,
  { method, url, headers }: IncomingMessage,
  body: Buffer,
): Promise<number | string> {
  return new Promise((resolve) => {
    const passed = request(
      { host: '127.0.0.1', port, method, path: url, headers, agent: false },
      (response) => {
        response.on('error', () => undefined).resume();
        resolve(response.statusCode ?? BAD_GATEWAY);
      },
    );
    passed.on('error', ({ code }: NodeJS.ErrnoException) => resolve(code ?? 'unknown'));
    passed.end(body);
  });
}
