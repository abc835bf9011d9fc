import type { SpecOf } from './collection';

export type FlowKind = 'flow' | 'phrases' | 'department';
/** Who did it; absent where the program itself or a command did. */
export type Author = { readonly id: string; readonly name: string };
/** What becomes of conversations under way: they end on their version, go over to the new one, or begin again. */
export type InFlight = 'drain' | 'move' | 'restart';

/** One version of a flow, of the phrases, or of the department's data. Never changed afterwards. */
export type FlowDoc = {
  readonly id: string;
  readonly kind: FlowKind;
  readonly name: string;
  readonly number: number;
  readonly body: unknown;
  /** The YAML as it was written, comments and all. Versions of old have none. */
  readonly text?: string;
  /** SHA-256 of the body, to see whether a file says something new. */
  readonly hash: string;
  readonly publishedAt: number;
  readonly by?: Author;
  /** It is the text of this earlier version again. */
  readonly restored?: number;
};

export const flowsSpec: SpecOf<FlowDoc> = { name: 'flows', indexes: [['name', 'number']] };

/**
 * One act of publishing. Only a release makes versions count, all of them at once: a crash between two versions leaves
 * nothing half published. Its number is taken once, so of two people who publish at the same moment one is turned away.
 */
export type FlowReleaseDoc = {
  readonly id: string;
  readonly number: number;
  readonly at: number;
  readonly by?: Author;
  readonly how: InFlight;
  readonly changes: readonly { readonly name: string; readonly number: number; readonly restored?: number }[];
  /** The version of everything that counts from now on, by name. */
  readonly current: Readonly<Record<string, number>>;
  /** Conversations under way have been told. */
  readonly spread: boolean;
};

export const flowReleasesSpec: SpecOf<FlowReleaseDoc> = {
  name: 'flowReleases',
  indexes: [['number'], ['spread', 'number']],
};

/** What an admin is writing and has not published. One for each name, for all admins together. */
export type FlowDraftDoc = {
  /** The name of what it will be a version of. */
  readonly id: string;
  readonly text: string;
  /** The published version that it was begun on; 0 for something new. */
  readonly base: number;
  /** Another number after every save, so that nobody writes over what he has not seen. */
  readonly rev: number;
  readonly at: number;
  readonly by: Author;
};

export const flowDraftsSpec: SpecOf<FlowDraftDoc> = { name: 'flowDrafts', indexes: [['rev']] };

/** The files were written out of the store, for git. */
export type FlowExportDoc = {
  readonly id: string;
  readonly at: number;
  /** The account of the machine that the command ran under. */
  readonly by: string;
  readonly release: number;
};

export const flowExportsSpec: SpecOf<FlowExportDoc> = { name: 'flowExports', indexes: [['at']] };
