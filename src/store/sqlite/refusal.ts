import { StoreRefused } from '../store-refused';
import { sqliteCode } from './write-failure';

/** Turns what went wrong while opening the data file into a sentence that says what to do. */
export function refusal(error: unknown, path: string): unknown {
  if (error instanceof StoreRefused) return error;
  const code = sqliteCode(error) ?? systemCode(error);
  if (code === undefined) return error;
  const sentence =
    sentences[code] ?? `The data file PATH cannot be opened (${code}): check the disk and its rights.`;
  return new StoreRefused(
    sentence.replace('PATH', () => path),
    { cause: error },
  );
}

function systemCode(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null || !('syscall' in error) || !('code' in error))
    return undefined;
  return String(error.code);
}

const noFolder =
  'The data file PATH cannot be opened: check that its folder is a folder and that this user may write there.';
const full = 'The disk that is to hold the data file PATH is full: free some space, then start again.';
const readOnly =
  'The data file PATH is read-only: give the user that runs this program the right to write to it and to its folder.';

const sentences: Readonly<Record<string, string | undefined>> = {
  SQLITE_CANTOPEN: noFolder,
  SQLITE_NOTADB: 'PATH is not a data file of this program: move it away, or choose another data folder.',
  SQLITE_READONLY: readOnly,
  SQLITE_FULL: full,
  SQLITE_CORRUPT: 'PATH is damaged: put back the newest backup of the data folder, then start again.',
  SQLITE_BUSY: 'Another process is writing to PATH: stop that one first, then start again.',
  SQLITE_CONSTRAINT:
    'PATH holds documents that this version wants to be unique but are not: start the version that wrote them, and tell its makers.',
  ENOENT: noFolder,
  ENOTDIR: noFolder,
  EEXIST: noFolder,
  EISDIR: 'PATH is a folder, but should be the data file: move it away, or choose another data folder.',
  EACCES: readOnly,
  EPERM: readOnly,
  EROFS: readOnly,
  ENOSPC: full,
};
