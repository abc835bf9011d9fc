import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { systemClock } from '../../src/clock';
import { bullQueue } from '../../src/queues/bull';
import { openRedis } from '../../src/queues/open-redis';
import { startRedis, type RealServer } from '../services/real-servers.cjs';
import { onOwnRedis } from '../support/services';
import { recorder } from './queue-contract';

jest.setTimeout(30_000);

onOwnRedis('When Redis is away', () => {
  let folder: string;
  let server: RealServer;
  let lines: string[];
  let closers: (() => Promise<void>)[];

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tiep-nhan-redis-'));
    server = await startRedis({ folder });
    lines = [];
    closers = [];
  });
  afterEach(async () => {
    if (server.isRunning()) server.resume();
    for (const close of closers) await close();
    await server.stop();
    await rm(folder, { recursive: true });
  });

  async function openProcess() {
    const note = (fields: object, message: string) => void lines.push(JSON.stringify({ message, ...fields }));
    const log = { info: note, error: note };
    const redis = await openRedis({ log }, server.url);
    const queue = bullQueue({ redis, prefix: 'tiepnhan', clock: systemClock, log });
    let closing: Promise<void> | undefined;
    const close = () => (closing ??= queue.close().then(() => redis.close()));
    closers.push(close);
    return { queue, redis, close };
  }

  /** How long it took at most, each alone. */
  async function slowest(count: number, act: (n: number) => Promise<unknown>): Promise<number> {
    let most = 0;
    for (let n = 0; n < count; n += 1) {
      const from = performance.now();
      await act(n);
      most = Math.max(most, performance.now() - from);
    }
    return most;
  }

  /** Wakes until the wake-up has arrived, as the sweeper would. */
  async function arrives(wake: (id: string) => Promise<void>, ids: readonly string[], id: string) {
    const until = Date.now() + 15_000;
    for (let n = 0; !ids.includes(`${id}-${n - 1}`) && Date.now() < until; n += 1) {
      await wake(`${id}-${n}`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    expect(ids.some((each) => each.startsWith(id))).toBe(true);
  }

  const faults = {
    'it hangs': () => server.pause(),
    'it was killed': () => server.kill(),
  };
  const cures = {
    'it hangs': async () => server.resume(),
    'it was killed': () => server.restart(),
  };

  it('a process starts without it, works by itself, and is reached by others once it is there', async () => {
    await server.kill();
    const web = await openProcess();
    const worker = await openProcess();
    const turns = recorder();
    worker.queue.work('turns', turns.handler, 4);
    await worker.queue.wake('turns', 'own');
    await turns.started(1);
    expect(await slowest(50, (n) => web.queue.wake('turns', `lost-${n}`))).toBeLessThan(300);
    await expect(web.queue.check()).rejects.toThrow();

    await server.restart();
    await arrives((id) => web.queue.wake('turns', id), turns.ids, 'after');
    await web.queue.check();
  });

  describe.each(['it hangs', 'it was killed'] as const)('because %s', (fault) => {
    it('wakes neither wait nor fail, it is said once, and afterwards they arrive again', async () => {
      const web = await openProcess();
      const worker = await openProcess();
      const turns = recorder();
      worker.queue.work('turns', turns.handler, 4);
      await web.queue.wake('turns', 'before');
      await turns.started(1);

      await faults[fault]();
      expect(await slowest(200, (n) => web.queue.wake('turns', `lost-${n}`))).toBeLessThan(300);
      expect(await slowest(50, (n) => web.queue.wake('turns', `lost-${n}`, 1_000))).toBeLessThan(300);
      await expect(web.queue.check()).rejects.toThrow();
      // Nothing waits in memory to be sent later.
      const { commands } = web.redis;
      expect(Reflect.get(commands, 'offlineQueue')).toHaveLength(0);

      await cures[fault]();
      await arrives((id) => web.queue.wake('turns', id), turns.ids, 'after');
      await web.queue.check();
      const away = lines.filter((line) => line.includes('Redis is away'));
      // Once for each of the two processes.
      expect(away.length).toBeGreaterThanOrEqual(1);
      expect(away.length).toBeLessThanOrEqual(2);
      expect(lines.join('\n')).toMatch(/Redis is back.*"count":\d+/);
      expect(lines.join('\n')).not.toMatch(/lost-|127\.0\.0\.1/);
    });

    it('a worker goes on with what is woken in its own process, also beyond its room', async () => {
      const worker = await openProcess();
      const turns = recorder({ held: true });
      worker.queue.work('turns', turns.handler, 2);
      await faults[fault]();
      for (let n = 0; n < 20; n += 1) await worker.queue.wake('turns', `id-${n}`);
      await turns.started(2);
      turns.letGo();
      await turns.started(20);
      expect(turns.mostAtOnce()).toBe(2);
    });

    it('closing comes to an end', async () => {
      const worker = await openProcess();
      worker.queue.work('turns', recorder().handler, 2);
      await worker.queue.wake('turns', 'a', 60_000);
      await faults[fault]();
      await worker.queue.wake('cases', 'b');
      expect(await slowest(1, worker.close)).toBeLessThan(4_000);
    });
  });

  it('goes on after a FLUSHALL', async () => {
    const web = await openProcess();
    const worker = await openProcess();
    const turns = recorder();
    worker.queue.work('turns', turns.handler, 4);
    await web.queue.wake('turns', 'before');
    await turns.started(1);
    const admin = new Redis(server.url);
    await admin.flushall();
    await web.queue.wake('turns', 'after');
    await turns.started(2);
    expect(turns.ids).toEqual(['before', 'after']);
    admin.disconnect();
  });

  it('goes on after a FLUSHALL that takes what a worker holds in its hand', async () => {
    const web = await openProcess();
    const worker = await openProcess();
    const turns = recorder({ held: true });
    worker.queue.work('turns', turns.handler, 1);
    await web.queue.wake('turns', 'running');
    await turns.started(1);
    await web.queue.wake('turns', 'in-hand');
    const admin = new Redis(server.url);
    const until = Date.now() + 5_000;
    while ((await admin.llen('tiepnhan:turns:active')) === 0 && Date.now() < until);
    await admin.flushall();
    turns.letGo();
    await arrives((id) => web.queue.wake('turns', id), turns.ids, 'after');
    expect(await admin.keys('tiepnhan:*:completed')).toEqual([]);
    admin.disconnect();
  });

  it('a wake-up for later survives that Redis starts anew', async () => {
    const web = await openProcess();
    const worker = await openProcess();
    await web.queue.wake('turns', 'a', 1_000);
    await server.restart();
    const turns = recorder();
    worker.queue.work('turns', turns.handler, 1);
    await turns.started(1);
    expect(turns.ids).toEqual(['a']);
  });

  it('a worker that begins while Redis is away takes wake-ups once it is back', async () => {
    const web = await openProcess();
    const worker = await openProcess();
    await server.kill();
    const turns = recorder();
    worker.queue.work('turns', turns.handler, 1);
    await server.restart();
    await arrives((id) => web.queue.wake('turns', id), turns.ids, 'a');
  });

  it('a worker that dies with wake-ups in its hands leaves them to another', async () => {
    const web = await openProcess();
    const dying = await openProcess();
    const turns = recorder({ held: true });
    dying.queue.work('turns', turns.handler, 1);
    await web.queue.wake('turns', 'running');
    await turns.started(1);
    await web.queue.wake('turns', 'in-hand');
    const admin = new Redis(server.url);
    const until = Date.now() + 5_000;
    while ((await admin.llen('tiepnhan:turns:active')) === 0 && Date.now() < until);
    // As dead as it gets: it never hears of anything again, and renews no lock.
    dying.redis.close();
    await admin.keys('tiepnhan:turns:*:lock').then((locks) => admin.del(locks));
    const heir = await openProcess();
    const inherited = recorder();
    heir.queue.work('turns', inherited.handler, 4);
    await inherited.started(1);
    expect(inherited.ids).toEqual(['in-hand']);
    admin.disconnect();
    turns.letGo();
  });
});
