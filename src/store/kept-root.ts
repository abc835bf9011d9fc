import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type KeyDoc, mastersOf, ROOT, rootDoc, unwrap } from './sealing/keys';
import { makeDataDir } from './make-data-dir';
import type { StoreSettings } from './open-store';

type Kept = { readonly database: string; readonly root: Pick<KeyDoc, 'wrapped' | 'masterId'> };

const FILE = 'kept-root.json';

/**
 * Keeps the root secret in the data folder too, wrapped by the master key as it is in the database: with the database
 * away, a web process that starts needs it to know whose messages it takes in, and to seal them.
 */
export function keepRoot(settings: StoreSettings, rootSecret: Buffer): void {
  const { wrapped, masterId } = rootDoc(masters(settings), rootSecret);
  const kept: Kept = { database: placeOf(settings), root: { wrapped, masterId } };
  makeDataDir(settings.dataDir);
  const path = join(settings.dataDir, FILE);
  // Several processes may share the folder; each writes the same secret, and none reads half of it.
  const own = `${path}.${process.pid}`;
  writeFileSync(own, JSON.stringify(kept), { mode: 0o600 });
  renameSync(own, path);
}

/** @returns undefined where none was kept of this database, or by another master key */
export function keptRoot(settings: StoreSettings): Buffer | undefined {
  try {
    const { database, root } = JSON.parse(readFileSync(join(settings.dataDir, FILE), 'utf8')) as Kept;
    if (database !== placeOf(settings)) return undefined;
    const doc = { id: ROOT, owner: null, current: null, retiredAt: null, destroyedAt: null, ...root };
    return unwrap(masters(settings), doc);
  } catch {
    // Not there, not ours, or damaged: then the database has to be there first.
    return undefined;
  }
}

const masters = ({ masterKey, previousMasterKey }: StoreSettings) => mastersOf(masterKey, previousMasterKey);

/** Where the database is, without the name and the password, which may change. */
const placeOf = ({ mongodbUrl }: StoreSettings): string =>
  /^[^/]+\/\/(?:[^@/]*@)?([^?]*)/.exec(mongodbUrl ?? '')?.[1] ?? '';
