import { systemClock, type Clock } from '../clock';

/** A clock that can be moved forward: 25 hours pass at the press of a button. */
export type MovableClock = Clock & {
  readonly advance: (ms: number) => void;
  /** How far it stands ahead of its base. */
  readonly offset: () => number;
  /** Called after every move; answers the function that stops it. */
  readonly onAdvance: (listener: (offset: number) => void) => () => void;
};

/** `base` is the machine's clock, or a frozen one in a test (`{ now: () => 1790000000000 }`). */
export function createMovableClock(base: Clock = systemClock): MovableClock {
  let offset = 0;
  const listeners = new Set<(offset: number) => void>();
  return {
    now: () => base.now() + offset,
    offset: () => offset,
    advance(ms) {
      if (!Number.isFinite(ms) || ms < 0)
        throw new Error('A clock moves forward only: give a number of milliseconds, 0 or more.');
      offset += ms;
      for (const listener of [...listeners]) listener(offset);
    },
    onAdvance(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
