import type { Fields, Lease } from '../documents';
import { checkLeased } from '../declared-fields';
import { type Condition, every, hasId } from './conditions';
import { passing } from './passing';
import { docOf, docParts, givenBack } from './row';
import type { Table } from './table';
import { changing } from './writes';

/** The server's clock is the only one that all processes share. */
const now = { $toLong: '$$NOW' };

/**
 * Not waited for: after a crash that forgets a lease the next one has a later time as its epoch, and a holder without
 * his lease is turned away.
 */
export async function lease(
  table: Table,
  id: string,
  ms: number,
  prolonged?: number,
): Promise<Lease | 'held' | 'absent'> {
  checkLeased(table.spec);
  const mayTake: Condition =
    prolonged === undefined
      ? { $expr: { $lte: ['$lease.until', now] } }
      : { 'lease.epoch': { $eq: prolonged }, 'lease.until': { $gt: 0 } };
  // Not simply the next number: a document that was deleted and made anew must not repeat the epochs of the old.
  const epoch = prolonged ?? { $max: [{ $add: ['$lease.epoch', 1] }, now] };
  const row = await table.rows.findOneAndUpdate(
    every([hasId(id), mayTake]),
    [{ $set: { lease: { epoch, until: { $add: [now, ms] } } } }],
    { returnDocument: 'after', projection: { ...docParts, lease: 1 }, ...passing },
  );
  if (row?.lease) return { epoch: row.lease.epoch, doc: docOf(row), version: row.version };
  const there = await table.rows.findOne(hasId(id), { projection: { _id: 1 } });
  return there ? 'held' : 'absent';
}

export async function release(table: Table, id: string, epoch: number, set?: Fields): Promise<boolean> {
  checkLeased(table.spec);
  const isOurs = every([hasId(id), { 'lease.epoch': { $eq: epoch } }]);
  const { $set, ...others } = set ? changing(table, set) : {};
  const change = { $set: { ...$set, ...givenBack }, ...others };
  return (await table.rows.updateOne(isOurs, change, passing)).matchedCount > 0;
}
