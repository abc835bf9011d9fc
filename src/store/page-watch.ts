import type { SpecOf } from './collection';

/** What is known of the connection to Meta: one document, for all processes. Nothing in it is about anybody. */
export type PageWatchDoc = {
  readonly id: 'page';
  /** Meta takes nothing from the page; null: it does, as far as is known. */
  readonly stop: SendStop | null;
  /** When it last refused; for conditions. */
  readonly refusedAt: number | null;
};

export type SendStop = {
  readonly since: number;
  /** Meta's code and subcode, e.g. `190/463`. */
  readonly code: string;
  /** For officers. */
  readonly reason: string;
  /** Not before then is one message tried. */
  readonly tryAt: number;
};

export const pageWatchSpec: SpecOf<PageWatchDoc> = { name: 'page-watch', indexes: [['refusedAt']] };

/** To be put there once, before anything is noted. */
export const nothingKnown: PageWatchDoc = { id: 'page', stop: null, refusedAt: null };
