import type { FileRef } from '../conversation/answer';
import type { SpecOf } from './collection';

/** A file that a citizen sent. Its content is a blob with the same id. */
export type FileDoc = {
  readonly id: string;
  readonly conversationId: string;
  readonly type: FileRef['type'];
  readonly name: string | null;
  /** `quarantined`: it is here, but is given to officers only as something that may do harm. */
  readonly state: 'wanted' | 'kept' | 'missing' | 'quarantined';
  /** Where Meta keeps it for a while; null once it is here. */
  readonly url: string | null;
  readonly dueAt: number;
  readonly attempts: number;
  readonly contentType: string | null;
  readonly size: number | null;
  /** Why it is missing or quarantined, in words for the officer. */
  readonly reason: string | null;
  /** Of the content as it came, in hexadecimal digits; none of a file of an earlier version. */
  readonly sha256?: string | null;
  /** What is shown is without its metadata; the blob `originalOf` is as it came. */
  readonly hasOriginal?: boolean;
  /** The blob `previewOf` is a small picture of it. */
  readonly hasPreview?: boolean;
};

export const filesSpec: SpecOf<FileDoc> = {
  name: 'files',
  indexes: [['state', 'dueAt'], ['conversationId']],
  sealed: {
    fields: ['name', 'url', 'sha256'],
    keyOf: 'conversationId',
    erased: { name: null, url: null, sha256: null },
  },
};

/** The blob that holds a file as it came, beside the one without its metadata. */
export const originalOf = (fileId: string): string => `${fileId}-original`;

/** The blob that holds a small picture of a photo. */
export const previewOf = (fileId: string): string => `${fileId}-preview`;

/** All that may be there of a file. */
export const blobsOf = (fileId: string): readonly string[] => [previewOf(fileId), originalOf(fileId), fileId];
