import { DatabaseSync } from '@photostructure/sqlite';
import { join } from 'node:path';
import type { Stage } from './stage';

/**
 * The database goes away for the program while it runs: it hangs, or somebody else holds the data file.
 * @returns how it comes back
 */
export function takeStoreAway({ servers, system }: Pick<Stage, 'servers' | 'system'>): () => void {
  if (servers) {
    servers.mongo.pause();
    return () => servers.mongo.resume();
  }
  const file = new DatabaseSync(join(system.store.dataDir, 'tiep-nhan.sqlite'), { timeout: 5_000 });
  file.exec('BEGIN IMMEDIATE');
  return () => {
    file.exec('ROLLBACK');
    file.close();
  };
}
