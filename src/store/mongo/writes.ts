import type { mongo } from 'mongoose';
import { checkLeased } from '../declared-fields';
import type { Change, Doc, Expected, Fields, Scalar, Where } from '../documents';
import { scalarOf } from '../scalar-of';
import { asId, type Condition, every, hasId, whereHolds } from './conditions';
import { toField } from './field-value';
import { docOf, docParts, type Row } from './row';
import { passing } from './passing';
import type { Table } from './table';

/*
 * Each function takes what it needs from its arguments before it first waits, so that a caller may go on and change
 * them.
 */

export async function insertIfAbsent(table: Table, docs: readonly Doc[]): Promise<boolean[]> {
  const fresh = docs.map((doc): Row => ({
    ...content(table, doc),
    _id: asId(doc.id),
    version: 1,
    ...(table.spec.leased && { lease: { epoch: 0, until: 0 } }),
  }));
  const taken = fresh.length > 0 ? await table.insert(fresh) : [];
  return fresh.map((_, at) => !taken.includes(at));
}

export async function replace(table: Table, doc: Doc, expected: Expected): Promise<boolean> {
  const { version, epoch } = expected;
  if (epoch !== undefined) checkLeased(table.spec);
  const isExpected: Condition = {
    version: { $eq: version },
    ...(epoch !== undefined && { 'lease.epoch': { $eq: epoch } }),
  };
  const { matchedCount } = await table.rows.updateOne(
    every([hasId(doc.id), isExpected]),
    replacing(table, doc),
  );
  return matchedCount > 0;
}

export async function update(table: Table, id: string, set: Fields, where?: Where): Promise<boolean> {
  const change = changing(table, set);
  const holds = every([hasId(id), ...whereHolds(table, where)]);
  if (changesWords(table, set)) return updateSearched(table, holds, structuredClone(set));
  return (await table.rows.updateOne(holds, change)).matchedCount > 0;
}

export async function updateEach(table: Table, changes: readonly Change[]): Promise<number> {
  if (!changes.some(({ set }) => changesWords(table, set))) return writeEach(table, changes, {});
  const changed = await Promise.all(changes.map(({ id, set, where }) => update(table, id, set, where)));
  return changed.filter(Boolean).length;
}

/** Like `updateEach`, without waiting for the disk. */
export async function mark(table: Table, changes: readonly Change[]): Promise<void> {
  await writeEach(table, changes, passing);
}

async function writeEach(
  table: Table,
  changes: readonly Change[],
  concern: mongo.BulkWriteOptions,
): Promise<number> {
  if (changes.length === 0) return 0;
  const updates = changes.map(({ id, set, where }) => ({
    updateOne: { filter: every([hasId(id), ...whereHolds(table, where)]), update: changing(table, set) },
  }));
  return (await table.rows.bulkWrite(updates, { ordered: false, ...concern })).matchedCount;
}

export async function updateMany(
  table: Table,
  ids: readonly string[],
  set: Fields,
  where?: Where,
): Promise<number> {
  const change = changing(table, set);
  const holds = whereHolds(table, where);
  const keys = [...new Set(ids)].map(asId);
  if (!changesWords(table, set))
    return (await table.rows.updateMany(every([{ _id: { $in: keys } }, ...holds]), change)).matchedCount;
  const fields = structuredClone(set);
  let changed = 0;
  for (const key of keys)
    if (await updateSearched(table, every([{ _id: { $eq: key } }, ...holds]), fields)) changed += 1;
  return changed;
}

export async function remove(table: Table, id: string, where?: Where): Promise<boolean> {
  const holds = every([hasId(id), ...whereHolds(table, where)]);
  return (await table.rows.deleteOne(holds)).deletedCount > 0;
}

const changesWords = ({ spec }: Table, set: Fields): boolean =>
  spec.searched !== undefined && (spec.searchedIn?.some((field) => Object.hasOwn(set, field)) ?? true);

const mostTries = 10;

/** The words come from the whole document, so it has to be read; whoever changes it meanwhile goes first. */
async function updateSearched(table: Table, holds: Condition, set: Fields): Promise<boolean> {
  for (let tries = 0; tries < mostTries; tries++) {
    const row = await table.rows.findOne(holds, { projection: docParts });
    if (!row) return false;
    const doc = { ...docOf(row), ...set };
    const { matchedCount } = await table.rows.updateOne(
      { _id: { $eq: row._id }, version: { $eq: row.version } },
      replacing(table, doc),
    );
    if (matchedCount > 0) return true;
  }
  throw new Error(
    `A document of "${table.spec.name}" changed ${mostTries} times while it was being changed.`,
  );
}

const replacing = (table: Table, doc: Doc) => ({
  $set: content(table, doc),
  $unset: { changes: '' as const },
  $inc: { version: 1 },
});

/** What a row says of its document, its fields and words too. */
export function content(table: Table, doc: Doc): Pick<Row, 'doc' | 'fields' | 'words'> {
  if (typeof doc.id !== 'string' || doc.id === '') throw new Error('A document needs a text as its id.');
  const json = JSON.stringify(doc);
  return {
    doc: json,
    fields: table.fieldsOf(doc),
    ...(table.spec.searched && { words: table.wordsOf(JSON.parse(json) as Doc) }),
  };
}

export function changing(table: Table, set: Fields): mongo.UpdateFilter<Row> {
  const changes = Object.entries(set).flatMap(([name, value]) => {
    if (name === 'id') throw new Error('The id of a document never changes: leave it out of what is set.');
    // What has a dot or a dollar in it would be a path or an operator.
    if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(name))
      throw new Error('The name of a field that is set holds letters a-z, digits and "_" and nothing else.');
    const json = JSON.stringify(value) as string | undefined;
    const indexed = table.fields.includes(name);
    return [
      [`changes.${name}`, json ?? null],
      ...(indexed ? [[`fields.${name}`, toField(scalarOf(set, name))]] : []),
    ];
  });
  return { $set: Object.fromEntries(changes) as Record<string, Scalar>, $inc: { version: 1 } };
}
