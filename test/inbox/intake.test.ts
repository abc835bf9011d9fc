import type { EventDoc } from '../../src/store/events';
import fc from 'fast-check';
import { cpSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { accept } from '../../src/inbox/accept';
import { ADOPT_MS, SPOOL_CAP_MS } from '../../src/inbox/intake';
import { readMessagingItem } from '../../src/messenger/events';
import { openSpool } from '../../src/spool/spool';
import { frozenClock } from '../support/frozen-clock';
import { eventFor } from '../spool/event-for-tests';
import { openRig, until, type Rig, type StoreMood } from './intake-for-tests';

let rig: Rig;
beforeEach(async () => {
  rig = await openRig();
});
afterEach(() => rig.close());

const keep = (...ids: string[]) => rig.intake.insertIfAbsent(ids.map((id) => eventFor(id)));
const drained = () => until(() => rig.intake.state() === 'normal');

test('events go straight into the store, and the spool stays empty', async () => {
  expect(await keep('a', 'b')).toEqual([true, true]);
  expect(await keep('b', 'c')).toEqual([false, true]);
  expect(rig.intake.state()).toBe('normal');
  expect(rig.spool.isEmpty()).toBe(true);
});

describe.each<StoreMood>(['away', 'hung', 'full'])('with a store that is %s', (mood) => {
  test('events are kept in the spool, and taken in when it is back, in order', async () => {
    rig.store.mood = mood;
    expect(await keep('a')).toEqual(['spooled']);
    expect(rig.intake.state()).toBe('spooling');
    expect(await keep('b', 'c')).toEqual(['spooled', 'spooled']);
    expect(rig.store.ids()).toEqual([]);
    rig.store.mood = 'here';
    await drained();
    expect(rig.store.ids()).toEqual(['a', 'b', 'c']);
    expect(rig.woken).toEqual(expect.arrayContaining(['c-a', 'c-b', 'c-c']));
    expect(await keep('d')).toEqual([true]);
    expect(rig.logged.join()).toContain('"count":3');
    // The other processes are told before the first is in, and when all are.
    expect(rig.catchingUp[0]).toBe('on');
    expect(rig.catchingUp.filter((said) => said === 'over')).toHaveLength(1);
    expect(rig.catchingUp.at(-1)).toBe('over');
  });

  test('an event that can be kept nowhere is refused, and no later one for it', async () => {
    rig.store.mood = mood;
    rig.broken = new Error('no space');
    await expect(keep('a')).rejects.toThrow('no space');
    rig.broken = undefined;
    expect(await keep('b')).toEqual(['spooled']);
    rig.store.mood = 'here';
    await drained();
    expect(rig.store.ids()).toEqual(['b']);
  });

  test('what waits survives a restart and comes in before anything new', async () => {
    rig.store.mood = mood;
    await keep('a', 'b');
    await rig.stop();
    await rig.start();
    expect(rig.intake.state()).toBe('spooling');
    rig.store.mood = 'here';
    expect(await keep('c')).toEqual(['spooled']);
    await drained();
    expect(rig.store.ids()).toEqual(['a', 'b', 'c']);
  });
});

test('a disk that says nothing is not waited for: the event is refused', async () => {
  rig.store.mood = 'away';
  rig.broken = 'hung';
  const kept = keep('a');
  await until(() => rig.time.isWaiting(SPOOL_CAP_MS));
  rig.time.pass(SPOOL_CAP_MS);
  await expect(kept).rejects.toThrow('no answer in time');
});

test('while it spools, no webhook asks the store: only the oldest event does', async () => {
  rig.store.mood = 'hung';
  await keep('a');
  const ids = Array.from({ length: 200 }, (_, at) => `e${at}`);
  const answers = await Promise.all(ids.map((id) => keep(id)));
  expect(answers.flat()).toEqual(ids.map(() => 'spooled'));
  expect(rig.store.asked()).toEqual(['a']);
});

test('an insert that was given up and happens all the same makes no second event', async () => {
  rig.store.mood = 'hung';
  await keep('a');
  rig.store.letGo();
  expect(rig.store.ids()).toEqual(['a']);
  rig.store.mood = 'here';
  await drained();
  expect(rig.store.ids()).toEqual(['a']);
});

test('what the store will never take does not hold up the others', async () => {
  rig.store.mood = 'away';
  await keep('a', 'poison', 'b');
  rig.store.refuses.add('poison');
  rig.store.mood = 'here';
  await drained();
  expect(rig.store.ids()).toEqual(['a', 'b']);
  expect(rig.spool.size()).toMatchObject({ records: 0, aside: 1 });
  expect(readdirSync(join(rig.dataDir, 'spool/1')).filter((name) => name.endsWith('.damaged'))).toHaveLength(
    1,
  );
  expect(rig.logged.join()).toContain('refuses this event');
});

test('a store that refuses everything is at fault itself: nothing is put aside', async () => {
  rig.store.mood = 'full';
  await keep('a', 'b');
  const before = rig.store.calls();
  await until(() => rig.store.calls() > before + 40);
  expect(rig.spool.size()).toMatchObject({ records: 2, aside: 0 });
  rig.store.mood = 'here';
  await drained();
  expect(rig.store.ids()).toEqual(['a', 'b']);
});

test('what another process left behind comes in too, sooner or later', async () => {
  const { dataDir } = rig;
  const other = await openSpool({ dataDir, key: Buffer.alloc(32, 3), log: { warn: () => undefined } });
  rig.store.mood = 'away';
  await other.append([eventFor('left')]);
  await other.close();
  rig.store.mood = 'here';
  rig.time.pass(ADOPT_MS);
  await drained();
  expect(rig.store.ids()).toEqual(['left']);
});

test('a webhook says where its events are', async () => {
  const deps = {
    events: rig.intake,
    queue: { wake: async (_topic: string, id: string) => void rig.woken.push(id) },
    clock: frozenClock(),
    settleEchoes: async (events: readonly EventDoc[]) => events,
    conversationIdOf: (page: string, psid: string) => `${page}/${psid}` as never,
  };
  const item = (mid: string) =>
    readMessagingItem('1', { sender: { id: '2' }, recipient: { id: '1' }, message: { mid, text: 'a' } }, 1);
  expect(await accept(deps, [item('m1')])).toBe('stored');
  expect(rig.woken).toEqual(['1/2']);
  rig.store.mood = 'away';
  expect(await accept(deps, [item('m2')])).toBe('spooled');
  expect(rig.woken).toEqual(['1/2']);
  rig.store.mood = 'here';
  await drained();
  expect(rig.woken).toEqual(['1/2', '1/2']);
});

describe('Whatever the store does', () => {
  const person = fc.integer({ min: 0, max: 3 });
  const act = fc.oneof(
    { weight: 6, arbitrary: person.map((who) => ({ type: 'say' as const, who })) },
    { weight: 2, arbitrary: fc.constantFrom<StoreMood>('here', 'away', 'hung', 'full') },
    { weight: 1, arbitrary: fc.constantFrom('let go' as const, 'restart' as const, 'settle' as const) },
  );

  test('all that was acknowledged is stored once, each citizen in the order in which he spoke', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(act, { minLength: 5, maxLength: 60 }), async (acts) => {
        const run = await openRig();
        const said: string[][] = [[], [], [], []];
        /** Each citizen speaks on when the last was acknowledged; the others do not wait for him. */
        const tails = said.map(() => Promise.resolve());
        try {
          for (const next of acts) {
            if (typeof next === 'object') {
              const id = `${next.who}-${said[next.who]?.push('') ?? 0}`;
              const event = eventFor(id, { conversationId: `c${next.who}` });
              tails[next.who] = (tails[next.who] ?? Promise.resolve()).then(async () => {
                await run.intake.insertIfAbsent([event]);
              });
            } else if (next === 'let go') run.store.letGo();
            else if (next === 'settle') await Promise.all(tails);
            else if (next === 'restart') {
              await Promise.all(tails);
              await run.stop();
              await run.start();
            } else run.store.mood = next;
          }
          await Promise.all(tails);
          run.store.mood = 'here';
          run.store.letGo();
          await until(() => run.intake.state() === 'normal');
          for (const [who, all] of said.entries()) {
            const stored = run.store.ids().filter((id) => id.startsWith(`${who}-`));
            expect(stored).toEqual(all.map((_, at) => `${who}-${at + 1}`));
          }
          expect(run.spool.isEmpty()).toBe(true);
        } finally {
          await run.close();
        }
      }),
      { numRuns: 100 },
    );
  }, 60_000);
});

test('killed between inserting and removing, it inserts again, and nothing is there twice', async () => {
  rig.store.mood = 'away';
  await keep('a', 'b');
  await rig.stop();
  const folder = join(rig.dataDir, 'spool/1');
  const copy = join(rig.dataDir, 'as-it-was');
  cpSync(folder, copy, { recursive: true });
  rig.store.mood = 'here';
  await rig.start();
  await drained();
  expect(rig.store.ids()).toEqual(['a', 'b']);
  await rig.stop();
  // The disk of a machine that died before the file was removed.
  cpSync(copy, folder, { recursive: true });
  await rig.start();
  expect(rig.spool.size().records).toBe(2);
  expect(await keep('c')).toEqual(['spooled']);
  await drained();
  expect(rig.store.ids()).toEqual(['a', 'b', 'c']);
});
