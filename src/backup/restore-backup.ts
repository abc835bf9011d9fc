import { createReadStream } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { createGunzip } from 'node:zlib';
import type { Doc } from '../store/documents';
import { messagesSpec, type MessageDoc } from '../store/messages';
import type { RawStore } from '../store/open-store';
import { keysSpec, type KeyDoc } from '../store/sealing/keys';
import { keyIdOf } from '../store/sealing/seal';
import { StoreRefused } from '../store/store-refused';
import { DOCUMENTS_FILE, FILES_FOLDER, KEYS_FILE, readManifest } from './manifest';

const BATCH = 500;

/** What a restore brought back. */
export type Restored = {
  readonly documents: number;
  readonly files: number;
  /** Documents that are gone for good, because their key was destroyed after the backup. */
  readonly gone: number;
};

/**
 * Brings a backup back into a store that holds nothing yet.
 * @param keysPath the newest file of keys; by default the one beside the backup
 * @throws StoreRefused
 */
export async function restoreBackup(
  raw: RawStore,
  folder: string,
  keysPath = join(dirname(folder), KEYS_FILE),
): Promise<Restored> {
  await readManifest(folder);
  for (const { name } of raw.specs) {
    if ((await raw.documents.count(name, {})) > 0)
      throw new StoreRefused(
        'A backup is restored into an empty place only, and this one holds data: name an empty DATA_DIR or database.',
      );
  }
  const keys = await readKeys(keysPath);
  await raw.documents.insertIfAbsent(keysSpec.name, keys);
  await raw.checkMasterKey();

  const destroyed = new Set(keys.filter(({ wrapped }) => wrapped === null).map(({ id }) => id));
  const forgotten = raw.specs.filter(({ sealed }) => sealed && !sealed.erased);
  const isGone = (collection: string, doc: Doc): boolean => {
    const fields = forgotten.find(({ name }) => name === collection)?.sealed?.fields ?? [];
    return fields.some((field) => destroyed.has(keyIdOf((doc as Record<string, unknown>)[field]) ?? ''));
  };

  let documents = 0;
  let gone = 0;
  let waiting: { collection: string; doc: Doc }[] = [];
  const flush = async (): Promise<void> => {
    const byCollection = new Map<string, Doc[]>();
    for (const { collection, doc } of waiting) {
      const docs = byCollection.get(collection) ?? [];
      byCollection.set(collection, docs);
      docs.push(collection === messagesSpec.name ? uncertain(doc as MessageDoc) : doc);
    }
    waiting = [];
    for (const [collection, docs] of byCollection) await raw.documents.insertIfAbsent(collection, docs);
    documents += [...byCollection.values()].reduce((sum, docs) => sum + docs.length, 0);
  };
  const lines = createInterface({
    input: createReadStream(join(folder, DOCUMENTS_FILE)).pipe(createGunzip()),
    crlfDelay: Infinity,
  });
  for await (const line of lines) {
    const entry = JSON.parse(line) as { collection: string; doc: Doc };
    if (isGone(entry.collection, entry.doc)) gone += 1;
    else waiting.push(entry);
    if (waiting.length >= BATCH) await flush();
  }
  await flush();
  const files = await restoreFiles(raw, join(folder, FILES_FOLDER));
  await raw.renewWords();
  return { documents, files, gone };
}

/** What waited to be sent when the backup was taken may have been sent since: its echo is waited for before a resend. */
const uncertain = (message: MessageDoc): MessageDoc =>
  message.state === 'waiting' ? { ...message, state: 'sending', dueAt: 0 } : message;

async function readKeys(path: string): Promise<KeyDoc[]> {
  try {
    const lines = (await readFile(path, 'utf8')).split('\n').filter(Boolean);
    return lines.map((line) => JSON.parse(line) as KeyDoc);
  } catch {
    throw new StoreRefused(
      `${path} cannot be read: it holds the keys of all backups. Name the newest one with --keys FILE.`,
    );
  }
}

async function restoreFiles(raw: RawStore, folder: string): Promise<number> {
  const ids = await readdir(folder);
  for (const id of ids) await raw.blobs.put(id, await readFile(join(folder, id)));
  return ids.length;
}
