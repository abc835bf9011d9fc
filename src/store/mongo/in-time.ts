import { setTimeout } from 'node:timers/promises';
import { StoreAway } from '../store-away';

/** Waits for an answer no longer than `ms`; what was asked ends by itself later. @throws StoreAway */
export async function inTime<T>(ms: number, answer: Promise<T>): Promise<T> {
  const answered = new AbortController();
  const tooLate = setTimeout(ms, undefined, { signal: answered.signal }).then(() => {
    throw new StoreAway();
  });
  try {
    return await Promise.race([answer, tooLate]);
  } finally {
    answered.abort();
    // Nobody waits any more for the one that lost.
    void Promise.allSettled([answer, tooLate]);
  }
}
