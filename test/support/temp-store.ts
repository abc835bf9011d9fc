import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Clock } from '../../src/clock';
import type { Blobs } from '../../src/store/documents';
import type { Collections } from '../../src/store/open-collections';
import { openStore } from '../../src/store/open-store';
import { openFileBlobs } from '../../src/store/sqlite/file-blobs';

export type TempStore = {
  readonly store: Collections;
  readonly blobs: Blobs;
  readonly folder: string;
  readonly close: () => Promise<void>;
};

/** The real store in a folder of its own, which goes with it. */
export async function tempStore(deps: { readonly clock: Clock }): Promise<TempStore> {
  const folder = await mkdtemp(join(tmpdir(), 'tiep-nhan-test-'));
  const { store, close } = await openStore(deps, folder);
  const blobs = await openFileBlobs(join(folder, 'files'));
  return {
    store,
    blobs,
    folder,
    close: async () => {
      await close();
      await rm(folder, { recursive: true });
    },
  };
}
