import type { Collection } from '../collection';
import type { Blobs } from '../documents';
import type { FileDoc } from '../files';
import type { KeyRing } from './key-ring';
import type { SealedCollectionDoc } from './keys';
import { type FileStore, keyIdOfBlob } from './sealed-blobs';

/** Files were sealed later than documents could be: the mark says that it is done. */
const MARK = 'files/contents';

/** Seals the files that were kept before there was any sealing; once. Killed in between, it goes on where it was. */
export async function sealFiles(deps: {
  readonly raw: Blobs;
  readonly sealed: FileStore;
  readonly files: Pick<Collection<FileDoc>, 'get'>;
  readonly marks: Collection<SealedCollectionDoc>;
  readonly ring: Pick<KeyRing, 'knows'>;
  readonly log: { info(fields: object, message: string): void } | undefined;
}): Promise<void> {
  if (await deps.marks.get(MARK)) return;
  let count = 0;
  for await (const id of deps.raw.ids()) {
    const content = await deps.raw.get(id);
    if (!content) continue;
    const keyId = keyIdOfBlob(content);
    if (keyId !== undefined && (await deps.ring.knows(keyId))) continue;
    const file = await deps.files.get(id);
    await deps.sealed.put(id, content, file?.doc.conversationId ?? '');
    count += 1;
  }
  if (count > 0) deps.log?.info({ topic: 'files', count }, 'files sealed');
  await deps.marks.insertIfAbsent([{ id: MARK, shape: '' }]);
}
