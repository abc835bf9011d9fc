import { mkdirSync } from 'node:fs';
import { StoreRefused } from './store-refused';

/** For its owner's eyes only. @throws StoreRefused */
export function makeDataDir(dataDir: string): void {
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'unknown reason';
    throw new StoreRefused(
      `DATA_DIR ${dataDir} cannot be made (${code}): make its parent writable, or name another folder.`,
    );
  }
}
