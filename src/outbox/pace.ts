import type { Clock } from '../clock';
import { BRAKE_MS, type Brake } from './brake-for';

/**
 * Asked before each message to Meta.
 * @param isBack whether this message was told to come back at this time
 * @returns 0: it may go now; else after how many ms to ask again
 */
export type Pace = (isBack: boolean) => Promise<number>;

/** A pace that can be braked, for all who share it. Never fails. */
export type BrakedPace = Pace & { readonly brake: (brake: Brake) => Promise<void> };

/** Two points in time, in ms: all that has to be remembered to keep a rate. */
export type Line = {
  /** When the next message may go. */
  readonly gate: number;
  /** When the last of those who were turned away comes back. */
  readonly end: number;
};

/** How much too early a message may be, so that a timer's jitter does not cost it its place. */
export const SLACK_MS = 50;

/** Far enough apart that no second ever holds more than the rate, whatever the slack lets through. */
export const gapOf = (rate: number): number => (1_000 + SLACK_MS) / rate;

/**
 * Who comes to an open gate while nobody is expected passes; everyone else gets a place at the end of the line, one gap
 * behind the last. So a backlog comes back evenly spread over the time that it takes to send it: each message asks
 * twice, not once a second. Who comes newly waits behind those who were told to come back.
 */
export function takePlace(line: Line, now: number, gap: number, isBack: boolean): [Line, wait: number] {
  if (line.gate <= now + SLACK_MS && (isBack || line.end <= now))
    return [{ ...line, gate: Math.max(line.gate, now) + gap }, 0];
  const end = Math.max(line.end + gap, line.gate, now + 1);
  return [{ ...line, end }, Math.ceil(end - now)];
}

export const noPace: BrakedPace = Object.assign(async () => 0, { brake: async () => undefined });

/** Keeps a rate within one process. */
export function localPace({ clock }: { readonly clock: Clock }, rate: number): BrakedPace {
  if (rate === 0) return noPace;
  const gap = gapOf(rate);
  let line: Line = { gate: 0, end: 0 };
  let braked = { factor: 1, until: 0 };
  const pace: Pace = async (isBack) => {
    const now = clock.now();
    const [next, wait] = takePlace(line, now, now < braked.until ? gap * braked.factor : gap, isBack);
    line = next;
    return wait;
  };
  return Object.assign(pace, {
    async brake({ factor, stopMs }: Brake) {
      const now = clock.now();
      braked = { factor, until: now + stopMs + BRAKE_MS };
      if (stopMs > 0) line = { ...line, gate: Math.max(line.gate, now + stopMs) };
    },
  });
}
