import { createHash, randomUUID } from 'node:crypto';
import { mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Blobs } from '../documents';
import { refusal } from './refusal';

/** Blobs as files below one folder, for one process. @throws StoreRefused when the folder cannot be written. */
export async function openFileBlobs(folder: string): Promise<Blobs> {
  const unfinished = join(folder, 'unfinished');
  try {
    // What a crash left half written was never acknowledged.
    await rm(unfinished, { recursive: true, force: true });
    await mkdir(unfinished, { recursive: true, mode: 0o700 });
  } catch (error) {
    throw refusal(error, folder);
  }

  return {
    put: async (id, content) => {
      const path = pathOf(folder, id);
      const temporary = join(unfinished, randomUUID());
      try {
        await writeDurably(temporary, content);
        await makeFolder(dirname(path), folder);
        await rename(temporary, path);
        await syncFolder(dirname(path));
      } catch (error) {
        await rm(temporary, { force: true });
        throw error;
      }
    },
    get: async (id) => unlessAbsent(readFile(pathOf(folder, id))),
    ids: () => idsBelow(folder),
    delete: async (id) => {
      const path = pathOf(folder, id);
      await unlessAbsent(rm(path).then(() => syncFolder(dirname(path))));
    },
  };
}

/**
 * Two levels of folders keep each of them small. The hash also keeps ids apart that differ by case only, on disks
 * that do not tell them apart.
 */
function pathOf(folder: string, id: string): string {
  // Also what keeps a path out of the id.
  if (!/^[A-Za-z0-9_-]{1,200}$/.test(id))
    throw new Error('The id of a file holds 1 to 200 letters a-z, digits, "-" or "_" and nothing else.');
  const hash = createHash('sha256').update(id).digest('hex');
  return join(folder, hash.slice(0, 2), hash.slice(2, 4), id);
}

async function* idsBelow(folder: string): AsyncGenerator<string> {
  for (const first of await readdir(folder)) {
    if (!/^[0-9a-f]{2}$/.test(first)) continue;
    for (const second of await readdir(join(folder, first)))
      yield* await readdir(join(folder, first, second));
  }
}

async function writeDurably(path: string, content: Uint8Array) {
  const file = await open(path, 'wx', 0o600);
  try {
    await file.writeFile(content);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Each new folder is an entry in the one above, which has to reach the disk too. */
async function makeFolder(path: string, top: string) {
  const first = await mkdir(path, { recursive: true, mode: 0o700 });
  if (first === undefined) return;
  await syncFolder(dirname(path));
  await syncFolder(top);
}

async function syncFolder(path: string) {
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

async function unlessAbsent<T>(work: Promise<T>): Promise<T | undefined> {
  try {
    return await work;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
