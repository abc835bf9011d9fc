import { DatabaseSync, type DatabaseSyncInstance } from '@photostructure/sqlite';
import { closeSync, mkdirSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import { StoreRefused } from '../store-refused';
import { refusal } from './refusal';

/** Raised when tables change in a way that an older program cannot read. */
const schemaVersion = 1;

/** Marks a file as ours ("TiNh"), so that no other program's database is written to by mistake. */
const applicationId = 0x54694e68;

/**
 * Opens the data file, or makes a new one, and proves that it can be written.
 * @throws StoreRefused when a person has to mend something first.
 */
export function openFile(path: string): DatabaseSyncInstance {
  let database: DatabaseSyncInstance | undefined;
  try {
    mkdirSync(dirname(path), { recursive: true });
    // SQLite would let everybody read it; its side files take over these rights.
    closeSync(openSync(path, 'a', 0o600));
    database = new DatabaseSync(path, { timeout: 5000 });
    checkOrigin(database, path);
    prepare(database, path);
    return database;
  } catch (error) {
    database?.close();
    throw refusal(error, path);
  }
}

/** Leaves everything in the one data file, so that a copy of it alone is a whole backup. */
export function closeFile(database: DatabaseSyncInstance): void {
  try {
    // Closing would do the same, but only once every prepared statement has been collected.
    database.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  } catch {
    // What is in the log is safe there, and is taken in at the next start.
  }
  database.close();
}

/** Before anything is written. */
function checkOrigin(database: DatabaseSyncInstance, path: string) {
  const origin = number(database, 'application_id');
  const { tables } = database.prepare('SELECT count(*) AS tables FROM sqlite_schema').get() as {
    tables: number;
  };
  if (origin !== applicationId && (origin !== 0 || tables > 0))
    throw new StoreRefused(
      `${path} belongs to another program: move it away, or choose another data folder.`,
    );
  const version = number(database, 'user_version');
  if (version > schemaVersion)
    throw new StoreRefused(
      `${path} was written by a newer version of this program (data version ${version}, this program knows ${schemaVersion}): start the newer version, or put back a backup from before the upgrade.`,
    );
}

function prepare(database: DatabaseSyncInstance, path: string) {
  const mode = database.prepare('PRAGMA journal_mode = WAL').get() as { journal_mode: string };
  if (mode.journal_mode !== 'wal')
    throw new StoreRefused(
      `${path} lies on a file system without shared memory, such as a network share: choose a data folder on a local disk.`,
    );
  // FULL: a commit is on the disk before it is acknowledged. Deleted data is overwritten, not only forgotten.
  database.exec('PRAGMA synchronous = FULL; PRAGMA secure_delete = ON');
  const check = database.prepare('PRAGMA quick_check(1)').get() as { quick_check: string };
  if (check.quick_check !== 'ok')
    throw new StoreRefused(
      `${path} is damaged: put back the newest backup of the data folder, then start again.`,
    );
  database.exec('BEGIN IMMEDIATE');
  database.exec(`PRAGMA application_id = ${applicationId}; PRAGMA user_version = ${schemaVersion}`);
  database.exec('COMMIT');
}

function number(database: DatabaseSyncInstance, pragma: 'application_id' | 'user_version'): number {
  const row = database.prepare(`PRAGMA ${pragma}`).get() as Record<string, number>;
  return row[pragma] ?? 0;
}
