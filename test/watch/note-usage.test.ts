import fc from 'fast-check';
import type { Usage } from '../../src/messenger/read-usage';
import { BRAKE_MS, brakeFor } from '../../src/outbox/brake-for';
import { localPace } from '../../src/outbox/pace';
import { nothingKnown } from '../../src/store/page-watch';
import { connectionView } from '../../src/watch/connection-view';
import { noteUsage } from '../../src/watch/note-usage';
import { frozenClock } from '../support/frozen-clock';
import { tempStore, type TempStore } from '../support/temp-store';

const RATE = 30;
const free: Usage = { percent: 10, regainMs: 0 };
const nearly: Usage = { percent: 95, regainMs: 0 };
const used: Usage = { percent: 100, regainMs: 300_000 };

const clock = frozenClock();
let opened: TempStore;
beforeAll(async () => {
  opened = await tempStore({ clock });
  await opened.store.pageWatch.insertIfAbsent([nothingKnown]);
});
afterAll(() => opened.close());

function aProcess() {
  const logged: string[] = [];
  const note = (_fields: object, message: string) => void logged.push(message);
  const pace = localPace({ clock }, RATE);
  const heard = noteUsage({ ...opened.store, pace, clock, log: { info: note, warn: note } });
  return { pace, heard, logged };
}
const shown = async () => {
  const calendar = { openMs: () => 0 };
  const stored = await opened.store.pageWatch.get(nothingKnown.id);
  return connectionView(stored?.doc, { now: clock.now(), calendar, isTrial: true }).braked;
};
/** How many go out in that time, each coming back when it was told. */
async function goOutIn(ms: number, pace: ReturnType<typeof localPace>): Promise<number> {
  let sent = 0;
  for (const end = clock.now() + ms; clock.now() < end;) {
    const wait = await pace(true);
    if (wait === 0) sent += 1;
    clock.pass(Math.min(Math.max(wait, 1), end - clock.now()));
  }
  return sent;
}

test('as the allowance runs out sending slows down, and recovers by itself', async () => {
  const { pace, heard, logged } = aProcess();
  await heard(free);
  const usual = await goOutIn(10_000, pace);
  await heard(nearly);
  expect(await shown()).toEqual({ percent: 95 });
  expect(await goOutIn(10_000, pace)).toBeLessThan(usual / 5);
  clock.pass(BRAKE_MS);
  expect(await shown()).toBeUndefined();
  expect(await goOutIn(10_000, pace)).toBeGreaterThan(usual * 0.9);
  await heard(free);
  expect(logged).toEqual([
    "Meta's allowance is nearly used up: sending more slowly",
    "Meta's allowance is enough again: sending at the usual pace",
  ]);
});

test('told to wait nothing goes out before the time is over, then it goes on by itself', async () => {
  const { pace, heard } = aProcess();
  await heard(used);
  expect(await shown()).toEqual({ percent: 100, stopUntil: clock.now() + 300_000 });
  expect(await goOutIn(300_000 - 100, pace)).toBe(0);
  expect(await goOutIn(5_000, pace)).toBeGreaterThan(0);
  expect(await shown()).toEqual({ percent: 100 });
  await heard(free);
  expect(await shown()).toBeUndefined();
});

test('as long as all is well nothing is written', async () => {
  const broken = { update: () => Promise.reject(new Error('not to be asked')) };
  const { pace } = aProcess();
  const log = { info: () => undefined, warn: () => undefined };
  await noteUsage({ pageWatch: broken, pace, clock, log })(free);
  // Nor does a store that is away keep the pace from being braked.
  await noteUsage({ pageWatch: broken, pace, clock, log })(used);
  expect(await goOutIn(60_000, pace)).toBe(0);
});

test('more usage never means a faster pace or a shorter stop, and no stop lasts over an hour', () => {
  const usage = fc.record({
    percent: fc.double({ min: 0, max: 500, noNaN: true }),
    regainMs: fc.double({ min: 0, max: 1e12, noNaN: true }),
  });
  fc.assert(
    fc.property(usage, fc.double({ min: 0, max: 100, noNaN: true }), (given, more) => {
      const [less, worse] = [brakeFor(given), brakeFor({ ...given, percent: given.percent + more })];
      expect(worse.factor).toBeGreaterThanOrEqual(less.factor);
      expect(worse.stopMs).toBeGreaterThanOrEqual(less.stopMs);
      expect(less.factor).toBeGreaterThanOrEqual(1);
      expect(worse.stopMs).toBeLessThanOrEqual(3_600_000);
    }),
  );
});

test('whatever is heard and when, nothing goes out while sending is stopped', async () => {
  const step = fc.record({
    ms: fc.integer({ min: 0, max: 30_000 }),
    usage: fc.constantFrom(free, nearly, used, { percent: 100, regainMs: 0 }),
  });
  const property = fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (steps) => {
    const pace = localPace({ clock }, RATE);
    let stoppedUntil = 0;
    for (const { ms, usage } of steps) {
      const brake = brakeFor(usage);
      await pace.brake(brake);
      if (brake.stopMs > 0) stoppedUntil = Math.max(stoppedUntil, clock.now() + brake.stopMs);
      const sent = await goOutIn(ms, pace);
      if (clock.now() < stoppedUntil - 50) expect(sent).toBe(0);
    }
    clock.pass(400_000 + BRAKE_MS);
    expect(await goOutIn(10_000, pace)).toBeGreaterThan(200);
  });
  await fc.assert(property, { numRuns: 30 });
});
