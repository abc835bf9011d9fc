import type { DatabaseSyncInstance } from '@photostructure/sqlite';
import type { Table } from './table';
import type { Sql } from './statements';
import { reindex } from './writes';

type Index = { readonly name: string; readonly sql: string };

/** Brings tables and indexes to what the specification says, and fills what is new from the documents. */
export function makeTables(database: DatabaseSyncInstance, sql: Sql, table: Table): void {
  const { rows } = table;
  database.exec(`CREATE TABLE IF NOT EXISTS ${rows} (
    id TEXT PRIMARY KEY NOT NULL, version INTEGER NOT NULL, doc TEXT NOT NULL,
    lease_epoch INTEGER NOT NULL DEFAULT 0, lease_until INTEGER NOT NULL DEFAULT 0)`);
  const indexes = indexesOf(table);
  // First: a unique index that is no longer declared would go on turning documents away, and columns hang on it.
  dropOtherIndexes(database, table, indexes);
  const isFresh = [makeColumns(database, table), makeWords(database, table)].includes(true);
  if (isFresh) fill(sql, table);
  for (const index of indexes) database.exec(index.sql);
}

function makeColumns(database: DatabaseSyncInstance, { rows, fields }: Table): boolean {
  const columns = database.prepare(`PRAGMA table_info(${rows})`).all() as { name: string }[];
  const there = columns.map((column) => column.name).filter((name) => name.startsWith('f_'));
  const wanted = fields.map((field) => `f_${field}`);
  const lacking = wanted.filter((name) => !there.includes(name));
  for (const name of lacking) database.exec(`ALTER TABLE ${rows} ADD COLUMN "${name}"`);
  // A column that nobody keeps up to date would be wrong by the time an index names it again.
  for (const name of there)
    if (!wanted.includes(name)) database.exec(`ALTER TABLE ${rows} DROP COLUMN "${name}"`);
  return lacking.length > 0;
}

function makeWords(database: DatabaseSyncInstance, { spec, wordRows }: Table): boolean {
  if (!spec.searched) database.exec(`DROP TABLE IF EXISTS ${wordRows}`);
  const there: unknown = database
    .prepare('SELECT 1 FROM sqlite_schema WHERE name = ?')
    .get(`${spec.name}/words`);
  if (!spec.searched || there) return false;
  database.exec(`CREATE TABLE ${wordRows} (
    word TEXT NOT NULL, id TEXT NOT NULL, PRIMARY KEY (word, id)) WITHOUT ROWID`);
  database.exec(`CREATE INDEX "${spec.name}/words/id" ON ${wordRows} (id)`);
  return true;
}

function indexesOf(table: Table): Index[] {
  const { spec, rows, column } = table;
  const unique = (spec.unique ?? []).map((fields): Index => {
    const name = `${spec.name}/u/${fields.join('/')}`;
    // Where one of the fields is missing there is nothing to be unique.
    const present = fields.map((field) => `${column(field)} > -9e999`).join(' AND ');
    const columns = fields.map(column).join(', ');
    return {
      name,
      sql: `CREATE UNIQUE INDEX IF NOT EXISTS "${name}" ON ${rows} (${columns}) WHERE ${present}`,
    };
  });
  // Queries cannot use such a partial index, so the same fields get a plain one too. The id ends every sort.
  const plain = [...spec.indexes, ...(spec.unique ?? [])].map((fields): Index => {
    const name = `${spec.name}/i/${fields.join('/')}`;
    const columns = [...new Set([...fields, 'id'].map(column))].join(', ');
    return { name, sql: `CREATE INDEX IF NOT EXISTS "${name}" ON ${rows} (${columns})` };
  });
  return [...unique, ...plain];
}

function dropOtherIndexes(database: DatabaseSyncInstance, { spec }: Table, indexes: readonly Index[]) {
  const rows = database
    .prepare("SELECT name FROM sqlite_schema WHERE type = 'index' AND tbl_name = ? AND sql IS NOT NULL")
    .all(spec.name) as { name: string }[];
  for (const { name } of rows)
    if (!indexes.some((index) => index.name === name)) database.exec(`DROP INDEX "${name}"`);
}

function fill(sql: Sql, table: Table) {
  const page = sql(`SELECT rowid, doc FROM ${table.rows} WHERE rowid > ? ORDER BY rowid LIMIT 500`);
  let last = 0;
  for (;;) {
    const rows = page.all(BigInt(last)) as { rowid: number; doc: string }[];
    for (const row of rows) reindex(sql, table, row.doc);
    if (rows.length === 0) return;
    last = rows.at(-1)?.rowid ?? last;
  }
}
