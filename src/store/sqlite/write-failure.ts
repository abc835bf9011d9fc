import { StoreAway } from '../store-away';

/** Says in plain words why SQLite did not write. Errors that are not SQLite's own stay as they are. */
export function writeFailure(error: unknown): unknown {
  const code = sqliteCode(error);
  if (code === undefined) return error;
  const reason = reasons[code] ?? `SQLite answered ${code}`;
  const sentence = `Nothing of this was stored: ${reason}.`;
  // Nothing is wrong with what should be stored: it may be tried again once somebody has made room.
  return passing.has(code) ? new StoreAway(sentence) : new Error(sentence, { cause: error });
}

const passing = new Set(['SQLITE_FULL', 'SQLITE_IOERR', 'SQLITE_READONLY', 'SQLITE_BUSY']);

/** The name of SQLite's result code, such as SQLITE_FULL; undefined for an error of another origin. */
export function sqliteCode(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null || !('sqliteCodeName' in error)) return undefined;
  return String(error.sqliteCodeName);
}

const reasons: Readonly<Record<string, string | undefined>> = {
  SQLITE_FULL: 'the disk that holds the data file is full; free some space there',
  SQLITE_IOERR: 'the disk that holds the data file gave an error; look at the disk',
  SQLITE_READONLY: 'the data file is read-only; give this user the right to write to it',
  SQLITE_BUSY: 'another process holds the data file; stop that one',
  SQLITE_CORRUPT: 'the data file is damaged; stop, and put back the newest backup',
  SQLITE_CONSTRAINT: 'another document already has the same value in a unique index',
};
