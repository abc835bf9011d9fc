import type { SpecOf } from './collection';

/** One published version of a flow, of the phrases, or of the department's data. Never changed afterwards. */
export type FlowDoc = {
  readonly id: string;
  readonly kind: 'flow' | 'phrases' | 'department';
  readonly name: string;
  readonly number: number;
  readonly body: unknown;
  /** SHA-256 of the body, to see whether a file says something new. */
  readonly hash: string;
  readonly publishedAt: number;
};

export const flowsSpec: SpecOf<FlowDoc> = { name: 'flows', indexes: [['name', 'number']], sealed: [] };
