import type { Usage } from '../messenger/read-usage';

/** What is done about it: messages go `factor` times as far apart for a while, and none at all before `stopMs` is over. */
export type Brake = { readonly factor: number; readonly stopMs: number };

/** So much may be used before anything changes. */
export const FREE_PERCENT = 75;
const MOST_FACTOR = 10;
/** Where Meta names no time. */
const STOP_MS = 60_000;
/** Meta counts over an hour; one message an hour that asks whether it is over lengthens nothing. */
const MOST_STOP_MS = 3_600_000;
/** A brake that nobody renews ends by itself: every answer of Meta says anew how things are. */
export const BRAKE_MS = 60_000;

export function brakeFor({ percent, regainMs }: Usage): Brake {
  const share = Math.min(1, Math.max(0, percent - FREE_PERCENT) / (100 - FREE_PERCENT));
  const factor = 1 + share * (MOST_FACTOR - 1);
  if (regainMs > 0) return { factor, stopMs: Math.min(regainMs, MOST_STOP_MS) };
  return { factor, stopMs: percent >= 100 ? STOP_MS : 0 };
}
