import { DatabaseSync, type DatabaseSyncInstance } from '@photostructure/sqlite';

/**
 * Holds a file for this process alone. The lock is the operating system's own, taken by SQLite on an empty file. It
 * ends with the process however that ends, so none is ever left behind; a file with a process id could not tell a
 * dead process from a living one in another container, nor keep two from taking over the same stale file.
 *
 * Nobody may open the file by other means in this process: closing it would end the lock.
 * @returns how to let go; undefined when somebody else holds it
 * @throws when the file cannot be made or locked
 */
export function holdFile(path: string): (() => void) | undefined {
  let lock: DatabaseSyncInstance | undefined;
  try {
    lock = new DatabaseSync(path, { timeout: 0 });
    lock.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    lock?.close();
    if (isBusy(error)) return undefined;
    throw error;
  }
  const held = lock;
  return () => held.close();
}

const BUSY = 5;

function isBusy(error: unknown): boolean {
  const { errcode, message } = error as { errcode?: number; message?: string };
  return errcode === BUSY || message?.includes('database is locked') === true;
}
