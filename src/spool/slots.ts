import { closeSync, fsyncSync, mkdirSync, openSync, readdirSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { holdFile } from '../store/hold-file';

/** More processes than that on one data folder are a mistake. */
const MOST_SLOTS = 64;

export type Slot = { readonly folder: string; readonly release: () => void };

/** The first slot that no living process holds, with whatever a dead one left in it. @throws when there is none */
export function takeSlot(spoolFolder: string): Slot {
  for (let number = 1; number <= MOST_SLOTS; number += 1) {
    const folder = join(spoolFolder, String(number));
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const release = holdFile(lockOf(folder));
    if (release) return { folder, release };
  }
  throw new Error(`all ${MOST_SLOTS} slots are taken`);
}

/**
 * Moves what dead processes left in other slots into this one.
 * @returns whether anything came
 */
export function adoptLeftovers(spoolFolder: string, own: Slot): boolean {
  let moved = false;
  for (const name of readdirSync(spoolFolder)) {
    const folder = join(spoolFolder, name);
    if (folder === own.folder || !/^\d{1,3}$/.test(name) || segmentsIn(folder).length === 0) continue;
    const release = holdFile(lockOf(folder));
    if (!release) continue;
    try {
      // Looked at again, now that nobody else can.
      for (const { file } of segmentsIn(folder)) {
        renameSync(join(folder, file), join(own.folder, file));
        moved = true;
      }
      syncFolder(own.folder);
      syncFolder(folder);
    } finally {
      release();
    }
  }
  return moved;
}

const lockOf = (folder: string): string => join(folder, 'slot.lock');

export type SegmentFile = { readonly id: string; readonly file: string; readonly bytes: number };

/** In no order. A segment's name begins with the time at which it was begun. */
export function segmentsIn(folder: string): SegmentFile[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.spool'))
    .map((file) => ({
      id: file.slice(0, -'.spool'.length),
      file,
      bytes: statSync(join(folder, file)).size,
    }));
}

/** A new name in a folder is only kept for sure once the folder is written too. */
export function syncFolder(folder: string): void {
  const handle = openSync(folder, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
