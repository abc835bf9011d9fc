import type { Doc } from '../documents';
import { StoreRefused } from '../store-refused';
import type { Connected } from './connect';
import { docOf, docParts } from './row';
import type { Table } from './table';

/**
 * Reads as of one moment, and holds up no writer; MongoDB remembers that moment for five minutes, or for as long as
 * `minSnapshotHistoryWindowInSeconds` says.
 * @throws StoreRefused on a node that stands alone: it cannot read as of a moment, and locking it would stop the server.
 */
export async function* snapshot(
  { client, database }: Connected,
  tables: readonly Table[],
): AsyncGenerator<{ readonly collection: string; readonly doc: Doc }> {
  const hello = await database.command({ hello: 1 });
  if (hello.setName === undefined && hello.msg !== 'isdbgrid')
    throw new StoreRefused(
      'A MongoDB node that stands alone cannot be copied while it is written to: run it as a replica set of one member (--replSet, then rs.initiate() once), and try again.',
    );
  const session = client.startSession({ snapshot: true });
  try {
    for (const { rows, spec } of tables) {
      const found = rows.find({}, { session, projection: docParts, readConcern: { level: 'snapshot' } });
      for await (const row of found) yield { collection: spec.name, doc: docOf(row) };
    }
  } finally {
    await session.endSession();
  }
}
