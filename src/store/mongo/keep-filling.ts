import type { Later } from '../../later';
import { fillAll, ROLLING_MS } from './fill-rows';
import { dropOtherIndexes, makeIndexes } from './make-indexes';
import type { Table } from './table';

const EVERY_MS = 60_000;

/**
 * Goes over the rows of tables whose layout has just changed, every minute for as long as processes of the version
 * before may be writing, and makes again whatever index one of them dropped.
 * @returns how to stop; that resolves when nothing is under way
 */
export function keepFilling(later: Later, tables: readonly Table[]): () => Promise<void> {
  let left = tables.length > 0 ? ROLLING_MS / EVERY_MS : 0;
  let running = Promise.resolve();
  let callOff = (): void => undefined;
  const next = (): void => {
    if (left === 0) return;
    left -= 1;
    callOff = later(EVERY_MS, () => {
      running = Promise.all(tables.map(fillAgain))
        // The database may be away; the next round does it.
        .catch(() => undefined)
        .then(next);
    });
  };
  next();
  return async () => {
    left = 0;
    callOff();
    await running;
  };
}

async function fillAgain(table: Table): Promise<void> {
  await makeIndexes(table, await dropOtherIndexes(table, 'unique'));
  await fillAll(table);
}
