import { gather } from '../src/gather';

/** A run that is answered when it is told to be. */
function open(most: number, underWay: number) {
  const runs: { items: readonly number[]; answer: () => void; fail: (error: Error) => void }[] = [];
  const call = gather({ most, underWay }, (items: readonly number[]) => {
    return new Promise<readonly string[]>((resolve, reject) => {
      runs.push({ items, answer: () => resolve(items.map((item) => `of ${item}`)), fail: reject });
    });
  });
  return { call, runs, items: () => runs.map((run) => run.items) };
}
const moment = () => new Promise(setImmediate);

test('calls of one moment go together, and each is given its own result', async () => {
  const { call, runs, items } = open(10, 1);
  const all = Promise.all([call(1), call(2)]);
  await moment();
  expect(items()).toEqual([[1, 2]]);
  runs[0]?.answer();
  expect(await all).toEqual(['of 1', 'of 2']);
});

test('what comes while as many as may be are under way waits, and goes as soon as one has ended', async () => {
  const { call, runs, items } = open(2, 1);
  const first = call(1);
  await moment();
  const rest = [call(2), call(3), call(4)];
  await moment();
  expect(items()).toEqual([[1]]);
  runs[0]?.answer();
  await first;
  await moment();
  expect(items()).toEqual([[1], [2, 3]]);
  runs[1]?.answer();
  await moment();
  runs[2]?.answer();
  expect(await Promise.all(rest)).toEqual(['of 2', 'of 3', 'of 4']);
});

test('a run that fails fails for those who were in it, and the next one goes', async () => {
  const { call, runs } = open(1, 1);
  const all = Promise.allSettled([call(1), call(2)]);
  await moment();
  runs[0]?.fail(new Error('away'));
  await moment();
  runs[1]?.answer();
  expect((await all).map(({ status }) => status)).toEqual(['rejected', 'fulfilled']);
});
