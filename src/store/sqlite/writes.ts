import { checkLeased } from '../declared-fields';
import type { Change, Doc, Expected, Fields, Where } from '../documents';
import type { Table } from './table';
import { toColumn } from './column-value';
import { whereHolds } from './conditions';
import { keepWords } from './keep-words';
import type { Sql } from './statements';

/*
 * Each function takes what it needs from its arguments at once, so that a caller may go on and change them, and
 * returns the write itself, to be run inside a transaction.
 */

export function insertIfAbsent(sql: Sql, table: Table, docs: readonly Doc[]): () => boolean[] {
  const { rows, fields } = table;
  const names = ['id', 'version', 'doc', ...fields.map(table.column)].join(', ');
  const marks = fields.map(() => ', ?').join('');
  const fresh = docs.map((doc) => row(table, doc));
  return () =>
    fresh.map(({ id, json, columnValues, doc }) => {
      const insert = sql(`INSERT INTO ${rows} (${names}) VALUES (?, 1, ?${marks}) ON CONFLICT DO NOTHING`);
      if (insert.run(id, json, ...columnValues).changes === 0) return false;
      keepWords(sql, table, doc.id, doc);
      return true;
    });
}

export function replace(sql: Sql, table: Table, doc: Doc, expected: Expected): () => boolean {
  const { version, epoch } = expected;
  if (epoch !== undefined) checkLeased(table.spec);
  const fresh = row(table, doc);
  const fence = epoch === undefined ? '' : ' AND lease_epoch = ?';
  const values = [fresh.id, toColumn(version), ...(epoch === undefined ? [] : [toColumn(epoch)])];
  return () => {
    const found: unknown = sql(`SELECT 1 FROM ${table.rows} WHERE id = ? AND version = ?${fence}`).get(
      ...values,
    );
    if (found) save(sql, table, fresh);
    return found !== undefined;
  };
}

export function update(
  sql: Sql,
  table: Table,
  ids: readonly string[],
  set: Fields,
  where?: Where,
): () => number {
  if (Object.hasOwn(set, 'id'))
    throw new Error('The id of a document never changes: leave it out of what is set.');
  const fields = structuredClone(set);
  const holds = whereHolds(table, where);
  const keys = [...new Set(ids)].map(toColumn);
  return () => {
    let changed = 0;
    for (const key of keys) {
      const select = sql(`SELECT doc FROM ${table.rows} WHERE id = ? AND ${holds.sql}`);
      const found = select.get(key, ...holds.values) as { doc: string } | undefined;
      if (!found) continue;
      save(sql, table, row(table, { ...parse(found), ...fields }));
      changed += 1;
    }
    return changed;
  };
}

/** @returns how many changed */
export function updateEach(sql: Sql, table: Table, changes: readonly Change[]): () => number {
  const updates = changes.map(({ id, set, where }) => update(sql, table, [id], set, where));
  return () => updates.reduce((changed, run) => changed + run(), 0);
}

export function remove(sql: Sql, table: Table, id: string, where?: Where): () => boolean {
  const holds = whereHolds(table, where);
  return () => {
    const run = sql(`DELETE FROM ${table.rows} WHERE id = ? AND ${holds.sql}`).run(
      toColumn(id),
      ...holds.values,
    );
    if (run.changes > 0) keepWords(sql, table, id, undefined);
    return run.changes > 0;
  };
}

/** Writes the columns and words that are made from the stored document, after what is indexed has changed. */
export function reindex(sql: Sql, table: Table, json: string): void {
  const { id, columnValues, doc } = row(table, JSON.parse(json) as Doc);
  const columns = table.fields.map((field) => `${table.column(field)} = ?`).join(', ');
  if (columns) sql(`UPDATE ${table.rows} SET ${columns} WHERE id = ?`).run(...columnValues, id);
  keepWords(sql, table, doc.id, doc);
}

type Row = ReturnType<typeof row>;

function row(table: Table, doc: Doc) {
  if (typeof doc.id !== 'string' || doc.id === '') throw new Error('A document needs a text as its id.');
  // JSON escapes NUL and lone surrogates, which SQLite's text cannot hold.
  const json = JSON.stringify(doc);
  return {
    id: toColumn(doc.id),
    json,
    columnValues: table.columnValues(doc),
    doc: JSON.parse(json) as Doc,
  };
}

function save(sql: Sql, table: Table, { id, json, columnValues, doc }: Row) {
  const columns = table.fields.map((field) => `, ${table.column(field)} = ?`).join('');
  sql(`UPDATE ${table.rows} SET version = version + 1, doc = ?${columns} WHERE id = ?`).run(
    json,
    ...columnValues,
    id,
  );
  keepWords(sql, table, doc.id, doc);
}

const parse = (found: { doc: string }) => JSON.parse(found.doc) as Doc;
