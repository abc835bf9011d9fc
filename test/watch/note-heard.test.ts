import { nothingKnown, type PageCheck } from '../../src/store/page-watch';
import { noteHeard } from '../../src/watch/note-heard';
import { watchPage } from '../../src/watch/watch-page';
import { frozenClock } from '../support/frozen-clock';
import { shippedBook } from '../support/shipped-flows';
import { tempStore, type TempStore } from '../support/temp-store';

/** A Monday in Viet Nam. */
const start = Date.parse('2026-11-30T08:00:00+07:00');
const clock = frozenClock(start);
const { calendar } = shippedBook();
let temp: TempStore;
beforeEach(async () => {
  temp = await tempStore({ clock });
  await temp.store.pageWatch.insertIfAbsent([nothingKnown]);
});
afterEach(() => temp.close());
const known = async () => (await temp.store.pageWatch.get('page'))?.doc;

test('of several processes the one that heard last counts, whichever writes first', async () => {
  const at = { one: 0, other: 0 };
  const one = noteHeard(temp.store, () => at.one);
  const other = noteHeard(temp.store, () => at.other);
  await one();
  expect((await known())?.heardAt).toBe(0);
  Object.assign(at, { one: start, other: start + 5 });
  await other();
  await one();
  expect((await known())?.heardAt).toBe(start + 5);
});

test('a worker learns the silences, and says once that one lasts for longer than usual', async () => {
  const logged: string[] = [];
  const note = (_fields: object, message: string) => void logged.push(message);
  const checkPage = async (): Promise<PageCheck> => ({ at: clock.now(), findings: [], tokenEndsAt: null });
  const log = { warn: note, error: note };
  const round = watchPage({ ...temp.store, clock, log, calendar: () => calendar, checkPage });
  let heard = clock.now();
  const hear = noteHeard(temp.store, () => heard);
  await hear();
  await round();
  clock.pass(30 * 60_000);
  heard = clock.now();
  await hear();
  await round();
  expect((await known())?.silences).toEqual([{ day: '2026-11-30', ms: 30 * 60_000 }]);
  // Four hours of the office after half past eight, with its rest at noon: half past two.
  clock.pass(5.9 * 3_600_000);
  await round();
  expect(logged).toEqual([]);
  clock.pass(0.2 * 3_600_000);
  await round();
  await round();
  expect(logged).toEqual(['no webhook for longer than usual; run: npm run connect']);
  heard = clock.now();
  await hear();
  await round();
  expect(logged).toHaveLength(1);
});
