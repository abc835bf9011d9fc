import { createHash } from 'node:crypto';
import type { Clock } from '../clock';
import type { Queue } from '../queues/queue';
import type { Collection } from '../store/collection';
import { blobsOf, originalOf, previewOf, type FileDoc } from '../store/files';
import type { WantedFile } from '../messenger/to-input';
import { fetchFile, type FetchFileDeps } from './files/fetch-file';
import { quarantineReason } from './files/quarantine-reason';
import { stripMetadata } from './files/strip/strip-metadata';
import { sniffType } from './sniff-type';

export type KeepFileDeps = FetchFileDeps & {
  readonly files: Collection<FileDoc>;
  /** Sealed with the data key of the conversation. */
  readonly blobs: {
    put(id: string, content: Uint8Array, conversationId: string): Promise<void>;
    delete(id: string): Promise<void>;
  };
  /** A small picture of a photo; undefined where there is none to make. Never rejects, never takes long. */
  readonly makePreview: (content: Uint8Array, contentType: string) => Promise<Uint8Array | undefined>;
  readonly queue: Pick<Queue, 'wake'>;
  readonly clock: Clock;
  readonly tellOfficers: (conversationId: string) => Promise<void>;
  readonly log: { warn(fields: object, message: string): void };
};

const MOST_ATTEMPTS = 6;

/** Notes down which files came with a message, then has them fetched: Meta's addresses soon stop working. */
export async function wantFiles(
  deps: Pick<KeepFileDeps, 'files' | 'queue' | 'clock'>,
  conversationId: string,
  wanted: readonly WantedFile[],
): Promise<void> {
  const docs = wanted.map((file): FileDoc => ({
    id: file.id,
    conversationId,
    type: file.type,
    name: file.name ?? null,
    state: 'wanted',
    url: file.url,
    dueAt: deps.clock.now(),
    attempts: 0,
    contentType: null,
    size: null,
    reason: null,
  }));
  await deps.files.insertIfAbsent(docs);
  for (const { id } of docs) await deps.queue.wake('media', id);
}

/** Fetches one file and keeps it; after several failures it is shown as missing, with the reason. */
export async function keepFile(deps: KeepFileDeps, fileId: string): Promise<void> {
  const stored = await deps.files.get(fileId);
  if (stored?.doc.state !== 'wanted' || !stored.doc.url) return;
  const { doc } = stored;
  if (doc.dueAt > deps.clock.now()) return;
  const fetched = await fetchFile(deps, doc.url ?? '');
  if ('content' in fetched) {
    const known = await put(deps, doc, fetched.content);
    const isFirst = await deps.files.update(fileId, { url: null, ...known }, { state: 'wanted' });
    if (!isFirst) await forgetIfDeleted(deps, fileId);
  } else if (fetched.final || doc.attempts + 1 >= MOST_ATTEMPTS) {
    deps.log.warn({ fileId, code: fetched.code }, 'file could not be fetched');
    const missing = { state: 'missing', url: null, reason: fetched.reason } as const;
    await deps.files.update(fileId, missing, { state: 'wanted' });
  } else {
    const wait = 2_000 * 4 ** doc.attempts;
    const later = { attempts: doc.attempts + 1, dueAt: deps.clock.now() + wait };
    await deps.files.update(fileId, later, { state: 'wanted' });
    await deps.queue.wake('media', fileId, wait);
    return;
  }
  await deps.tellOfficers(doc.conversationId);
}

/** It was deleted while it was fetched: then nothing may stay of it. Another worker may have fetched it as well. */
async function forgetIfDeleted({ files, blobs }: KeepFileDeps, id: string): Promise<void> {
  if ((await files.get(id))?.doc.state !== 'missing') return;
  for (const blob of blobsOf(id)) await blobs.delete(blob);
}

/**
 * Keeps what was fetched: for the officers without its metadata, and beside it as it came, for it may be evidence.
 * What could do harm, or could give the sender away, is set apart.
 * @returns what is known of it now
 */
async function put(
  { blobs, makePreview }: Pick<KeepFileDeps, 'blobs' | 'makePreview'>,
  { id, conversationId }: FileDoc,
  content: Uint8Array,
): Promise<Partial<FileDoc>> {
  const contentType = sniffType(content);
  const stripped = stripMetadata(content, contentType);
  const reason =
    quarantineReason(content, contentType) ??
    (stripped === 'impossible' ? 'Không xóa được nơi chụp và thông tin khác ghi trong ảnh này.' : undefined);
  const isStripped = reason === undefined && typeof stripped === 'object';
  const shown = isStripped ? stripped : content;
  // What is set apart is not looked into either.
  const preview = reason === undefined ? await makePreview(shown, contentType) : undefined;
  // The file itself last: killed in between, it is fetched again, and nothing was shown.
  if (isStripped) await blobs.put(originalOf(id), content, conversationId);
  if (preview) await blobs.put(previewOf(id), preview, conversationId);
  await blobs.put(id, shown, conversationId);
  return {
    state: reason === undefined ? 'kept' : 'quarantined',
    reason: reason ?? null,
    contentType,
    size: shown.length,
    sha256: createHash('sha256').update(content).digest('hex'),
    hasOriginal: isStripped,
    hasPreview: preview !== undefined,
  };
}
