import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { z } from 'zod';
import { StoreRefused } from '../store/store-refused';

/** Raised when a backup is written in a way that older programs cannot read. */
export const FORMAT = 1;

/*
 * A backup is a folder:
 *   manifest.json        written last: without it the backup is not whole
 *   documents.jsonl.gz   every document of one moment, sealed as it is stored
 *   files/<id>           every file, sealed
 * and beside all of them, one for all and replaced by each backup:
 *   keys.jsonl           the data keys, wrapped by the master key
 * The keys are kept once only, so that a key that was destroyed is gone for the oldest backup too.
 */
export const KEYS_FILE = 'keys.jsonl';
export const DOCUMENTS_FILE = 'documents.jsonl.gz';
export const FILES_FOLDER = 'files';
const MANIFEST_FILE = 'manifest.json';

const shape = z.object({
  format: z.number(),
  takenAt: z.string(),
  documents: z.number(),
  files: z.number(),
  /** Of the documents' file. */
  sha256: z.string(),
});
export type Manifest = z.infer<typeof shape>;

export const manifestPath = (folder: string): string => join(folder, MANIFEST_FILE);

/** @throws StoreRefused when the folder holds no whole backup, or one of a newer program. */
export async function readManifest(folder: string): Promise<Manifest> {
  let manifest: Manifest;
  try {
    manifest = shape.parse(JSON.parse(await readFile(manifestPath(folder), 'utf8')));
  } catch {
    throw new StoreRefused(
      `${folder} holds no whole backup: name the folder that npm run backup said it wrote, with its manifest.json.`,
    );
  }
  if (manifest.format > FORMAT)
    throw new StoreRefused(
      `${folder} was written by a newer version of this program: restore it with that version.`,
    );
  if ((await sha256Of(join(folder, DOCUMENTS_FILE))) !== manifest.sha256)
    throw new StoreRefused(
      `${folder} is damaged: its documents are not those that were written. Use another backup.`,
    );
  return manifest;
}

export async function sha256Of(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}
