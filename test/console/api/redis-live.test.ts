import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { redisLive } from '../../../src/console/api/redis-live';
import type { LiveNotice } from '../../../src/console/contract';
import { openRedis } from '../../../src/queues/open-redis';
import { startRedis } from '../../services/real-servers.cjs';
import { onRedis, redisUrl, testOnOwnRedis } from '../../support/services';

const changed = (caseId: string): LiveNotice => ({ type: 'case-changed', caseId });

onRedis('Live notices over several processes', () => {
  const closers: (() => unknown)[] = [];
  const lines: string[] = [];
  afterEach(async () => {
    for (const close of closers.splice(0).reverse()) await close();
    lines.splice(0);
  });

  async function openProcess(prefix: string, url = redisUrl) {
    const note = (fields: object, message: string) => void lines.push(JSON.stringify([message, fields]));
    const log = { info: note, error: note };
    const redis = await openRedis({ log }, url);
    const subscriber = redis.connect();
    const live = redisLive({ commands: redis.commands, subscriber, prefix, log });
    closers.push(() => {
      live.close();
      redis.close();
    });
    const heard: string[] = [];
    let told: (() => void)[] = [];
    live.subscribe((notice) => {
      heard.push(notice.type === 'conversation-changed' ? notice.caseIds.join() : notice.caseId);
      for (const tell of told.splice(0)) tell();
    });
    const until = async (id: string): Promise<void> => {
      while (!heard.includes(id)) await new Promise<void>((resolve) => told.push(resolve));
      told = [];
    };
    return { live, heard, until };
  }

  /** As many processes that hear of each other already. */
  async function openAll(count: number, url = redisUrl) {
    const prefix = `test-${randomUUID()}`;
    const all = [];
    for (let n = 0; n < count; n += 1) all.push(await openProcess(prefix, url));
    const watcher = new Redis(url);
    closers.push(() => watcher.disconnect());
    const channel = `${prefix}:live`;
    const listening = async () => Number((await watcher.pubsub('NUMSUB', channel))[1]);
    for (const until = Date.now() + 5_000; (await listening()) < count && Date.now() < until;);
    expect(await listening()).toBe(count);
    return { all, watcher, channel, listening };
  }

  it('every process hears of a notice once, the one that published it at once', async () => {
    const { all } = await openAll(3);
    all[0]?.live.publish(changed('a'));
    expect(all[0]?.heard).toEqual(['a']);
    all[1]?.live.publish(changed('b'));
    await Promise.all(all.map(({ until }) => until('b')));
    // What process 0 would hear again of itself would have come before the answer to this.
    all[2]?.live.publish(changed('c'));
    await Promise.all(all.map(({ until }) => until('c')));
    for (const { heard } of all) expect([...heard].sort()).toEqual(['a', 'b', 'c']);
  });

  it('a listener that stopped hears nothing more', async () => {
    const { all } = await openAll(2);
    const heard: LiveNotice[] = [];
    const stop = all[0]?.live.subscribe((notice) => heard.push(notice));
    stop?.();
    all[1]?.live.publish(changed('a'));
    await all[0]?.until('a');
    expect(heard).toEqual([]);
  });

  it('what is no notice is left alone', async () => {
    const { all, watcher, channel } = await openAll(1);
    for (const text of ['', 'null', '{', '{"from":"x"}', '{"from":"x","notice":{"type":"other"}}'])
      await watcher.publish(channel, text);
    await watcher.publish(channel, JSON.stringify({ from: 'x', notice: changed('a') }));
    await all[0]?.until('a');
    expect(all[0]?.heard).toEqual(['a']);
  });

  it('a listener that throws holds up nobody', async () => {
    const { all } = await openAll(2);
    all[0]?.live.subscribe(() => {
      throw new Error('the page is gone: Nguyễn Văn A');
    });
    all[1]?.live.publish(changed('a'));
    all[1]?.live.publish(changed('b'));
    await all[0]?.until('b');
    expect(lines.join()).toContain('not taken');
    expect(lines.join()).not.toContain('Nguyễn');
  });

  testOnOwnRedis(
    'without Redis a process tells its own pages, and all of them again once it is back',
    async () => {
      const folder = await mkdtemp(join(tmpdir(), 'tiep-nhan-live-'));
      closers.push(() => rm(folder, { recursive: true }));
      const server = await startRedis({ folder });
      closers.push(() => server.stop());
      const { all, listening } = await openAll(2, server.url);
      await server.kill();
      all[0]?.live.publish(changed('a'));
      expect(all[0]?.heard).toEqual(['a']);
      await server.restart();
      for (const until = Date.now() + 10_000; (await listening()) < 2 && Date.now() < until;);
      for (let n = 0; !all[1]?.heard.some((id) => id.startsWith('b')) && n < 200; n += 1) {
        all[0]?.live.publish(changed(`b${n}`));
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
      expect(all[1]?.heard[0]).toMatch(/^b/);
    },
    20_000,
  );
});
