import type { DatabaseSyncInstance } from '@photostructure/sqlite';
import type { Clock } from '../../clock';
import type { Doc, Documents, Stored, Where } from '../documents';
import { cursorOf } from '../cursor';
import { StoreAway } from '../store-away';
import { tableOf, type Table } from './table';
import { fromColumn, toColumn } from './column-value';
import { whereHolds } from './conditions';
import { find } from './find';
import { groupCommit, type GroupCommit } from './group-commit';
import { lease, release } from './leases';
import { makeTables } from './make-tables';
import { snapshot } from './snapshot';
import { closeFile, openFile } from './open-file';
import { refusal } from './refusal';
import { type Sql, statements } from './statements';
import { insertIfAbsent, remove, replace, update, updateEach } from './writes';

type Deps = { readonly clock: Clock };
type Opened = {
  readonly database: DatabaseSyncInstance;
  readonly sql: Sql;
  readonly commits: GroupCommit;
  readonly collections: ReadonlyMap<string, Table>;
};

/**
 * Documents in one SQLite file, for one process. `open` makes the file where there is none.
 * @throws StoreRefused from `open`, when a person has to mend something first.
 */
export function openSqliteDocuments(deps: Deps, path: string): Documents {
  let opened: Opened | undefined;

  function on(name: string) {
    if (!opened) throw new Error('The store is not open.');
    const found = opened.collections.get(name);
    if (!found) throw new Error(`No collection "${name}" was declared when the store was opened.`);
    return { ...opened, found };
  }

  return {
    open: async (specs) => {
      if (opened) throw new Error('The store is open already.');
      const collections = new Map(specs.map((spec) => [spec.name, tableOf(spec)]));
      const database = openFile(path);
      const sql = statements(database);
      try {
        database.exec('BEGIN IMMEDIATE');
        for (const found of collections.values()) makeTables(database, sql, found);
        database.exec('COMMIT');
      } catch (error) {
        database.close();
        throw refusal(error, path);
      }
      opened = { database, sql, commits: groupCommit(database, sql), collections };
    },
    insertIfAbsent: async (name, docs) => {
      const { sql, commits, found } = on(name);
      return commits.write(insertIfAbsent(sql, found, docs));
    },
    get: async (name, id) => {
      const { sql, commits, found } = on(name);
      return commits.read(() => get(sql, found, id));
    },
    replace: async (name, doc, expected) => {
      const { sql, commits, found } = on(name);
      return commits.write(replace(sql, found, doc, expected));
    },
    update: async (name, id, set, where) => {
      const { sql, commits, found } = on(name);
      return (await commits.write(update(sql, found, [id], set, where))) > 0;
    },
    updateEach: async (name, changes) => {
      const { sql, commits, found } = on(name);
      return commits.write(updateEach(sql, found, changes));
    },
    // The commit is shared with whatever else is written at the moment: nothing would be saved.
    mark: async (name, changes) => {
      const { sql, commits, found } = on(name);
      await commits.write(updateEach(sql, found, changes));
    },
    updateMany: async (name, ids, set, where) => {
      const { sql, commits, found } = on(name);
      return commits.write(update(sql, found, ids, set, where));
    },
    find: async (name, query) => {
      const { sql, commits, found } = on(name);
      return commits.read(() => find(sql, found, query));
    },
    count: async (name, where) => {
      const { sql, commits, found } = on(name);
      return commits.read(() => count(sql, found, where));
    },
    groupCount: async (name, field, where) => {
      const { sql, commits, found } = on(name);
      return commits.read(() => groupCount(sql, found, field, where));
    },
    delete: async (name, id, where) => {
      const { sql, commits, found } = on(name);
      return commits.write(remove(sql, found, id, where));
    },
    lease: async (name, id, ms, epoch) => {
      const { sql, commits, found } = on(name);
      return commits.write(lease({ clock: deps.clock, sql }, found, id, ms, epoch));
    },
    release: async (name, id, epoch, set) => {
      const { sql, commits, found } = on(name);
      return commits.write(release(sql, found, id, epoch, set));
    },
    snapshot: () => {
      if (!opened) throw new Error('The store is not open.');
      opened.commits.flush();
      return snapshot(path, [...opened.collections.values()]);
    },
    check: async () => {
      if (!opened) throw new StoreAway();
      const { sql, commits } = opened;
      await commits.read((): unknown => sql('SELECT 1').get());
    },
    close: async () => {
      if (!opened) return;
      const { commits, database } = opened;
      opened = undefined;
      commits.flush();
      closeFile(database);
    },
  };
}

function get(sql: Sql, { rows }: Table, id: string): Stored | undefined {
  const row = sql(`SELECT doc, version FROM ${rows} WHERE id = ?`).get(toColumn(id)) as
    { doc: string; version: number } | undefined;
  if (!row) return undefined;
  const doc = JSON.parse(row.doc) as Doc;
  return { doc, version: row.version, cursor: cursorOf(doc, []) };
}

function count(sql: Sql, table: Table, where: Where): number {
  const holds = whereHolds(table, where);
  const statement = sql(`SELECT count(*) AS n FROM ${table.rows} WHERE ${holds.sql}`);
  return (statement.get(...holds.values) as { n: number }).n;
}

function groupCount(sql: Sql, table: Table, field: string, where: Where) {
  const holds = whereHolds(table, where);
  const column = table.column(field);
  const rows = sql(
    `SELECT ${column} AS value, count(*) AS n FROM ${table.rows} WHERE ${holds.sql} GROUP BY ${column}`,
  ).all(...holds.values) as { value: unknown; n: number }[];
  return new Map(rows.map((row) => [fromColumn(row.value), row.n]));
}
