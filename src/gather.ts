import type { Later } from './later';

/**
 * Puts calls together, for what is cheaper done for many at once. Those go along that come within the wait, and those
 * that come while as many as may be are under way; a call that comes alone loses no more than the wait.
 * @param run gives a result for each item, in their order; what it throws, each of them throws
 */
export function gather<T, R>(
  how: { readonly most: number; readonly underWay: number; readonly wait?: { ms: number; later: Later } },
  run: (items: readonly T[]) => Promise<readonly R[]>,
): (item: T) => Promise<R> {
  const waiting: Waiting<T, R>[] = [];
  let underWay = 0;
  let isStarting = false;

  async function go(batch: readonly Waiting<T, R>[]): Promise<void> {
    underWay += 1;
    try {
      const results = await run(batch.map(({ item }) => item));
      batch.forEach(({ resolve }, at) => resolve(results[at] as R));
    } catch (error) {
      for (const { reject } of batch) reject(error);
    } finally {
      underWay -= 1;
      start();
    }
  }

  function start(): void {
    isStarting = false;
    while (underWay < how.underWay && waiting.length > 0) void go(waiting.splice(0, how.most));
  }

  return (item) =>
    new Promise((resolve, reject) => {
      waiting.push({ item, resolve, reject });
      if (isStarting || underWay >= how.underWay) return;
      isStarting = true;
      if (how.wait) how.wait.later(how.wait.ms, start);
      else setImmediate(start);
    });
}

type Waiting<T, R> = {
  readonly item: T;
  readonly resolve: (result: R) => void;
  readonly reject: (error: unknown) => void;
};
