import type { FileRef } from '../conversation/answer';
import type { SpecOf } from './collection';

/** A file that a citizen sent. Its content is a blob with the same id. */
export type FileDoc = {
  readonly id: string;
  readonly conversationId: string;
  readonly type: FileRef['type'];
  readonly name: string | null;
  readonly state: 'wanted' | 'kept' | 'missing';
  /** Where Meta keeps it for a while; null once it is here. */
  readonly url: string | null;
  readonly dueAt: number;
  readonly attempts: number;
  readonly contentType: string | null;
  readonly size: number | null;
  /** Why it is missing, in words for the officer. */
  readonly reason: string | null;
};

export const filesSpec: SpecOf<FileDoc> = {
  name: 'files',
  indexes: [['state', 'dueAt'], ['conversationId']],
  sealed: { fields: ['name', 'url'], keyOf: 'conversationId', erased: { name: null, url: null } },
};
