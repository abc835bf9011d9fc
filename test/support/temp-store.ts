import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Clock } from '../../src/clock';
import type { Collections } from '../../src/store/open-collections';
import { openStore, type FileStore, type OpenStore } from '../../src/store/open-store';
import { giveBack, takeDatabase } from './database-pool';
import { passLeases } from './fresh-database';
import { isServiceProfile, mongodbUrl } from './services';
import { settingsFor } from './store-settings';

export type TempStore = {
  readonly store: Collections;
  readonly blobs: FileStore;
  readonly keyRing: OpenStore['keyRing'];
  readonly folder: string;
  /** Lets time pass for leases where the store has a clock of its own; elsewhere the given clock does. */
  readonly passLeases: (ms: number) => Promise<void>;
  readonly close: () => Promise<void>;
};

/** The real store of the profile under test, in a folder and a database of its own, which go with it. */
export async function tempStore(deps: { readonly clock: Clock }): Promise<TempStore> {
  const folder = await mkdtemp(join(tmpdir(), 'tiep-nhan-test-'));
  const url = isServiceProfile && mongodbUrl !== undefined ? takeDatabase(mongodbUrl) : undefined;
  const { store, blobs, keyRing, close } = await openStore(deps, { ...settingsFor(folder), mongodbUrl: url });
  return {
    store,
    blobs,
    keyRing,
    folder,
    passLeases: async (ms) => {
      if (url !== undefined) await passLeases(url, ms);
    },
    close: async () => {
      await close();
      if (url !== undefined) await giveBack(url);
      await rm(folder, { recursive: true });
    },
  };
}
