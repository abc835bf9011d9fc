import type { Clock } from '../../src/clock';

/** A clock that stands still until it is told to move. */
export type FrozenClock = Clock & { readonly pass: (ms: number) => void };

/** @param start September 2026, when the events of `test/payloads` happened. */
export function frozenClock(start = 1_790_000_600_000): FrozenClock {
  let now = start;
  return { now: () => now, pass: (ms) => void (now += ms) };
}
