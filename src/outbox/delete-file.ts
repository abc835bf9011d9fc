import type { Collection } from '../store/collection';
import { blobsOf, type FileDoc } from '../store/files';

export type DeleteFileDeps = {
  readonly files: Collection<FileDoc>;
  readonly blobs: { delete(id: string): Promise<void> };
};

/**
 * A file, its original and its preview are gone, for everybody and for good. Done twice, it is done once.
 * @param reason what stands where it was
 */
export async function deleteFile(
  { files, blobs }: DeleteFileDeps,
  id: string,
  reason: string,
): Promise<void> {
  await files.update(id, {
    state: 'missing',
    reason,
    url: null,
    name: null,
    sha256: null,
    size: null,
    hasOriginal: false,
    hasPreview: false,
  });
  for (const blob of blobsOf(id)) await blobs.delete(blob);
}
