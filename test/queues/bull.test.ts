import { randomUUID } from 'node:crypto';
import { Redis } from 'ioredis';
import { bullQueue } from '../../src/queues/bull';
import { openRedis } from '../../src/queues/open-redis';
import { frozenClock } from '../support/frozen-clock';
import { onRedis, redisUrl } from '../support/services';
import { queueContract, recorder } from './queue-contract';

/** As many processes as one likes, each with its own connections, on one set of keys. */
async function openCluster() {
  const prefix = `test-${randomUUID()}`;
  const lines: string[] = [];
  const note = (fields: object, message: string) => void lines.push(JSON.stringify([message, fields]));
  const log = { info: note, error: note };
  const clock = frozenClock();
  const watcher = new Redis(redisUrl);
  const closers: (() => Promise<void>)[] = [];

  const keys = async () =>
    (await watcher.keys(`${prefix}:*`)).map((key) => key.slice(prefix.length + 1)).sort();
  return {
    clock,
    watcher,
    keys,
    logged: () => lines.join('\n'),
    key: (name: string) => `${prefix}:${name}`,
    openProcess: async () => {
      const redis = await openRedis({ log }, redisUrl);
      const queue = bullQueue({ redis, prefix, log, clock });
      const close = async () => {
        await queue.close();
        redis.close();
      };
      closers.push(close);
      return { queue, redis, close };
    },
    cleanup: async () => {
      for (const close of closers) await close();
      const left = (await keys()).map((key) => `${prefix}:${key}`);
      if (left.length > 0) await watcher.del(left);
      watcher.disconnect();
    },
  };
}

onRedis('Bull', () => {
  queueContract('The queue on Bull', async () => {
    const cluster = await openCluster();
    const { queue } = await cluster.openProcess();
    return { queue, logged: cluster.logged, cleanup: cluster.cleanup };
  });

  let cluster: Awaited<ReturnType<typeof openCluster>>;
  beforeEach(async () => {
    cluster = await openCluster();
  });
  afterEach(() => cluster.cleanup());

  /** What Bull keeps of itself, whatever passes through. */
  const fixed = ['turns:id', 'turns:stalled-check'];
  const jobs = async () => (await cluster.keys()).filter((key) => !fixed.includes(key));

  /** Bull puts a finished job away after the handler has begun. */
  async function noJobsLeft() {
    const started = Date.now();
    while ((await jobs()).length > 0 && Date.now() - started < 5_000);
    expect(await jobs()).toEqual([]);
  }

  it('carries a wake-up from a process without a worker to one with it', async () => {
    const web = await cluster.openProcess();
    const worker = await cluster.openProcess();
    const turns = recorder();
    worker.queue.work('turns', turns.handler, 4);
    await web.queue.wake('turns', 'a');
    await turns.started(1);
    expect(turns.ids).toEqual(['a']);
  });

  it('keeps only the id of a wake-up in Redis, in names and data alike', async () => {
    const web = await cluster.openProcess();
    await web.queue.wake('turns', 'now');
    await web.queue.wake('turns', 'later', 60_000);
    const at = cluster.clock.now();
    const names = [`turns:later@${at + 60_000}`, `turns:now@@${Math.floor(at / 3_000)}`];
    expect(await jobs()).toEqual(['turns:delayed', ...names, 'turns:wait'].sort());
    const data = await Promise.all(names.map((name) => cluster.watcher.hget(cluster.key(name), 'data')));
    expect(data).toEqual(['{"id":"later"}', '{"id":"now"}']);
  });

  it('leaves Redis alone where the work can start in the same process', async () => {
    const worker = await cluster.openProcess();
    const turns = recorder({ held: true });
    worker.queue.work('turns', turns.handler, 2);
    await worker.queue.wake('turns', 'a');
    await worker.queue.wake('turns', 'b', 5);
    await turns.started(2);
    await worker.queue.wake('turns', 'a');
    expect(await cluster.watcher.exists(cluster.key('turns:id'))).toBe(0);
    await worker.queue.wake('turns', 'c');
    expect(await cluster.watcher.get(cluster.key('turns:id'))).toBe('1');
    turns.letGo();
    await turns.started(4);
    expect(turns.ids.slice(2).sort()).toEqual(['a', 'c']);
  });

  it('shares the work: what one has no room for another takes', async () => {
    const busy = await cluster.openProcess();
    const idle = await cluster.openProcess();
    const held = recorder({ held: true });
    const free = recorder();
    busy.queue.work('turns', held.handler, 1);
    await busy.queue.wake('turns', 'first');
    await held.started(1);
    idle.queue.work('turns', free.handler, 4);
    const ids = Array.from({ length: 20 }, (_, n) => `id-${n}`);
    for (const id of ids) await busy.queue.wake('turns', id);
    // The busy one holds at most one of them, for when it has room again.
    await free.started(19);
    held.letGo();
    await noJobsLeft();
    expect([...held.ids.slice(1), ...free.ids].sort()).toEqual([...ids].sort());
  });

  it('leads to one more run when it comes while another process is at it', async () => {
    const first = await cluster.openProcess();
    const web = await cluster.openProcess();
    const running = recorder({ held: true });
    first.queue.work('turns', running.handler, 2);
    await web.queue.wake('turns', 'a');
    await running.started(1);
    await noJobsLeft();
    for (let times = 0; times < 3; times += 1) await web.queue.wake('turns', 'a');
    await noJobsLeft();
    running.letGo();
    await running.started(2);
    await first.queue.wake('turns', 'last');
    await running.started(3);
    expect(running.ids).toEqual(['a', 'a', 'last']);
    expect(running.twiceAtOnce()).toBe(false);
  });

  it('waits with a wake-up for later without holding up one for now', async () => {
    const web = await cluster.openProcess();
    const worker = await cluster.openProcess();
    const turns = recorder();
    await web.queue.wake('turns', 'a', 400);
    worker.queue.work('turns', turns.handler, 1);
    const from = performance.now();
    await web.queue.wake('turns', 'a');
    await turns.started(1);
    expect(performance.now() - from).toBeLessThan(300);
    await turns.started(2);
    expect(performance.now() - from).toBeGreaterThan(300);
  });

  it('leaves nothing behind in Redis after a thousand wake-ups', async () => {
    const web = await cluster.openProcess();
    const workers = [await cluster.openProcess(), await cluster.openProcess()];
    const turns = recorder();
    for (const { queue } of workers) queue.work('turns', turns.handler, 8);
    const ids = Array.from({ length: 1_000 }, (_, n) => `id-${n}`);
    await Promise.all(ids.map((id) => web.queue.wake('turns', id)));
    await turns.started(1_000);
    await noJobsLeft();
    expect(new Set(turns.ids).size).toBe(1_000);
  });

  it('is held up by what a dead worker left of the same id for a few seconds at most', async () => {
    const web = await cluster.openProcess();
    const name = cluster.key(`turns:a@@${Math.floor(cluster.clock.now() / 3_000)}`);
    await cluster.watcher.hset(name, 'name', '__default__', 'data', '{"id":"a"}', 'opts', '{}');
    const waiting = () => cluster.watcher.llen(cluster.key('turns:wait'));
    await web.queue.wake('turns', 'a');
    expect(await waiting()).toBe(0);
    cluster.clock.pass(3_000);
    await web.queue.wake('turns', 'a');
    expect(await waiting()).toBe(1);
  });

  it('takes what a restored Redis remembers for wake-ups like any other', async () => {
    const web = await cluster.openProcess();
    await web.queue.wake('turns', 'a');
    const dumps = await Promise.all(
      (await cluster.keys()).map(async (key) => {
        const dump = await cluster.watcher.dumpBuffer(cluster.key(key));
        return { key: cluster.key(key), dump: dump ?? Buffer.alloc(0) };
      }),
    );
    const worker = await cluster.openProcess();
    const turns = recorder();
    worker.queue.work('turns', turns.handler, 1);
    await turns.started(1);
    await noJobsLeft();
    for (const { key, dump } of dumps) await cluster.watcher.restore(key, 0, dump, 'REPLACE');
    await web.queue.wake('turns', 'b');
    await turns.started(3);
    await noJobsLeft();
    expect(turns.ids.sort()).toEqual(['a', 'a', 'b']);
  });

  it('adds nothing more while the workers are far behind, and adds again once they are not', async () => {
    const web = await cluster.openProcess();
    const wait = cluster.key('turns:wait');
    const length = () => cluster.watcher.llen(wait);
    await cluster.watcher.lpush(wait, ...Array.from({ length: 10_001 }, (_, n) => `other-${n}`));
    // It counts once a second, and not while somebody waits for his wake-up.
    for (let n = 0; n < 100; n += 1) await web.queue.wake('turns', `early-${n}`);
    const full = await length();
    expect(full).toBeLessThan(10_101);
    for (let n = 0; n < 50; n += 1) await web.queue.wake('turns', `id-${n}`);
    expect(await length()).toBe(full);
    await cluster.watcher.del(wait);
    cluster.clock.pass(1_000);
    for (let n = 0; (await length()) === 0 && n < 100; n += 1) await web.queue.wake('turns', 'a');
    expect(await length()).toBe(1);
  });

  it('refuses a second handler for a topic', async () => {
    const { queue } = await cluster.openProcess();
    queue.work('turns', async () => undefined, 1);
    expect(() => queue.work('turns', async () => undefined, 1)).toThrow(/"turns" has a handler already/);
  });

  it('says whether it can be reached', async () => {
    const { queue, close } = await cluster.openProcess();
    await queue.check();
    await close();
    await expect(queue.check()).rejects.toThrow('closed');
  });
});
