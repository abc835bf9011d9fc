import { cursorOf, readCursor, sortKey } from '../cursor';
import type { Doc, Query, Scalar, Stored } from '../documents';
import type { Table } from './table';
import { toColumn } from './column-value';
import { type Condition, every, whereHolds } from './conditions';
import type { Sql } from './statements';

type Key = { readonly column: string; readonly down: boolean };

/** One page of a sorted list; the page after starts at the place that the cursor marks, however the list has changed. */
export function find(sql: Sql, table: Table, query: Query): Stored[] {
  if (!Number.isSafeInteger(query.limit) || query.limit < 1)
    throw new Error('A query needs a limit of 1 or more.');
  const keys = sortKeys(table, query.sort);
  const conditions = [whereHolds(table, query.where), ...wordsHeld(table, query.words ?? [])];
  if (query.after !== undefined) conditions.push(liesBehind(keys, readCursor(query.after, query.sort)));
  const { sql: holds, values } = every(conditions);
  const order = keys.map((key) => `${key.column}${key.down ? ' DESC' : ''}`).join(', ');
  const rows = sql(`SELECT doc, version FROM ${table.rows} WHERE ${holds} ORDER BY ${order} LIMIT ?`).all(
    ...values,
    BigInt(query.limit),
  ) as { doc: string; version: number }[];
  return rows.map((row) => {
    const doc = JSON.parse(row.doc) as Doc;
    return { doc, version: row.version, cursor: cursorOf(doc, query.sort) };
  });
}

function sortKeys(table: Table, sort: readonly string[]): Key[] {
  const keys = sort.map((key) => {
    const { field, down } = sortKey(key);
    return { column: table.column(field), down };
  });
  return [...keys, { column: 'id', down: keys.at(-1)?.down ?? false }];
}

/** a > x, or a = x and (b > y, or b = y and ...). */
function liesBehind(keys: readonly Key[], place: readonly Scalar[]): Condition {
  const [key, ...otherKeys] = keys;
  const [value, ...otherValues] = place;
  if (key === undefined || value === undefined) return { sql: 'FALSE', values: [] };
  const here = toColumn(value);
  const side = key.down ? '<' : '>';
  const beyond = `${key.column} ${side} ?`;
  if (otherKeys.length === 0) return { sql: beyond, values: [here] };
  const rest = liesBehind(otherKeys, otherValues);
  // The first condition says nothing new, but lets SQLite begin in the index at this place.
  return {
    sql: `${key.column} ${side}= ? AND (${beyond} OR (${key.column} = ? AND ${rest.sql}))`,
    values: [here, here, here, ...rest.values],
  };
}

function wordsHeld(table: Table, words: readonly string[]): Condition[] {
  if (words.length > 0 && !table.spec.searched)
    throw new Error(`Collection "${table.spec.name}" is not searched: give its specification "searched".`);
  return words.filter(Boolean).map((word, at, all) => {
    const isBeginning = at === all.length - 1 && !word.includes(':');
    const matches = isBeginning ? 'word >= ? AND word < ?' : 'word = ?';
    const sql = `id IN (SELECT id FROM ${table.wordRows} WHERE ${matches})`;
    return { sql, values: [toColumn(word), ...(isBeginning ? [`${String(toColumn(word))}\u{10ffff}`] : [])] };
  });
}
