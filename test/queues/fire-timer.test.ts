import { fireTimer } from '../../src/queues/fire-timer';
import { openShell, said, type Shell } from '../support/open-shell';

let shell: Shell;
beforeEach(async () => {
  shell = await openShell();
  await shell.post(said('m_1', 'xin chào'));
  await shell.work();
  shell.woken.length = 0;
});
afterEach(() => shell.close());

const id = 'timer-1';
const set = (dueAt: number, conversationId: string = shell.conversationId) =>
  shell.store.timers.insertIfAbsent([{ id, conversationId, name: 'officer-silent', dueAt, seq: 1 }]);
const deps = (more: Partial<Parameters<typeof fireTimer>[0]> = {}) => ({
  ...shell.deliverDeps,
  ...shell.performDeps,
  ...shell.store,
  ...more,
});
const fire = (more?: Parameters<typeof deps>[0]) => fireTimer(deps(more), id);
const fired = async () =>
  (await shell.events()).filter((event) => event.kind === 'internal').map(({ body }) => body);
const isSet = async () => (await shell.store.timers.get(id)) !== undefined;
const body = { type: 'timer', name: 'officer-silent' };

test('a timer that is due becomes an event of its conversation, and is gone', async () => {
  await set(shell.clock.now());
  await fire();
  expect(await fired()).toEqual([body]);
  expect(await isSet()).toBe(false);
  expect(shell.woken).toEqual([{ topic: 'turns', id: shell.conversationId, delay: 0 }]);
});

test('one that nobody knows any more does nothing', async () => {
  await fire();
  expect(await fired()).toEqual([]);
  expect(shell.woken).toEqual([]);
});

test('a moment too early it comes again at its time', async () => {
  await set(shell.clock.now() + 3);
  await fire();
  expect(await fired()).toEqual([]);
  expect(shell.woken).toEqual([{ topic: 'timers', id, delay: 3 }]);
  shell.clock.pass(3);
  await fire();
  expect(await fired()).toEqual([body]);
});

test('one that was moved far away is left to the wake-up for its new time', async () => {
  await set(shell.clock.now() + 60_000);
  await fire();
  expect(await fired()).toEqual([]);
  expect(await isSet()).toBe(true);
  expect(shell.woken).toEqual([]);
});

test('killed before it was put away it fires again, and is the same event', async () => {
  await set(shell.clock.now());
  const timers = { ...shell.store.timers, delete: async () => Promise.reject(new Error('killed')) };
  await expect(fire({ timers })).rejects.toThrow('killed');
  await Promise.all([fire(), fire()]);
  expect(await fired()).toEqual([body]);
  expect(await isSet()).toBe(false);
});

test('one that is set again while it fires stays set', async () => {
  await set(shell.clock.now());
  const queue = {
    wake: async () => void (await shell.store.timers.update(id, { dueAt: shell.clock.now() + 60_000 })),
  };
  await fire({ queue });
  expect(await fired()).toEqual([body]);
  expect((await shell.store.timers.get(id))?.doc.dueAt).toBe(shell.clock.now() + 60_000);
});

test('one whose conversation is gone goes too', async () => {
  await set(shell.clock.now(), 'nobody');
  await fire();
  expect(await isSet()).toBe(false);
  expect(shell.woken).toEqual([]);
});
