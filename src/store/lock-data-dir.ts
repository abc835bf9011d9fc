import { join } from 'node:path';
import { holdFile } from './hold-file';
import { makeDataDir } from './make-data-dir';
import { StoreRefused } from './store-refused';

/**
 * Keeps a second server out of the data folder: two would write over each other's files, and each would keep its
 * live notices to itself. Small commands do not take this lock and work beside the server.
 * @returns how to give it back
 * @throws StoreRefused when another server has the folder
 */
export function lockDataDir(dataDir: string): () => void {
  makeDataDir(dataDir);
  const path = join(dataDir, 'server.lock');
  let release: (() => void) | undefined;
  try {
    release = holdFile(path);
  } catch {
    throw new StoreRefused(
      `${path} cannot be locked: make the data folder writable for this account, and keep it on a local disk.`,
    );
  }
  if (release) return release;
  throw new StoreRefused(
    `DATA_DIR ${dataDir} is in use by another running server: stop that one first, or set DATA_DIR to another folder.`,
  );
}
