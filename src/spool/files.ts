import { readFileSync } from 'node:fs';
import { open, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { syncFolder } from './slots';

/** Writes something into the folder and removes it again. @throws why the disk does not take it */
export async function tryWriting(folder: string): Promise<void> {
  const path = join(folder, 'probe');
  const handle = await open(path, 'w', 0o600);
  try {
    await handle.writeFile('probe\n');
    await handle.datasync();
  } finally {
    await handle.close();
    await unlink(path).catch(() => undefined);
  }
}

/** As a whole each time: a segment that is read again after a crash has the same lines to keep. */
export async function writeAside(folder: string, id: string, lines: readonly string[]): Promise<void> {
  const handle = await open(join(folder, `${id}.damaged`), 'w', 0o600);
  try {
    await handle.writeFile(Buffer.from(`${lines.join('\n')}\n`, 'latin1'));
    await handle.datasync();
  } finally {
    await handle.close();
  }
  syncFolder(folder);
}

const NEW_LINE = 10;

export function countLines(path: string): number {
  const content = readFileSync(path);
  let count = 0;
  for (let at = content.indexOf(NEW_LINE); at >= 0; at = content.indexOf(NEW_LINE, at + 1)) count += 1;
  return count;
}
