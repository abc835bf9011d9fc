import { faultOf } from '../../fault-of';
import type { Later } from '../../later';
import { StoreAway } from '../store-away';
import { failure } from './failure';
import { fillAll, ROLLING_MS } from './fill-rows';
import { dropOtherIndexes, makeIndexes } from './make-indexes';
import type { Table } from './table';

const EVERY_MS = 60_000;

export type FillingLog = { warn(fields: object, message: string): void };

/**
 * Goes over the rows of tables whose layout has just changed, every minute for as long as processes of the version
 * before may be writing, and makes again whatever index one of them dropped.
 * @returns how to stop; that resolves when nothing is under way
 */
export function keepFilling(later: Later, log: FillingLog, tables: readonly Table[]): () => Promise<void> {
  let left = tables.length > 0 ? ROLLING_MS / EVERY_MS : 0;
  let running = Promise.resolve();
  let callOff = (): void => undefined;
  const next = (): void => {
    if (left === 0) return;
    left -= 1;
    callOff = later(EVERY_MS, () => {
      // One table that cannot be mended must not keep the others from it.
      running = Promise.all(tables.map((table) => fillAgain(table).catch(say(table)))).then(next);
    });
  };
  const say = (table: Table) => (error: unknown) => {
    // The next round does it.
    if (failure(error) instanceof StoreAway) return;
    log.warn(
      { collection: table.spec.name, ...faultOf(error) },
      'the rows or indexes of a collection could not be brought up to this version; tried again in a minute and at the next start',
    );
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
