import { DatabaseSync, type DatabaseSyncInstance } from '@photostructure/sqlite';
import { join } from 'node:path';
import { makeDataDir } from './make-data-dir';
import { StoreRefused } from './store-refused';

/**
 * Keeps a second server out of the data folder: two would write over each other's files, and each would keep its
 * live notices to itself. Small commands do not take this lock and work beside the server.
 *
 * The lock is the operating system's own, on an empty file, taken by SQLite. It ends with the process however that
 * ends, so none is ever left behind; a file with a process id could not tell a dead server from a living one in
 * another container, nor keep two from taking over the same stale file.
 * @returns how to give it back
 * @throws StoreRefused when another server has the folder
 */
export function lockDataDir(dataDir: string): () => void {
  makeDataDir(dataDir);
  const path = join(dataDir, 'server.lock');
  let lock: DatabaseSyncInstance | undefined;
  try {
    // Nobody else may ever open this file by other means in this process: closing it would end the lock.
    lock = new DatabaseSync(path, { timeout: 0 });
    lock.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    lock?.close();
    throw refusal(error, dataDir, path);
  }
  const held = lock;
  return () => held.close();
}

const BUSY = 5;

function refusal(error: unknown, dataDir: string, path: string): StoreRefused {
  const { errcode, message } = error as { errcode?: number; message?: string };
  if (errcode === BUSY || message?.includes('database is locked'))
    return new StoreRefused(
      `DATA_DIR ${dataDir} is in use by another running server: stop that one first, or set DATA_DIR to another folder.`,
    );
  return new StoreRefused(
    `${path} cannot be locked: make the data folder writable for this account, and keep it on a local disk.`,
  );
}
