import type { Inserted } from '../../src/inbox/accept';
import { unhurried } from '../../src/inbox/unhurried';
import type { EventDoc } from '../../src/store/events';

const event = (id: string, state: EventDoc['state']) => ({ id, state }) as EventDoc;

function open() {
  const stored: string[][] = [];
  const timers: (() => void)[] = [];
  const inbox = unhurried(
    {
      insertIfAbsent: async (events): Promise<readonly Inserted[]> => {
        if (events.some(({ id }) => id === 'bad')) throw new Error('refused');
        stored.push(events.map(({ id }) => id));
        return events.map(() => true);
      },
    },
    (_ms, run) => {
      timers.push(run);
      return () => undefined;
    },
  );
  return { stored, timers, insert: (...events: EventDoc[]) => inbox.insertIfAbsent(events) };
}

test('what somebody said is stored at once, whatever comes with it', async () => {
  const { stored, insert } = open();
  expect(await insert(event('a', 'new'))).toEqual([true]);
  await insert(event('b', 'skipped'), event('c', 'done'));
  expect(stored).toEqual([['a'], ['b', 'c']]);
});

test('what moves nothing waits for a common moment, and each is told its own outcome', async () => {
  const { stored, timers, insert } = open();
  const all = Promise.allSettled([
    insert(event('a', 'skipped')),
    insert(event('bad', 'skipped')),
    insert(event('b', 'skipped')),
  ]);
  await new Promise(setImmediate);
  expect([stored, timers.length]).toEqual([[], 1]);
  timers.pop()?.();
  expect((await all).map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  expect(stored).toEqual([['a'], ['b']]);
  void insert(event('c', 'skipped'));
  expect(timers).toHaveLength(1);
});
