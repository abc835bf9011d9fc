import { failure } from './failure';

/** Calls under way. */
export type Calls = {
  /** Runs a call; what MongoDB says of its failure becomes what a caller may know. */
  readonly run: <T>(call: () => Promise<T>) => Promise<T>;
  /** Like `run`, for what is given bit by bit; `ended` does not wait for it. */
  readonly each: <T>(items: AsyncIterable<T>) => AsyncGenerator<T>;
  /** Resolves when all of them have ended, well or not. */
  readonly ended: () => Promise<void>;
};

export function callsUnderWay(): Calls {
  const running = new Set<Promise<unknown>>();
  return {
    run: async (call) => {
      const one = call();
      running.add(one);
      try {
        return await one;
      } catch (error) {
        throw failure(error);
      } finally {
        running.delete(one);
      }
    },
    each: async function* (items) {
      try {
        yield* items;
      } catch (error) {
        throw failure(error);
      }
    },
    ended: async () => void (await Promise.allSettled(running)),
  };
}
