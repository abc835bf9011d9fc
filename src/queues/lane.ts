import { faultOf } from '../fault-of';
import type { Topic } from './queue';

export type QueueLog = {
  info(fields: object, message: string): void;
  error(fields: object, message: string): void;
};

/** One topic's wake-ups within this process. */
export type Lane = {
  /** A second wake-up of an id that waits changes nothing. */
  wake(id: string): void;
  work(handler: (id: string) => Promise<void>, concurrency: number): void;
  hasWorker(): boolean;
  /** How many ids wait for their run. */
  waiting(): number;
  /** Whether the id may start at once, or will run for a wake-up before this one. */
  hasRoomFor(id: string): boolean;
  /** Resolves when there is room for the id. Whoever asked goes before those who wake later. */
  room(id: string): Promise<void>;
  /** Starts nothing more, tells those who ask for room that there is none, and waits for the running handlers. */
  close(): Promise<void>;
};

/** How many wake-ups wait in each. */
export const waitingIn = (lanes: ReadonlyMap<Topic, Lane>): ReadonlyMap<Topic, number> =>
  new Map([...lanes].map(([topic, lane]) => [topic, lane.waiting()]));

export class LaneClosed extends Error {
  override readonly name = 'LaneClosed';
}

export function openLane(deps: { readonly log: Pick<QueueLog, 'error'> }, topic: Topic): Lane {
  /** Oldest first. */
  const waiting = new Set<string>();
  const running = new Map<string, Promise<void>>();
  const asking: { go: () => void; refuse: (reason: Error) => void }[] = [];
  let worker: { readonly handler: (id: string) => Promise<void>; readonly concurrency: number } | undefined;
  let closed = false;

  /** An id that waits for its own run to end takes nobody's place. */
  const places = (): number => {
    let taken = running.size + waiting.size;
    for (const id of running.keys()) if (waiting.has(id)) taken -= 1;
    return taken;
  };
  const isFull = (): boolean => !worker || places() >= worker.concurrency;
  const hasRoomFor = (id: string): boolean =>
    waiting.has(id) || running.has(id) || (asking.length === 0 && !isFull());

  function start() {
    if (closed || !worker) return;
    for (const id of waiting) {
      if (running.size >= worker.concurrency) return;
      if (running.has(id)) continue;
      waiting.delete(id);
      running.set(id, run(id, worker.handler));
    }
    if (!isFull()) asking.shift()?.go();
  }

  async function run(id: string, handler: (id: string) => Promise<void>) {
    try {
      await Promise.resolve(id).then(handler);
    } catch (error) {
      deps.log.error({ topic, id, ...faultOf(error) }, 'A queue handler failed');
    } finally {
      running.delete(id);
      setImmediate(start);
    }
  }

  return {
    wake: (id) => {
      if (closed) return;
      waiting.add(id);
      // Later, so that whoever wakes is done with his own turn first.
      setImmediate(start);
    },
    work: (handler, concurrency) => {
      if (worker) throw new Error(`Topic "${topic}" has a handler already.`);
      if (!(concurrency >= 1)) throw new Error(`Topic "${topic}" needs a concurrency of 1 or more.`);
      worker = { handler, concurrency };
      setImmediate(start);
    },
    hasWorker: () => worker !== undefined,
    waiting: () => waiting.size,
    hasRoomFor,
    room: async (id) => {
      if (closed) throw new LaneClosed();
      if (hasRoomFor(id)) return;
      await new Promise<void>((go, refuse) => asking.push({ go, refuse }));
    },
    close: async () => {
      closed = true;
      waiting.clear();
      for (const { refuse } of asking.splice(0)) refuse(new LaneClosed());
      await Promise.all(running.values());
    },
  };
}
