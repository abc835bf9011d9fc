import { internalEvent } from '../../src/inbox/internal-event';
import { sweep } from '../../src/queues/sweep';
import { frozenClock } from '../support/frozen-clock';
import { tempStore, type TempStore } from '../support/temp-store';

let temp: TempStore;
const clock = frozenClock();
beforeEach(async () => {
  temp = await tempStore({ clock });
});
afterEach(() => temp.close());

/** Events of one conversation that wait, oldest first. */
const wait = (conversationId: string, count: number, from: number) =>
  temp.store.events.insertIfAbsent(
    Array.from({ length: count }, (_, n) => {
      const when = { at: clock.now() - 60_000, arrival: (clock.now() - 60_000) * 100 + from + n };
      const whose = { id: conversationId, pageId: 'p', psid: 'c' };
      return internalEvent(whose, `${conversationId}-${n}`, when, { type: 'timer', name: 'x' });
    }),
  );

async function woken(): Promise<string[]> {
  const wakes: string[] = [];
  const queue = {
    wake: async (topic: string, id: string) => void wakes.push(`${topic} ${id}`),
    work: () => undefined,
    close: async () => undefined,
  };
  await sweep({ ...temp.store, queue, clock }, 2_000);
  return wakes;
}

test('wakes everybody who waits, also behind a conversation that is stuck with a thousand events', async () => {
  await wait('stuck', 1_000, 0);
  await wait('behind-1', 2, 1_000);
  await wait('behind-2', 1, 1_002);
  expect(await woken()).toEqual(['turns stuck', 'turns behind-1', 'turns behind-2']);
});

test('leaves those alone who came just now: somebody was woken for them', async () => {
  await wait('old', 1, 0);
  const when = { at: clock.now(), arrival: clock.now() * 100 };
  const whose = { id: 'fresh', pageId: 'p', psid: 'c' };
  await temp.store.events.insertIfAbsent([
    internalEvent(whose, 'fresh-1', when, { type: 'timer', name: 'x' }),
  ]);
  expect(await woken()).toEqual(['turns old']);
});

test('wakes the timers whose time has come', async () => {
  const timer = (name: string, dueAt: number) => ({
    id: `c.${name}`,
    conversationId: 'c',
    name,
    dueAt,
    seq: 1,
  });
  const now = clock.now();
  await temp.store.timers.insertIfAbsent([timer('now', now), timer('late', now - 5), timer('soon', now + 1)]);
  expect(await woken()).toEqual(['timers c.late', 'timers c.now']);
});
