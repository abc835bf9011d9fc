import { isDeepStrictEqual } from 'node:util';
import type { mongo } from 'mongoose';
import { metaName } from './data-format';
import { docOf, type Row } from './row';
import type { Table } from './table';
import { content } from './writes';

/** What the rows of a collection say of their documents. */
type Layout = {
  readonly _id: string;
  readonly fields: readonly string[];
  readonly searched: boolean;
};

const mostRounds = 5;
const atOnce = 500;

/**
 * Makes the fields and words of every row from its document, where a program with other indexes wrote them last.
 * Processes of different versions must not write at the same time: the older one leaves new fields out.
 */
export async function fillRows(database: mongo.Db, table: Table): Promise<void> {
  const layouts = database.collection<Layout>(metaName);
  const { spec, fields } = table;
  const layout: Layout = {
    _id: `rows of ${spec.name}`,
    fields: [...fields].sort(),
    searched: spec.searched !== undefined,
  };
  if (isDeepStrictEqual(await layouts.findOne({ _id: layout._id }), layout)) return;
  for (let round = 0; (await fillRound(table)) > 0;) {
    round += 1;
    if (round === mostRounds)
      throw new Error(`Documents of "${spec.name}" change faster than they can be indexed.`);
  }
  await layouts.replaceOne({ _id: layout._id }, layout, { upsert: true });
}

/** @returns how many rows somebody else changed meanwhile */
async function fillRound(table: Table): Promise<number> {
  let missed = 0;
  let updates: mongo.AnyBulkWriteOperation<Row>[] = [];
  const write = async () => {
    if (updates.length === 0) return;
    const { matchedCount } = await table.rows.bulkWrite(updates, { ordered: false });
    missed += updates.length - matchedCount;
    updates = [];
  };
  for await (const row of table.rows.find({}, { batchSize: atOnce })) {
    updates.push({
      updateOne: { filter: { _id: row._id, version: row.version }, update: refilled(table, row) },
    });
    if (updates.length === atOnce) await write();
  }
  await write();
  return missed;
}

/** The version stays: what the document says has not changed. */
function refilled(table: Table, row: Row): mongo.UpdateFilter<Row> {
  const { doc, fields, words } = content(table, docOf(row));
  const lease = table.spec.leased && !row.lease && { lease: { epoch: 0, until: 0 } };
  return {
    $set: { doc, fields, ...(words && { words }), ...lease },
    $unset: { changes: '', ...(!words && { words: '' }) },
  };
}
