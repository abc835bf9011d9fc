import type { CollectionSpec, Documents } from '../documents';
import type { Later } from '../../later';
import { StoreAway } from '../store-away';
import type { Calls } from './calls';
import { type Address, type Connected, opening } from './connect';
import { every, whereHolds } from './conditions';
import { fillRows } from './fill-rows';
import { count, find, get, groupCount } from './find';
import { inTime } from './in-time';
import { lease, release } from './leases';
import { keepFilling, type FillingLog } from './keep-filling';
import { dropOtherIndexes, makeIndexes } from './make-indexes';
import { snapshot } from './snapshot';
import { type Table, tableOf } from './table';
import { insertIfAbsent, mark, remove, replace, update, updateEach, updateMany } from './writes';

type Deps = {
  readonly connected: Connected;
  readonly calls: Calls;
  readonly address: Address;
  readonly later: Later;
  readonly log: FillingLog;
};

/** Documents in MongoDB, a collection each. */
export function mongoDocuments({ connected, calls, address, later, log }: Deps): Documents {
  const { database } = connected;
  let tables: ReadonlyMap<string, Table> | undefined;
  let closed = false;
  let stopFilling = async (): Promise<void> => undefined;

  async function on<T>(name: string, call: (table: Table) => Promise<T>): Promise<T> {
    if (!tables || closed) throw new Error('The store is not open.');
    const found = tables.get(name);
    if (!found) throw new Error(`No collection "${name}" was declared when the store was opened.`);
    return calls.run(() => call(found));
  }

  async function close(): Promise<void> {
    if (closed) return;
    closed = true;
    await stopFilling();
    await calls.ended();
    await connected.close();
  }

  return {
    open: async (specs) => {
      if (tables) throw new Error('The store is open already.');
      const declared = new Map(specs.map((spec) => [spec.name, tableOf(database, spec)]));
      try {
        const rolling = await prepare(address, specs);
        stopFilling = keepFilling(
          later,
          log,
          rolling.flatMap((name) => declared.get(name) ?? []),
        );
      } catch (error) {
        await close();
        throw error;
      }
      tables = declared;
    },
    insertIfAbsent: (name, docs) => on(name, (table) => insertIfAbsent(table, docs)),
    get: (name, id) => on(name, (table) => get(table, id)),
    replace: (name, doc, expected) => on(name, (table) => replace(table, doc, expected)),
    update: (name, id, set, where) => on(name, (table) => update(table, id, set, where)),
    updateEach: (name, changes) => on(name, (table) => updateEach(table, changes)),
    mark: (name, changes) => on(name, (table) => mark(table, changes)),
    updateMany: (name, ids, set, where) => on(name, (table) => updateMany(table, ids, set, where)),
    find: (name, query) => on(name, (table) => find(table, query)),
    count: (name, where) => on(name, (table) => count(table, every(whereHolds(table, where)))),
    groupCount: (name, field, where) => on(name, (table) => groupCount(table, field, where)),
    delete: (name, id, where) => on(name, (table) => remove(table, id, where)),
    lease: (name, id, ms, epoch) => on(name, (table) => lease(table, id, ms, epoch)),
    release: (name, id, epoch, set) => on(name, (table) => release(table, id, epoch, set)),
    snapshot: () => {
      if (!tables || closed) throw new Error('The store is not open.');
      return calls.each(snapshot(connected, [...tables.values()]));
    },
    check: async () => {
      if (closed) throw new StoreAway();
      await inTime(
        1_000,
        calls.run(() => database.command({ ping: 1 })),
      );
    },
    close,
  };
}

/**
 * Brings rows and indexes to what the specifications say.
 * @returns the collections to which processes of another version may still be writing
 */
const prepare = (address: Address, specs: readonly CollectionSpec[]) =>
  opening(address, async ({ database }) => {
    const rolling: string[] = [];
    await Promise.all(
      specs.map(async (spec) => {
        const table = tableOf(database, spec);
        const isRolling = await fillRows(database, table, Date.now());
        if (isRolling) rolling.push(spec.name);
        await makeIndexes(table, await dropOtherIndexes(table, isRolling ? 'unique' : 'all'));
      }),
    );
    return rolling;
  });
