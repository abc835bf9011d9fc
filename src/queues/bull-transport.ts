import Bull from 'bull';
import type { Redis } from 'ioredis';
import type { Clock } from '../clock';
import { gather } from '../gather';
import type { Lane } from './lane';
import type { RedisLink } from './open-redis';
import type { Topic } from './queue';

/** All that Redis ever holds of a wake-up. */
type Hint = { readonly id: string };
type Job = { readonly data: Hint; readonly opts: Bull.JobOptions };

/**
 * Within this time an id waits once for however many wake-ups. Afterwards it may wait once more: so what a dead worker
 * left behind under the same name holds up later wake-ups no longer than this.
 */
const BUCKET_MS = 3_000;
/** A worker that died with a hint in its hand is found out after twice this. */
const LOCK_MS = 2_000;
/** How long to wait after an error before Bull asks Redis again. */
const RETRY_MS = 1_000;
const CLOSE_MS = 2_000;
/**
 * With more than this waiting for a topic, the workers are far behind, and the sweeper would add the same ids again
 * and again: nothing more is added, and the sweeper finds it once they have caught up.
 */
const MOST_IN_REDIS = 10_000;
const COUNT_EVERY_MS = 1_000;
const MOST_AT_ONCE = 200;

/** Carries wake-ups from process to process. */
export type BullTransport = {
  /** Whether there are not too many waiting already, as of a second ago. */
  hasRoom(topic: Topic): boolean;
  /** Rejects when Redis does not take it. */
  add(topic: Topic, id: string, delayMs: number): Promise<void>;
  /** Brings what others added into a lane, as fast as it has room. */
  feed(topic: Topic, lane: Lane): void;
  close(): Promise<void>;
};

/** @param deps.prefix what every key begins with */
export function bullTransport(deps: {
  readonly redis: RedisLink;
  readonly prefix: string;
  readonly clock: Clock;
}): BullTransport {
  const { redis } = deps;
  const queues = new Map<Topic, Bull.Queue<Hint>>();
  const adding = new Map<Topic, (job: Job) => Promise<void>>();
  const blocking = new Map<Topic, Redis>();
  let subscriber: Redis | undefined;
  let closed = false;

  const subscribing = (): Redis => (subscriber ??= redis.connect());
  const blockingOf = (topic: Topic): Redis => {
    const client = blocking.get(topic) ?? redis.connect();
    blocking.set(topic, client);
    return client;
  };

  function queueOf(topic: Topic): Bull.Queue<Hint> {
    const known = queues.get(topic);
    if (known) return known;
    const queue = new Bull<Hint>(topic, {
      prefix: deps.prefix,
      createClient: (type) =>
        type === 'client' ? redis.commands : type === 'subscriber' ? subscribing() : blockingOf(topic),
      // Nothing is kept of a wake-up that reached a worker.
      defaultJobOptions: { attempts: 1, removeOnComplete: true, removeOnFail: true },
      settings: { lockDuration: LOCK_MS, stalledInterval: LOCK_MS, retryProcessDelay: RETRY_MS },
    });
    // Bull gives its connection a name, and where that fails the rejection would end this process.
    Object.assign(queue, { setWorkerName: async () => undefined });
    queue.on('error', (error) => {
      // After a FLUSHALL Bull misses what it was about to put away; the wake-up is in good hands by then.
      if (!error.message.startsWith('Missing key')) redis.outage.began(error);
    });
    queues.set(topic, queue);
    return queue;
  }

  /** Bull has begun, or can: it gives up for good when its connection fails while it does. */
  const canBegin = (topic: Topic): boolean => queues.has(topic) || redis.commands.status === 'ready';

  async function process(topic: Topic, lane: Lane): Promise<void> {
    await Promise.all([ready(redis.commands), ready(subscribing()), ready(blockingOf(topic))]);
    if (closed) return;
    const queue = queueOf(topic);
    // Only once the job is gone from Redis: as long as it is there, it swallows the wake-ups for the same id, and one
    // that comes after the run began must lead to another run.
    queue.on('completed', ({ data }) => {
      if (typeof data.id === 'string') lane.wake(data.id);
    });
    await queue.process(1, async (job) => {
      // A job that lost its options (a flush in the middle of it) must not be kept either.
      job.opts.removeOnComplete = true;
      await lane.room(job.data.id);
    });
  }

  /** When many come at once, one trip to Redis takes them all. */
  function addingTo(topic: Topic): (job: Job) => Promise<void> {
    const known = adding.get(topic);
    if (known) return known;
    const add = gather({ most: MOST_AT_ONCE, underWay: 2 }, async (jobs: readonly Job[]) => {
      const added = await queueOf(topic).addBulk([...jobs]);
      // Bull passes over what Redis says of a single one.
      if (added.some(({ id }) => !id)) throw new Error('Redis did not take a wake-up');
      return jobs.map(() => undefined);
    });
    adding.set(topic, add);
    return add;
  }

  const counted = new Map<Topic, { at: number; isFull: boolean }>();
  function count(topic: Topic): void {
    const known = counted.get(topic);
    const now = deps.clock.now();
    if (known && now - known.at < COUNT_EVERY_MS) return;
    const count = { at: now, isFull: known?.isFull ?? false };
    counted.set(topic, count);
    queueOf(topic)
      .getWaitingCount()
      .then(
        (waiting) => void (count.isFull = waiting > MOST_IN_REDIS),
        () => void (count.isFull = false),
      );
  }

  return {
    hasRoom: (topic) => {
      if (canBegin(topic)) count(topic);
      return !counted.get(topic)?.isFull;
    },
    add: async (topic, id, delayMs) => {
      if (!canBegin(topic)) throw new Error('Redis has not been there yet');
      const now = deps.clock.now();
      const delayed = delayMs > 0;
      // A wake-up for later must never stand in for one that means now.
      const jobId = delayed ? `${id}@${Math.ceil(now + delayMs)}` : `${id}@@${Math.floor(now / BUCKET_MS)}`;
      const opts = { jobId, ...(delayed && { delay: Math.ceil(delayMs) }) };
      return addingTo(topic)({ data: { id }, opts });
    },
    feed: (topic, lane) => {
      process(topic, lane).catch((error: unknown) => redis.outage.began(error));
    },
    close: async () => {
      closed = true;
      const closing = [...queues.values()].map((queue) => queue.close(true));
      // Bull would wait half a second for each of these to come back from waiting for jobs.
      for (const client of blocking.values()) client.disconnect();
      await within(CLOSE_MS, Promise.allSettled(closing));
      for (const client of blocking.values()) client.disconnect();
      subscriber?.disconnect();
    },
  };
}

const ready = (client: Redis): Promise<unknown> =>
  client.status === 'ready'
    ? Promise.resolve()
    : new Promise((resolve) => void client.once('ready', resolve));

/** Waits for it, but no longer than this. */
export async function within(ms: number, work: Promise<unknown>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<false>((resolve) => (timer = setTimeout(() => resolve(false), ms)));
  try {
    return await Promise.race([work.then(() => true), late]);
  } finally {
    clearTimeout(timer);
  }
}
