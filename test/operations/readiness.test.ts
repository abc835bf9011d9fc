import express from 'express';
import request from 'supertest';
import { readinessOf, type ReadinessDeps } from '../../src/operations/readiness';
import { readinessRoute } from '../../src/operations/readiness-route';
import { StoreAway } from '../../src/store/store-away';
import { eventFor } from '../spool/event-for-tests';
import { frozenClock } from '../support/frozen-clock';
import { tempStore, type TempStore } from '../support/temp-store';

const clock = frozenClock();
let temp: TempStore;
beforeEach(async () => {
  temp = await tempStore({ clock });
});
afterEach(() => temp.close());

const emptySpool = {
  check: async () => undefined,
  size: () => ({ records: 0, bytes: 0, aside: 0 }),
  isEmpty: () => true,
};
const hang = () => new Promise<never>(() => undefined);

/** Everything works, unless a test says otherwise. What hangs is given up at once. */
const ask = (different: Partial<ReadinessDeps> = {}) =>
  readinessOf({
    checkStore: async () => undefined,
    checkQueue: async () => undefined,
    spool: emptySpool,
    events: temp.store.events,
    clock,
    within: async (_ms, work) => {
      const answer = work();
      if (answer instanceof Promise && (different.checkStore === hang || different.checkQueue === hang))
        return Promise.race([answer, new Promise<never>((_, late) => setImmediate(late, new Error('late')))]);
      return answer;
    },
    ...different,
  })();

const ready = {
  ready: true,
  store: 'here',
  queue: 'here',
  spool: { state: 'empty', waiting: 0 },
  oldestWaitingSeconds: 0,
};

test('is ready while everything works and nobody waits', async () => {
  expect(await ask()).toEqual(ready);
});

test('is not while the store is away, or says nothing', async () => {
  const away = { ...ready, ready: false, store: 'away' };
  expect(await ask({ checkStore: () => Promise.reject(new StoreAway()) })).toEqual(away);
  expect(await ask({ checkStore: hang })).toMatchObject({ ready: false, store: 'away' });
});

test('is not while the queue is away', async () => {
  expect(await ask({ checkQueue: () => Promise.reject(new Error('ECONNREFUSED')) })).toEqual({
    ...ready,
    ready: false,
    queue: 'away',
  });
});

test('is not while the spool holds something, or could hold nothing', async () => {
  const size = () => ({ records: 7, bytes: 9, aside: 0 });
  const inUse = { ...emptySpool, size, isEmpty: () => false };
  expect(await ask({ spool: inUse })).toMatchObject({ ready: false, spool: { state: 'in-use', waiting: 7 } });
  const unwritable = { ...emptySpool, check: () => Promise.reject(new Error('ENOSPC')) };
  expect(await ask({ spool: unwritable })).toMatchObject({ ready: false, spool: { state: 'unwritable' } });
});

test('a process that takes in no webhooks has no spool to answer for', async () => {
  expect(await ask({ spool: undefined })).toEqual({ ...ready, spool: undefined });
});

test('tells how long the oldest event has waited, and is not ready after a minute of it', async () => {
  const since = (seconds: number) => (clock.now() - seconds * 1_000) * 100;
  await temp.store.events.insertIfAbsent([
    eventFor('done', { state: 'done', arrival: since(900) }),
    eventFor('old', { arrival: since(59) }),
    eventFor('new', { arrival: since(3) }),
  ]);
  expect(await ask()).toMatchObject({ ready: true, oldestWaitingSeconds: 59 });
  clock.pass(2_000);
  expect(await ask()).toMatchObject({ ready: false, oldestWaitingSeconds: 61 });
});

test('those who ask at once share one answer', async () => {
  let asked = 0;
  const readiness = readinessOf({
    checkStore: async () => void (asked += 1),
    checkQueue: async () => undefined,
    spool: emptySpool,
    events: temp.store.events,
    clock,
    within: (_ms, work) => work(),
  });
  await Promise.all([readiness(), readiness(), readiness()]);
  expect(asked).toBe(1);
});

test('the route answers 503 when it is not ready, and says nothing of anybody', async () => {
  await temp.store.events.insertIfAbsent([eventFor('old', { arrival: (clock.now() - 100_000) * 100 })]);
  const app = express().get(
    '/readyz',
    readinessRoute(() => ask()),
  );
  const answer = await request(app).get('/readyz');
  expect(answer.status).toBe(503);
  expect(answer.body).toEqual({ ...ready, ready: false, oldestWaitingSeconds: 100 });
  const well = express().get(
    '/readyz',
    readinessRoute(async () => ({ ...ready }) as never),
  );
  expect((await request(well).get('/readyz')).status).toBe(200);
});
