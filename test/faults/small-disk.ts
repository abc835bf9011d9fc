import { execFileSync } from 'node:child_process';
import { closeSync, openSync, rmSync, writeSync } from 'node:fs';

/** Puts a small file system of its own at a folder. @returns how it goes away. @throws where this account may not */
export function mountSmallDisk(folder: string, megabytes: number): () => void {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', folder], { stdio: 'pipe' });
  } catch {
    throw new Error('A small disk could not be mounted: run this row as root, where mount is allowed.');
  }
  return () => void execFileSync('umount', ['--lazy', folder], { stdio: 'pipe' });
}

const BLOCK = Buffer.alloc(65_536, 0x78);
const MOST_BLOCKS = 100_000;

/** Writes a file until not one byte more fits. @returns how it goes away */
export function fillUp(file: string): () => void {
  const descriptor = openSync(file, 'w');
  for (const size of [BLOCK.length, 1_024, 1]) {
    let room = true;
    for (let blocks = 0; room && blocks < MOST_BLOCKS; blocks += 1) room = fits(descriptor, size);
  }
  closeSync(descriptor);
  return () => rmSync(file);
}

function fits(descriptor: number, size: number): boolean {
  try {
    return writeSync(descriptor, BLOCK, 0, size) > 0;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
    return false;
  }
}
