import type { Finding } from '../connect/finding';
import type { Day } from '../language/day';
import type { SpecOf } from './collection';

/** What is known of the connection to Meta: one document, for all processes. Nothing in it is about anybody. */
export type PageWatchDoc = {
  readonly id: 'page';
  /** Meta takes nothing from the page; null: it does, as far as is known. */
  readonly stop: SendStop | null;
  /** When it last refused; for conditions. */
  readonly refusedAt: number | null;
  /** When what Meta has of us is compared next. */
  readonly checkDueAt: number;
  readonly check: PageCheck | null;
  /** When the last webhook came, give or take a minute; 0: never. */
  readonly heardAt: number;
  /** The silences up to then are counted in. */
  readonly learnedAt: number;
  readonly silences: readonly Silence[];
  /** Sending was braked. Absent in documents of an earlier version. */
  readonly braked?: Braked | null;
};

/** Because so much of what Meta allows is used up; it ends by itself. */
export type Braked = {
  readonly percent: number;
  /** Nothing goes out before then; null: slower only. */
  readonly stopUntil: number | null;
  /** Over by then, unless it is renewed. */
  readonly until: number;
};

export type PageCheck = {
  readonly at: number;
  readonly findings: readonly Finding[];
  /** null: never, or not known. */
  readonly tokenEndsAt: number | null;
};

/** The longest time of a day's office hours, in ms, in which no webhook came. */
export type Silence = { readonly day: Day; readonly ms: number };

export type SendStop = {
  readonly since: number;
  /** Meta's code and subcode, e.g. `190/463`. */
  readonly code: string;
  /** For officers. */
  readonly reason: string;
  /** Not before then is one message tried. */
  readonly tryAt: number;
};

export const pageWatchSpec: SpecOf<PageWatchDoc> = {
  name: 'page-watch',
  indexes: [['refusedAt'], ['checkDueAt'], ['heardAt'], ['learnedAt']],
};

/** To be put there once, before anything is noted. */
export const nothingKnown: PageWatchDoc = {
  id: 'page',
  stop: null,
  refusedAt: null,
  checkDueAt: 0,
  check: null,
  heardAt: 0,
  learnedAt: 0,
  silences: [],
};
