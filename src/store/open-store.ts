import { join } from 'node:path';
import type { Clock } from '../clock';
import type { Blobs, CollectionSpec, Documents } from './documents';
import { collection, type Collection } from './collection';
import { makeDataDir } from './make-data-dir';
import { allSpecs, openCollections, type Collections } from './open-collections';
import type { KeyRing } from './sealing/key-ring';
import { keysApart } from './sealing/keys-apart';
import { type KeyDoc, keySpecs, keysSpec, type Masters, mastersOf } from './sealing/keys';
import { openSealing, storedSpecs } from './sealing/open-sealing';
import { checkMasters, readRoot } from './sealing/root-secret';
import { sealFiles } from './sealing/seal-files';
import { renewWords } from './sealing/seal-what-is-there';
import { type FileStore, sealedBlobs } from './sealing/sealed-blobs';
import { sealedDocuments } from './sealing/sealed-documents';
import { openFileBlobs } from './sqlite/file-blobs';
import { openSqliteDocuments } from './sqlite/open-sqlite-documents';

export type StoreSettings = {
  readonly dataDir: string;
  /** Undefined: one SQLite file and a folder of files in the data folder. */
  readonly mongodbUrl: string | undefined;
  readonly masterKey: Buffer;
  /** The key before the last change, while data keys may still be wrapped by it. */
  readonly previousMasterKey: Buffer | undefined;
};

export type OpenStore = {
  readonly store: Collections;
  readonly blobs: FileStore;
  /** What ids, receipt codes and search tokens are made with; stays the same when the master key changes. */
  readonly rootSecret: Buffer;
  /** To destroy what somebody wrote for good, also in backups. */
  readonly keyRing: Pick<KeyRing, 'retire' | 'destroy'>;
  /** Resolves when the database answers. @throws StoreAway */
  readonly check: () => Promise<void>;
  readonly close: () => Promise<void>;
};

type Deps = {
  readonly clock: Clock;
  readonly log?: {
    info(fields: object, message: string): void;
    warn(fields: object, message: string): void;
  };
};

export type { FileStore };

/** Opens the store of the profile that the settings name, made where it is missing. @throws StoreRefused */
export async function openStore(deps: Deps, settings: StoreSettings): Promise<OpenStore> {
  const { documents: inner, blobs: raw } = await openAdapter(deps, settings);
  const documents = sealedDocuments(inner, deps, settings);
  try {
    const store = await openCollections(documents);
    const { ring, rootSecret, marks } = documents.sealed();
    const blobs = sealedBlobs(raw, ring);
    await sealFiles({ raw, sealed: blobs, files: store.files, marks, ring, log: deps.log });
    return {
      store,
      blobs,
      rootSecret,
      keyRing: ring,
      check: () => documents.check(),
      close: () => documents.close(),
    };
  } catch (error) {
    await documents.close();
    throw error;
  }
}

/** The store as it is: everything sealed, the keys beside it. For backups, which open nothing. */
export type RawStore = {
  readonly documents: Documents;
  readonly blobs: Blobs;
  /** Of all collections, those of the keys too. */
  readonly specs: readonly CollectionSpec[];
  /** @throws StoreRefused where the master key does not fit the keys that are there, or there are none */
  readonly checkMasterKey: () => Promise<void>;
  /** Makes the search tokens anew, which no backup holds. */
  readonly renewWords: () => Promise<void>;
  readonly close: () => Promise<void>;
};

/** @throws StoreRefused */
export async function openRawStore(deps: Deps, settings: StoreSettings): Promise<RawStore> {
  const { documents, blobs } = await openAdapter(deps, settings);
  const specs = storedSpecs(allSpecs);
  try {
    await documents.open(specs);
  } catch (error) {
    await documents.close();
    throw error;
  }
  const keys = collection(documents, keysSpec);
  const masters = mastersOf(settings.masterKey, settings.previousMasterKey);
  return {
    documents,
    blobs,
    specs,
    checkMasterKey: async () => {
      await readRoot(keys, masters);
      await checkMasters(keys, masters);
    },
    renewWords: async () => {
      const opening = await openSealing(documents, deps, settings, allSpecs);
      await renewWords(opening, [...opening.sealings.values()]);
    },
    close: () => documents.close(),
  };
}

/** The keys alone, to wrap them by another master key while servers go on. @throws StoreRefused */
export async function openKeys(
  deps: Deps,
  settings: StoreSettings,
): Promise<{ keys: Collection<KeyDoc>; masters: Masters; close: () => Promise<void> }> {
  const { dataDir, mongodbUrl } = settings;
  makeDataDir(dataDir);
  const documents =
    mongodbUrl === undefined ? openKeysFile(deps, dataDir) : (await openAdapter(deps, settings)).documents;
  await documents.open(keySpecs);
  return {
    keys: collection(documents, keysSpec),
    masters: mastersOf(settings.masterKey, settings.previousMasterKey),
    close: () => documents.close(),
  };
}

/** Of their own: see `keysApart`. In MongoDB they are a collection, which a backup keeps apart. */
const openKeysFile = (deps: Deps, dataDir: string): Documents =>
  openSqliteDocuments(deps, join(dataDir, 'keys.sqlite'));

async function openAdapter(
  deps: Deps,
  { dataDir, mongodbUrl }: StoreSettings,
): Promise<{ documents: Documents; blobs: Blobs }> {
  makeDataDir(dataDir);
  if (mongodbUrl !== undefined) {
    // Loaded only here: the embedded profile does without it.
    const { openMongo } = await import('./mongo/open-mongo.js');
    return openMongo(mongodbUrl, { log: deps.log });
  }
  return {
    documents: keysApart(
      openSqliteDocuments(deps, join(dataDir, 'tiep-nhan.sqlite')),
      openKeysFile(deps, dataDir),
    ),
    blobs: await openFileBlobs(join(dataDir, 'files')),
  };
}
