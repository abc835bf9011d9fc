import { createServer } from 'node:net';

/** Below those that systems hand out for outgoing connections: one of these could take it while the program is down. */
const FIRST = 20_000;
const PORTS = 10_000;
const MOST_TRIES = 100;

const handedOut = new Set<number>();

/** A loopback port that nobody listens on; the same one is never given twice. */
export async function freePort(): Promise<number> {
  for (let tries = 0; tries < MOST_TRIES; tries += 1) {
    const port = FIRST + Math.floor(Math.random() * PORTS);
    if (handedOut.has(port) || !(await isFree(port))) continue;
    handedOut.add(port);
    return port;
  }
  throw new Error(`no free port was found in ${MOST_TRIES} tries`);
}

const isFree = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const server = createServer().once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
