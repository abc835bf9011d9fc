import type { Clock } from '../clock';
import { bullTransport, within } from './bull-transport';
import { openLane, waitingIn, type Lane, type QueueLog } from './lane';
import { giveUpIfHanging, type RedisLink } from './open-redis';
import { topics, type Queue, type Topic } from './queue';
import { wakeTimers } from './wake-timers';

/** Whoever wakes must not wait for a Redis that hangs. */
const WAKE_CAP_MS = 200;
/** How many ids may wait in this process while Redis is away; what comes on top is left to the sweeper. */
const MOST_WAITING = 10_000;
/** Runs that take longer than this to end are given up: what they left is found after the next start. */
const CLOSE_MS = 20_000;

/**
 * Wake-ups over several processes. The work is done in this process's own lanes, as with the queue in memory; Bull only
 * carries a wake-up from a process that cannot answer it now to one that can. Where this process can, Redis is not
 * asked at all. A wake-up that is lost, because Redis is away or was emptied, is found by the sweeper.
 */
export function bullQueue(deps: {
  readonly redis: RedisLink;
  readonly prefix: string;
  readonly clock: Clock;
  readonly log: QueueLog;
}): Queue {
  const { outage, commands } = deps.redis;
  const lanes = new Map<Topic, Lane>(topics.map((topic) => [topic, openLane(deps, topic)]));
  const transport = bullTransport(deps);
  const timers = wakeTimers();
  let tries = 0;
  let closed = false;

  const wake = async (topic: Topic, id: string, delayMs = 0): Promise<void> => {
    if (closed) return;
    const lane = lanes.get(topic);
    if (lane?.hasWorker()) {
      if (delayMs > 0) return timers.after(delayMs, () => void wake(topic, id));
      if (lane.hasRoomFor(id)) return lane.wake(id);
    }
    if (await carry(topic, id, delayMs)) return;
    if (lane?.hasWorker() && lane.waiting() < MOST_WAITING) lane.wake(id);
    else outage.lost();
  };

  /** @returns whether Redis took it in time. Never rejects, never waits long. */
  async function carry(topic: Topic, id: string, delayMs: number): Promise<boolean> {
    // One at a time finds out whether Redis is back; the others need not wait for that, nor pile up.
    if (outage.isOn() && tries > 0) return false;
    if (!transport.hasRoom(topic)) return false;
    tries += 1;
    const adding = transport
      .add(topic, id, delayMs)
      .then(
        () => {
          outage.ended();
          return true;
        },
        (error: unknown) => {
          outage.began(error);
          giveUpIfHanging(deps.redis, error);
          return false;
        },
      )
      .finally(() => (tries -= 1));
    if (await within(WAKE_CAP_MS, adding)) return adding;
    outage.began();
    return false;
  }

  return {
    wake,
    work: (topic, handler, concurrency) => {
      const lane = lanes.get(topic);
      if (!lane) throw new Error(`There is no topic "${topic}".`);
      lane.work(handler, concurrency);
      transport.feed(topic, lane);
    },
    waiting: () => waitingIn(lanes),
    check: async () => {
      if (closed) throw new Error('The queue is closed.');
      await commands.ping().catch((error: unknown) => {
        giveUpIfHanging(deps.redis, error);
        throw error;
      });
      outage.ended();
    },
    close: async () => {
      closed = true;
      timers.clear();
      // At once, so that nothing new begins while Bull takes its time.
      const running = Promise.all([...lanes.values()].map((lane) => lane.close()));
      await transport.close();
      await within(CLOSE_MS, running);
    },
  };
}
