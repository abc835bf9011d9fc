import type { Profile } from '../arguments';
import type { Lent } from '../stage';

/** What was done, in a few words with numbers, and every sentence that does not hold. */
export type Verdict = { readonly done: string; readonly broken: readonly string[] };

/** One row of the table of faults. */
export type Row = {
  readonly id: string;
  readonly title: string;
  readonly profiles: readonly Profile[];
  /** It measures times, so nothing else may run beside it. */
  readonly alone?: boolean;
  readonly run: (lent: Lent) => Promise<Verdict>;
};

/** @returns the sentences whose condition does not hold */
export const claims = (...all: readonly (readonly [boolean, string])[]): string[] =>
  all.flatMap(([holds, sentence]) => (holds ? [] : [sentence]));

/** The value below which the given share lies; 0 where there is none. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}

/**
 * How long Meta waits for the answer to a webhook (Messenger Platform, Webhooks). How much sooner it comes is measured
 * by the benchmark, and only said here: on a busy machine everything is late without any fault.
 */
export const META_WAITS_MS = 5_000;
