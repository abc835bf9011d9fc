import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/**
 * What happens to connections: `pass`; `refuse`: nobody listens; `hang`: they are taken, and nothing is ever passed;
 * `reset`: they are cut as soon as something is asked; `cut-answers`: what is asked arrives, the answer does not.
 */
export type Fault = 'pass' | 'refuse' | 'hang' | 'reset' | 'cut-answers' | { readonly delayMs: number };

export type FaultProxy = {
  readonly port: number;
  /** From now on, and for the connections that are open. */
  readonly set: (fault: Fault) => Promise<void>;
  /** How many connections were spoilt. */
  readonly hits: () => number;
  readonly close: () => Promise<void>;
};

/** A line of TCP that can be spoilt, byte for byte the same while it is not. */
export async function openFaultProxy(target: number): Promise<FaultProxy> {
  let fault: Fault = 'pass';
  let hits = 0;
  const open = new Set<Socket>();

  const track = (socket: Socket): Socket => {
    open.add(socket);
    // Nothing listens to what is cut on purpose.
    socket.on('error', () => undefined).once('close', () => open.delete(socket));
    return socket;
  };
  const cut = (...sockets: readonly Socket[]): void => {
    hits += 1;
    for (const socket of sockets) socket.resetAndDestroy();
  };
  const later = (act: () => void): void => {
    if (typeof fault === 'object') setTimeout(act, fault.delayMs).unref();
    else act();
  };
  const serve = (near: Socket): void => {
    track(near);
    const far = track(connect(target, '127.0.0.1'));
    near.on('data', (bytes) => {
      if (fault === 'reset') return cut(near, far);
      if (fault === 'hang') return void (hits += 1);
      far.write(bytes);
    });
    far.on('data', (bytes) => {
      if (fault === 'cut-answers') return cut(near, far);
      if (fault !== 'hang') later(() => near.write(bytes));
    });
    near.once('close', () => far.destroy());
    far.once('close', () => later(() => near.destroySoon()));
  };

  const server = createServer(serve);
  await listen(server, 0);
  const { port } = server.address() as AddressInfo;
  const close = (): Promise<void> =>
    new Promise((resolve) => {
      for (const socket of open) socket.destroy();
      server.close(() => resolve());
    });
  return {
    port,
    hits: () => hits,
    async set(next) {
      if (next === 'refuse' && fault !== 'refuse') await close();
      if (next !== 'refuse' && fault === 'refuse') await listen(server, port);
      fault = next;
    },
    close: () => (server.listening ? close() : Promise.resolve()),
  };
}

const listen = (server: Server, port: number): Promise<void> =>
  new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject);
      resolve();
    });
  });
