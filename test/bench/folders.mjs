import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const folders = new Set();

/** A folder of our own; it is gone when the run has ended. */
export function tempFolder() {
  const folder = mkdtempSync(join(tmpdir(), 'tiep-nhan-bench-'));
  folders.add(folder);
  return folder;
}

export function removeFolder(folder) {
  folders.delete(folder);
  rmSync(folder, { recursive: true, force: true });
}

export function removeFolders() {
  for (const folder of [...folders]) removeFolder(folder);
}
