import { mkdir, open, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import type { Clock } from '../clock';
import type { RawStore } from '../store/open-store';
import { keysSpec } from '../store/sealing/keys';
import { WORDS } from '../store/sealing/words';
import { StoreRefused } from '../store/store-refused';
import {
  DOCUMENTS_FILE,
  FILES_FOLDER,
  FORMAT,
  KEYS_FILE,
  type Manifest,
  manifestPath,
  sha256Of,
} from './manifest';

/** Whoever restores a backup signs in anew. */
const leftOut = new Set(['sign-ins', 'sign-in-delays']);

/**
 * Writes a backup into a new folder below `folder`, while the server goes on. Nothing in it is readable without the
 * master key and the file of keys.
 * @returns where it is, and what is in it
 * @throws StoreRefused
 */
export async function writeBackup(
  deps: { readonly clock: Clock },
  raw: RawStore,
  folder: string,
): Promise<{ readonly path: string; readonly manifest: Manifest }> {
  const takenAt = new Date(deps.clock.now()).toISOString();
  const path = join(folder, takenAt.replace(/[:.]/g, '-'));
  const unfinished = `${path}.unfinished`;
  try {
    await mkdir(join(unfinished, FILES_FOLDER), { recursive: true, mode: 0o700 });
    const keys: string[] = [];
    let documents = 0;
    async function* lines(): AsyncGenerator<string> {
      for await (const { collection, doc } of raw.documents.snapshot()) {
        if (leftOut.has(collection)) continue;
        if (collection === keysSpec.name) {
          keys.push(`${JSON.stringify(doc)}\n`);
          continue;
        }
        documents += 1;
        // The words can be made anew from the text, and must not outlive the key that seals it.
        yield `${JSON.stringify({ collection, doc: { ...doc, [WORDS]: undefined } })}\n`;
      }
    }
    const documentsPath = join(unfinished, DOCUMENTS_FILE);
    await pipeline(
      Readable.from(lines()),
      createGzip(),
      createWriteStream(documentsPath, { mode: 0o600, flush: true }),
    );
    // After the documents: every file that one of them names is there.
    let files = 0;
    for await (const id of raw.blobs.ids()) {
      const content = await raw.blobs.get(id);
      if (!content) continue;
      await writeFile(join(unfinished, FILES_FOLDER, id), content, { mode: 0o600, flush: true });
      files += 1;
    }
    const manifest = { format: FORMAT, takenAt, documents, files, sha256: await sha256Of(documentsPath) };
    await writeFile(manifestPath(unfinished), `${JSON.stringify(manifest, null, 2)}\n`, {
      mode: 0o600,
      flush: true,
    });
    const keysPath = join(folder, KEYS_FILE);
    await refuseToForget(keysPath, keys).catch(async (error: unknown) => {
      await rm(unfinished, { recursive: true });
      throw error;
    });
    await writeFile(`${keysPath}.unfinished`, keys.join(''), { mode: 0o600, flush: true });
    await rename(`${keysPath}.unfinished`, keysPath);
    await rename(unfinished, path);
    await syncFolder(folder);
    return { path, manifest };
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined || !/^E[A-Z]+$/.test(code)) throw error;
    throw new StoreRefused(
      `The backup could not be written to ${folder} (${code}): make the folder writable, or name one with more room. The server was not touched.`,
    );
  }
}

/**
 * The one file of keys opens every backup of the folder. A store that does not know all of them is another one, e.g. an
 * empty one behind a mistyped address: a key that was destroyed keeps its row.
 */
async function refuseToForget(keysPath: string, keys: readonly string[]): Promise<void> {
  if (keys.length === 0)
    throw new StoreRefused(
      'This store holds nothing to back up, not even a key. Check DATA_DIR and MONGODB_URL: they may name an empty place.',
    );
  const before = await readFile(keysPath, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '';
    throw error;
  });
  const idOf = (line: string): unknown => (JSON.parse(line) as { id?: unknown }).id;
  const known = new Set(keys.map(idOf));
  const lost = before.split('\n').filter((line) => line !== '' && !known.has(idOf(line)));
  if (lost.length > 0)
    throw new StoreRefused(
      `${keysPath} opens backups of another store (${lost.length} of its keys are not known here), so it is not written over. Check DATA_DIR and MONGODB_URL, or name another folder.`,
    );
}

async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
