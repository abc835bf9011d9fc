import type { Collection } from '../store/collection';
import { originalOf, type FileDoc } from '../store/files';

export type DeleteFileDeps = {
  readonly files: Collection<FileDoc>;
  readonly blobs: { delete(id: string): Promise<void> };
};

/** What stands where it was. */
const DELETED = 'Ảnh giấy tờ tùy thân đã được cán bộ xóa.';

/** A file and the original beside it are gone, for everybody and for good. Done twice, it is done once. */
export async function deleteFile({ files, blobs }: DeleteFileDeps, id: string): Promise<void> {
  await files.update(id, {
    state: 'missing',
    reason: DELETED,
    url: null,
    name: null,
    sha256: null,
    size: null,
    hasOriginal: false,
  });
  await blobs.delete(originalOf(id));
  await blobs.delete(id);
}
