import type { SpecOf } from './collection';

/** A process that takes in what it kept on its disk while the database was away, and until when it counts as doing so. */
export type CatchUpDoc = { readonly id: string; readonly until: number };

export const catchUpsSpec: SpecOf<CatchUpDoc> = { name: 'catch-ups', indexes: [['until']] };
