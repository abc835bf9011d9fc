import { faultOf } from '../fault-of';
import type { Queue, Topic } from './queue';

type Deps = { readonly log: { error(fields: object, message: string): void } };

type Lane = {
  /** Ids to handle, oldest first; a second wake-up of the same id changes nothing. */
  readonly waiting: Set<string>;
  readonly running: Map<string, Promise<void>>;
  worker?: { readonly handler: (id: string) => Promise<void>; readonly concurrency: number };
};

/** Longer delays overflow the timer and would fire at once. Nothing waits that long: the sweeper comes first. */
const longestDelayMs = 2 ** 31 - 1;

/** Wake-ups in memory, for one process. What a crash loses the sweeper finds. */
export function inProcessQueue(deps: Deps): Queue {
  const lanes = new Map<Topic, Lane>();
  const timers = new Set<NodeJS.Timeout>();
  let closed = false;

  function laneOf(topic: Topic): Lane {
    const lane = lanes.get(topic) ?? { waiting: new Set(), running: new Map() };
    lanes.set(topic, lane);
    return lane;
  }

  function add(topic: Topic, id: string) {
    laneOf(topic).waiting.add(id);
    // Later, so that whoever wakes is done with his own turn first.
    setImmediate(start, topic);
  }

  function start(topic: Topic) {
    const lane = laneOf(topic);
    if (closed || !lane.worker) return;
    for (const id of lane.waiting) {
      if (lane.running.size >= lane.worker.concurrency) return;
      if (lane.running.has(id)) continue;
      lane.waiting.delete(id);
      lane.running.set(id, run(topic, lane, id, lane.worker.handler));
    }
  }

  async function run(topic: Topic, lane: Lane, id: string, handler: (id: string) => Promise<void>) {
    try {
      await Promise.resolve(id).then(handler);
    } catch (error) {
      deps.log.error({ topic, id, ...faultOf(error) }, 'A queue handler failed');
    } finally {
      lane.running.delete(id);
      setImmediate(start, topic);
    }
  }

  return {
    wake: async (topic, id, delayMs = 0) => {
      if (closed) return;
      if (!(delayMs > 0)) return add(topic, id);
      const timer = setTimeout(
        () => {
          timers.delete(timer);
          add(topic, id);
        },
        Math.min(delayMs, longestDelayMs),
      );
      timers.add(timer.unref());
    },
    work: (topic, handler, concurrency) => {
      const lane = laneOf(topic);
      if (lane.worker) throw new Error(`Topic "${topic}" has a handler already.`);
      if (!(concurrency >= 1)) throw new Error(`Topic "${topic}" needs a concurrency of 1 or more.`);
      lane.worker = { handler, concurrency };
      setImmediate(start, topic);
    },
    close: async () => {
      closed = true;
      for (const timer of timers) clearTimeout(timer);
      timers.clear();
      for (const lane of lanes.values()) {
        lane.waiting.clear();
        await Promise.all(lane.running.values());
      }
    },
  };
}
