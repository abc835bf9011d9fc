import { eventMarks } from '../../src/inbox/event-marks';

/** Marks on a store that takes them or not, and a time that goes on when it is told to. */
function open() {
  const written: unknown[][] = [];
  const warned: string[] = [];
  let timers: { readonly ms: number; readonly run: () => void }[] = [];
  const store = { fails: false };
  const marks = eventMarks({
    events: {
      mark: async (changes) => {
        if (store.fails) throw new Error('away');
        written.push(changes.map(({ id, set }) => ({ id, ...set })));
      },
    },
    later: (ms, run) => {
      const timer = { ms, run };
      timers.push(timer);
      return () => void (timers = timers.filter((one) => one !== timer));
    },
    log: { warn: (_fields, message) => void warned.push(message) },
  });
  const told: string[] = [];
  const add = (id: string, conversationId = 'c') =>
    marks.add({ id, conversationId }, { state: 'done' }, () => void told.push(id));
  const lapse = async () => {
    for (const { run } of timers.splice(0)) run();
    await new Promise(setImmediate);
  };
  return { marks, add, written, told, warned, store, lapse, waits: () => timers.map(({ ms }) => ms) };
}

test('what was taken within a moment is written down in one write, and told of afterwards', async () => {
  const { marks, add, written, told, lapse, waits } = open();
  await add('a');
  await add('b', 'd');
  expect([written, told]).toEqual([[], []]);
  expect(waits()).toHaveLength(1);
  expect([marks.isWaiting('a'), marks.isWaiting('x')]).toEqual([true, false]);
  await lapse();
  expect(written).toEqual([
    [
      { id: 'a', state: 'done' },
      { id: 'b', state: 'done' },
    ],
  ]);
  expect(marks.isWaiting('a')).toBe(false);
  expect(told).toEqual(['a', 'b']);
  expect(waits()).toEqual([]);
});

test('a conversation with many of them waits until they are written down, others do not', async () => {
  const { add, written } = open();
  for (let at = 0; at < 19; at += 1) await add(`a${at}`);
  for (let at = 0; at < 19; at += 1) await add(`b${at}`, 'd');
  expect(written).toEqual([]);
  await add('a19');
  expect(written.flat()).toHaveLength(39);
});

test('what the store does not take is kept and tried again', async () => {
  const { marks, add, written, warned, store, lapse, waits } = open();
  store.fails = true;
  await add('a');
  await lapse();
  expect(warned).toHaveLength(1);
  expect(marks.isWaiting('a')).toBe(true);
  expect(waits()).toEqual([1_000]);
  store.fails = false;
  await lapse();
  expect(written).toEqual([[{ id: 'a', state: 'done' }]]);
});

test('a conversation with many that the store does not take gets no further', async () => {
  const { add, store } = open();
  store.fails = true;
  for (let at = 0; at < 19; at += 1) await add(`a${at}`);
  await expect(add('a19')).rejects.toThrow('away');
});

test('closing writes down what waits, and gives up what cannot be', async () => {
  const { marks, add, written, store, waits } = open();
  await add('a');
  await marks.close();
  expect(written).toHaveLength(1);
  store.fails = true;
  await add('b');
  await marks.close();
  expect(waits()).toEqual([]);
});
