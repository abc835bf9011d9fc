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
type Marked = Layout & { readonly since?: number };

const mostRounds = 5;
const atOnce = 500;

/**
 * How long processes of two versions may write side by side while one after the other is replaced (ms). The older one
 * leaves out of its rows what only the newer one looks for; so long its rows are gone over again and again.
 */
export const ROLLING_MS = 3_600_000;

/**
 * Makes the fields and words of every row from its document, where a program with other indexes wrote them last or may
 * still be writing.
 * @returns whether it may
 */
export async function fillRows(database: mongo.Db, table: Table, now: number): Promise<boolean> {
  const layouts = database.collection<Marked>(metaName);
  const layout = layoutOf(table);
  const marked = await layouts.findOne({ _id: layout._id });
  const isNew = marked !== null && !isSame(marked, layout);
  const isRolling = isNew || (marked?.since ?? 0) > now - ROLLING_MS;
  if (marked && !isRolling) return false;
  await fillAll(table);
  if (!marked || isNew)
    await layouts.replaceOne({ _id: layout._id }, isNew ? { ...layout, since: now } : layout, {
      upsert: true,
    });
  return isRolling;
}

/** Rows that say something else of their document than this version would, however they came to be. */
export async function fillAll(table: Table): Promise<void> {
  for (let round = 0; (await fillRound(table)) > 0;) {
    round += 1;
    if (round === mostRounds)
      throw new Error(`Documents of "${table.spec.name}" change faster than they can be indexed.`);
  }
}

const layoutOf = ({ spec, fields }: Table): Layout => ({
  _id: `rows of ${spec.name}`,
  fields: [...fields].sort(),
  searched: spec.searched !== undefined,
});

const isSame = ({ fields, searched }: Layout, other: Layout): boolean =>
  isDeepStrictEqual([...fields], [...other.fields]) && searched === other.searched;

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
    const update = refilled(table, row);
    if (!update) continue;
    updates.push({ updateOne: { filter: { _id: row._id, version: row.version }, update } });
    if (updates.length === atOnce) await write();
  }
  await write();
  return missed;
}

/**
 * The version stays: what the document says has not changed. So do the fields that another version looks for.
 * @returns undefined where nothing is to be done
 */
function refilled(table: Table, row: Row): mongo.UpdateFilter<Row> | undefined {
  const { doc, fields, words } = content(table, docOf(row));
  const lacksLease = table.spec.leased && !row.lease;
  const saysSo = Object.entries(fields).every(([name, value]) => isDeepStrictEqual(row.fields[name], value));
  const wordsSayso = !words || isDeepStrictEqual(row.words, words);
  if (saysSo && wordsSayso && !lacksLease) return undefined;
  return {
    $set: {
      doc,
      fields: { ...row.fields, ...fields },
      ...(words && { words }),
      ...(lacksLease && { lease: { epoch: 0, until: 0 } }),
    },
    $unset: { changes: '' },
  };
}
