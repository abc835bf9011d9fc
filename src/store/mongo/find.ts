import type { mongo } from 'mongoose';
import { cursorOf, readCursor, sortKey } from '../cursor';
import type { Query, Scalar, Stored, Where } from '../documents';
import { escapeText } from '../safe-text';
import { type Condition, every, hasId, whereHolds } from './conditions';
import { fromField, toField } from './field-value';
import { docOf, docParts, type Row } from './row';
import type { Table } from './table';

/** After this the server gives a query up, so that none outlives the caller's patience. */
const maxTimeMS = 4_000;

type Key = { readonly path: string; readonly down: boolean };

export async function get({ rows }: Table, id: string): Promise<Stored | undefined> {
  const row = await rows.findOne(hasId(id), { projection: docParts });
  return row ? stored(row, []) : undefined;
}

/** One page of a sorted list; the page after starts at the place that the cursor marks, however the list has changed. */
export async function find(table: Table, query: Query): Promise<Stored[]> {
  const { sort, limit, after } = query;
  if (!Number.isSafeInteger(limit) || limit < 1) throw new Error('A query needs a limit of 1 or more.');
  const keys = sortKeys(table, sort);
  const conditions = [...whereHolds(table, query.where), ...wordsHeld(table, query.words ?? [])];
  if (after !== undefined) conditions.push(liesBehind(keys, readCursor(after, sort)));
  const found = table.rows.find(every(conditions), {
    projection: docParts,
    sort: new Map(keys.map(({ path, down }) => [path, down ? -1 : 1])),
    limit,
    // One more than there can be: the first answer is the last, too.
    batchSize: limit + 1,
    maxTimeMS,
  });
  return (await found.toArray()).map((row) => stored(row, sort));
}

export const count = ({ rows }: Table, holds: Condition): Promise<number> =>
  rows.countDocuments(holds, { maxTimeMS });

export async function groupCount(table: Table, field: string, where: Where): Promise<Map<Scalar, number>> {
  const groups = table.rows.aggregate<{ _id: Scalar; n: number }>(
    [
      { $match: every(whereHolds(table, where)) },
      { $group: { _id: `$${table.path(field)}`, n: { $sum: 1 } } },
    ],
    { maxTimeMS },
  );
  return new Map((await groups.toArray()).map(({ _id, n }) => [fromField(_id), n]));
}

export function stored(row: Pick<Row, 'version' | 'doc' | 'changes'>, sort: readonly string[]): Stored {
  const doc = docOf(row);
  return { doc, version: row.version, cursor: cursorOf(doc, sort) };
}

function sortKeys(table: Table, sort: readonly string[]): Key[] {
  const keys = sort.map((key) => {
    const { field, down } = sortKey(key);
    return { path: table.path(field), down };
  });
  return [...keys, { path: '_id', down: keys.at(-1)?.down ?? false }];
}

/** As an expression, because there comparisons go across the types, as sorting does. */
function liesBehind(keys: readonly Key[], place: readonly Scalar[]): Condition {
  const [key] = keys;
  const [value] = place;
  const behind = behindPlace(keys, place);
  if (key === undefined || value === undefined) return { $expr: behind };
  // The first condition says nothing new, but lets MongoDB begin in the index at this place.
  const atOrBehind = { [key.down ? '$lte' : '$gte']: sides(key, value) };
  return { $expr: { $and: [atOrBehind, behind] } };
}

/** a > x, or a = x and (b > y, or b = y and ...). */
function behindPlace(keys: readonly Key[], place: readonly Scalar[]): mongo.Document | false {
  const [key, ...otherKeys] = keys;
  const [value, ...otherValues] = place;
  if (key === undefined || value === undefined) return false;
  const beyond = { [key.down ? '$lt' : '$gt']: sides(key, value) };
  if (otherKeys.length === 0) return beyond;
  return { $or: [beyond, { $and: [{ $eq: sides(key, value) }, behindPlace(otherKeys, otherValues)] }] };
}

/** Without `$literal` a text that begins with "$" would name a field. */
const sides = ({ path }: Key, value: Scalar) => [`$${path}`, { $literal: toField(value) }];

function wordsHeld(table: Table, words: readonly string[]): Condition[] {
  if (words.length > 0 && !table.spec.searched)
    throw new Error(`Collection "${table.spec.name}" is not searched: give its specification "searched".`);
  return words.filter(Boolean).map((word, at, all): Condition => {
    const whole = escapeText(word);
    if (at < all.length - 1 || word.includes(':')) return { words: { $eq: whole } };
    return { words: { $elemMatch: { $gte: whole, $lt: `${whole}\u{10ffff}` } } };
  });
}
