import { openLane, waitingIn, type Lane, type QueueLog } from './lane';
import { topics, type Queue, type Topic } from './queue';
import { wakeTimers } from './wake-timers';

/** Wake-ups in memory, for one process. What a crash loses the sweeper finds. */
export function inProcessQueue(deps: { readonly log: Pick<QueueLog, 'error'> }): Queue {
  const lanes = new Map<Topic, Lane>(topics.map((topic) => [topic, openLane(deps, topic)]));
  const laneOf = (topic: Topic): Lane => {
    const lane = lanes.get(topic);
    if (!lane) throw new Error(`There is no topic "${topic}".`);
    return lane;
  };
  const timers = wakeTimers();
  let closed = false;

  return {
    wake: async (topic, id, delayMs = 0) => {
      if (closed) return;
      timers.after(delayMs, () => laneOf(topic).wake(id));
    },
    work: (topic, handler, concurrency) => laneOf(topic).work(handler, concurrency),
    waiting: () => waitingIn(lanes),
    check: async () => {
      if (closed) throw new Error('The queue is closed.');
    },
    close: async () => {
      closed = true;
      timers.clear();
      await Promise.all([...lanes.values()].map((lane) => lane.close()));
    },
  };
}
