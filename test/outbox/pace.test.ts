import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '../../src/clock';
import { localPace, type BrakedPace, type Pace } from '../../src/outbox/pace';
import { redisPace } from '../../src/outbox/redis-pace';
import { openRedis } from '../../src/queues/open-redis';
import { startRedis } from '../services/real-servers.cjs';
import { frozenClock } from '../support/frozen-clock';
import { onRedis, redisUrl, testOnOwnRedis } from '../support/services';

/** The most that went within any one second. */
function mostInASecond(times: readonly number[]): number {
  const sorted = [...times].sort((a, b) => a - b);
  return Math.max(...sorted.map((from) => sorted.filter((at) => at >= from && at < from + 1_000).length));
}

test('no rate: nobody waits', async () => {
  const pace = localPace({ clock: frozenClock() }, 0);
  for (let n = 0; n < 100; n += 1) expect(await pace(false)).toBe(0);
});

test('who is alone does not wait', async () => {
  const clock = frozenClock();
  const pace = localPace({ clock }, 30);
  for (let n = 0; n < 50; n += 1) {
    expect(await pace(false)).toBe(0);
    clock.pass(40);
  }
});

test('who comes newly waits behind those who were told to come back', async () => {
  const clock = frozenClock();
  const pace = localPace({ clock }, 1);
  expect(await pace(false)).toBe(0);
  const wait = await pace(false);
  clock.pass(wait - 1);
  // The gate is open already, but not for him.
  expect(await pace(false)).toBeGreaterThan(1_000);
  clock.pass(1);
  expect(await pace(true)).toBe(0);
});

/**
 * Conversations that all have something to say at once, on a clock of their own: each comes back when it was told,
 * or a little later, as handlers do.
 */
async function drain(rate: number, conversations: number, messagesEach: number) {
  const clock = frozenClock();
  const start = clock.now();
  const pace = localPace({ clock }, rate);
  const left = new Map(Array.from({ length: conversations }, (_, id) => [id, messagesEach]));
  let coming = [...left.keys()].map((id) => ({ id, at: start, isBack: false }));
  const sent: { at: number; id: number }[] = [];
  let asked = 0;
  while (coming.length > 0 && asked < 100_000) {
    coming.sort((a, b) => a.at - b.at);
    const [next, ...others] = coming;
    if (!next) break;
    coming = others;
    clock.pass(Math.max(0, next.at - clock.now()));
    asked += 1;
    const wait = await pace(next.isBack);
    // As late as timers and handlers are, but the same in every run.
    const late = (asked * 7) % 23;
    if (wait > 0) coming.push({ id: next.id, at: clock.now() + wait + late, isBack: true });
    else {
      sent.push({ at: clock.now(), id: next.id });
      const more = (left.get(next.id) ?? 0) - 1;
      left.set(next.id, more);
      if (more > 0) coming.push({ id: next.id, at: clock.now() + 150 + late, isBack: false });
    }
  }
  return { sent, asked, seconds: (clock.now() - start) / 1_000 };
}

describe.each([
  { rate: 30, conversations: 1_000, messagesEach: 1 },
  { rate: 30, conversations: 1_000, messagesEach: 3 },
  { rate: 5, conversations: 40, messagesEach: 2 },
])('$conversations conversations with $messagesEach messages each, $rate a second', (given) => {
  test('all go out in little more than the time that it takes, asking about twice a message', async () => {
    const { sent, asked, seconds } = await drain(given.rate, given.conversations, given.messagesEach);
    const all = given.conversations * given.messagesEach;
    expect(sent).toHaveLength(all);
    expect(mostInASecond(sent.map(({ at }) => at))).toBeLessThanOrEqual(given.rate);
    expect(seconds).toBeLessThan((all / given.rate) * 1.12 + 2);
    expect(asked).toBeLessThan(all * 2.2);
  });
});

onRedis('Over several processes', () => {
  const closers: (() => unknown)[] = [];
  const lines: string[] = [];
  afterEach(async () => {
    for (const close of closers.splice(0).reverse()) await close();
  });

  async function openProcess(prefix: string, rate: number, url = redisUrl): Promise<BrakedPace> {
    const note = (_fields: object, message: string) => void lines.push(message);
    const redis = await openRedis({ log: { info: note, error: note } }, url);
    closers.push(() => redis.close());
    return redisPace({ redis, prefix, clock: systemClock }, rate);
  }

  /** One conversation after another, until so many have gone. */
  async function sendAll(pace: Pace, count: number, times: number[]) {
    await Promise.all(
      Array.from({ length: count }, async () => {
        for (let isBack = false; ; isBack = true) {
          const wait = await pace(isBack);
          if (wait === 0) return void times.push(performance.now());
          await new Promise((resolve) => setTimeout(resolve, wait));
        }
      }),
    );
  }

  test('they keep the rate together', async () => {
    const prefix = `test-${randomUUID()}`;
    const paces = [await openProcess(prefix, 60), await openProcess(prefix, 60)];
    const times: number[] = [];
    await Promise.all(paces.map((pace) => sendAll(pace, 60, times)));
    expect(times).toHaveLength(120);
    // The answers may arrive a little closer together than they were given.
    expect(mostInASecond(times)).toBeLessThanOrEqual(63);
    expect(Math.max(...times) - Math.min(...times)).toBeLessThan(4_000);
  }, 15_000);

  test('one brakes for all, and it ends by itself', async () => {
    const prefix = `test-${randomUUID()}`;
    const [one, other] = [await openProcess(prefix, 60), await openProcess(prefix, 60)];
    expect(await other(false)).toBe(0);
    await one.brake({ factor: 10, stopMs: 700 });
    const wait = await other(true);
    expect(wait).toBeGreaterThan(300);
    await new Promise((resolve) => setTimeout(resolve, wait));
    expect(await other(true)).toBe(0);
    // One gap at a tenth of the rate.
    expect(await other(true)).toBeGreaterThan(100);
    await one.brake({ factor: 1, stopMs: 0 });
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(await other(true)).toBe(0);
    expect(await other(true)).toBeLessThan(50);
  });

  test('the script decides as the function does', async () => {
    const [shared] = [await openProcess(`test-${randomUUID()}`, 1)];
    const clock = frozenClock();
    const alone = localPace({ clock }, 1);
    for (const isBack of [false, false, true, false]) {
      const [a, b] = [await shared(isBack), await alone(isBack)];
      // Real time passes in Redis.
      expect(Math.abs(a - b)).toBeLessThan(400);
    }
  });

  testOnOwnRedis.each(['kill', 'pause'] as const)(
    'without Redis (%s) each keeps it alone, and nobody stops',
    async (how) => {
      const folder = await mkdtemp(join(tmpdir(), 'tiep-nhan-pace-'));
      closers.push(() => rm(folder, { recursive: true }));
      const server = await startRedis({ folder });
      closers.push(
        () => server.stop(),
        () => how === 'pause' && server.resume(),
      );
      const pace = await openProcess('tiepnhan', 100, server.url);
      expect(await pace(false)).toBe(0);
      await server[how]();
      const times: number[] = [];
      const from = performance.now();
      await sendAll(pace, 50, times);
      expect(performance.now() - from).toBeLessThan(3_000);
      expect(mostInASecond(times)).toBeLessThanOrEqual(100);
    },
    15_000,
  );
});
