import { catchUp, turnsWait } from '../../src/inbox/catch-up';
import { StoreAway } from '../../src/store/store-away';
import { frozenClock, type FrozenClock } from '../support/frozen-clock';
import { tempStore, type TempStore } from '../support/temp-store';

let clock: FrozenClock;
let temp: TempStore;
beforeEach(async () => {
  clock = frozenClock();
  temp = await tempStore({ clock });
});
afterEach(() => temp.close());

const deps = () => ({ catchUps: () => temp.store.catchUps, clock });

test('turns wait for a moment after the database was away, so that everybody can find out', async () => {
  const waits = turnsWait(deps());
  expect(await waits.isOn()).toBe(false);
  waits.storeFailed(new StoreAway());
  expect(await waits.isOn()).toBe(true);
  clock.pass(2_900);
  waits.storeFailed(new Error('a document is too big'));
  expect(await waits.isOn()).toBe(true);
  clock.pass(200);
  expect(await waits.isOn()).toBe(false);
});

test('what was sent is not sent again for a while, for its echo may come late', async () => {
  const waits = turnsWait(deps());
  expect(await waits.mayEchoCome()).toBe(false);
  waits.storeFailed(new StoreAway());
  clock.pass(14_900);
  expect(await waits.isOn()).toBe(false);
  expect(await waits.mayEchoCome()).toBe(true);
  clock.pass(200);
  expect(await waits.mayEchoCome()).toBe(false);
  await catchUp(deps()).goesOn();
  clock.pass(600);
  expect(await waits.mayEchoCome()).toBe(true);
});

test('they wait as long as any process takes in what it has kept', async () => {
  const waits = turnsWait(deps());
  const [one, other] = [catchUp(deps()), catchUp(deps())];
  await one.goesOn();
  await other.goesOn();
  expect(await waits.isOn()).toBe(true);
  await one.isOver();
  clock.pass(600);
  expect(await waits.isOn()).toBe(true);
  await other.goesOn();
  await other.isOver();
  clock.pass(600);
  expect(await waits.isOn()).toBe(false);
});

test('a process that died in the middle holds nobody up for long', async () => {
  const waits = turnsWait(deps());
  await catchUp(deps()).goesOn();
  clock.pass(9_900);
  expect(await waits.isOn()).toBe(true);
  clock.pass(600);
  expect(await waits.isOn()).toBe(false);
  const next = catchUp(deps());
  await next.goesOn();
  await next.isOver();
  expect(await temp.store.catchUps.find({ where: {}, sort: ['until'], limit: 9 })).toEqual([]);
});

test('long after an outage nobody is even asked', async () => {
  const waits = turnsWait(deps());
  clock.pass(3_600_001);
  await catchUp(deps()).goesOn();
  expect(await waits.isOn()).toBe(false);
});
