import { owedSince, type Clock } from './calendar/deadlines';
import type { Case, Kind } from './case';
import { stateInWords } from './plain-words';

/** All that a look-up by code may say of a case: never its content, never its kind. */
export type CaseGlimpse = {
  readonly code: string;
  readonly status: string;
  readonly updatedAt: number;
  /** While an answer is owed: since when, and by which clock. */
  readonly owed?: { readonly from: number; readonly clock: Clock };
  /** It is a tố cáo: never said, but what is said of it is kept from those who may not read one. */
  readonly confidential: boolean;
};

/** What the one who sent it may read besides in a list of his own cases. */
export type OwnGlimpse = CaseGlimpse & { readonly kind: Kind; readonly openedAt: number };

export function glimpseOf(about: Case): CaseGlimpse {
  const { code, kind, updatedAt } = about;
  const owed = owedSince(about);
  return {
    code,
    status: stateInWords(about),
    updatedAt,
    ...(owed && { owed }),
    confidential: kind === 'to-cao',
  };
}

export const ownGlimpseOf = (about: Case): OwnGlimpse => ({
  ...glimpseOf(about),
  kind: about.kind,
  openedAt: about.openedAt,
});
