import type { Doc } from '../documents';
import type { Table } from './table';
import { fromColumn, toColumn } from './column-value';
import type { Sql } from './statements';

/** Brings the words of one document in step with its text; `undefined` when the document goes. */
export function keepWords(sql: Sql, table: Table, id: string, doc: Doc | undefined): void {
  if (!table.spec.searched) return;
  const { wordRows } = table;
  const key = toColumn(id);
  const rows = sql(`SELECT word FROM ${wordRows} WHERE id = ?`).all(key) as { word: string }[];
  const stored = new Set(rows.map((row) => fromColumn(row.word)));
  const wanted = doc ? table.words(doc) : new Set<string>();
  for (const word of wanted)
    if (!stored.has(word)) sql(`INSERT INTO ${wordRows} (word, id) VALUES (?, ?)`).run(toColumn(word), key);
  for (const word of stored)
    if (typeof word === 'string' && !wanted.has(word))
      sql(`DELETE FROM ${wordRows} WHERE word = ? AND id = ?`).run(toColumn(word), key);
}
