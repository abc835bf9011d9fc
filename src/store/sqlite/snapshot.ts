import { DatabaseSync } from '@photostructure/sqlite';
import type { Doc } from '../documents';
import type { Table } from './table';

const PAGE = 500;

/** Reads in one transaction of a connection of its own: it sees one moment, and holds up no writer (WAL). */
export async function* snapshot(
  path: string,
  tables: readonly Table[],
): AsyncGenerator<{ readonly collection: string; readonly doc: Doc }> {
  const database = new DatabaseSync(path, { readOnly: true });
  try {
    database.exec('BEGIN');
    for (const { rows, spec } of tables) {
      const page = database.prepare(
        `SELECT rowid, doc FROM ${rows} WHERE rowid > ? ORDER BY rowid LIMIT ${PAGE}`,
      );
      let last = 0;
      for (;;) {
        const found = page.all(BigInt(last)) as { rowid: number; doc: string }[];
        for (const { doc } of found) yield { collection: spec.name, doc: JSON.parse(doc) as Doc };
        if (found.length < PAGE) break;
        last = found.at(-1)?.rowid ?? last;
        // Lets the server's own work in between: SQLite answers at once, so nothing else would.
        await new Promise((resolve) => setImmediate(resolve));
      }
    }
  } finally {
    // Closing alone would end it only once the statements have been collected, and hold up the log until then.
    if (database.isTransaction) database.exec('ROLLBACK');
    database.close();
  }
}
