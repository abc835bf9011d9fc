import type { Clock } from '../../clock';
import { checkLeased } from '../declared-fields';
import type { Doc, Fields, Lease } from '../documents';
import type { Table } from './table';
import { toColumn } from './column-value';
import type { Sql } from './statements';
import { update } from './writes';

type LeaseRow = {
  readonly doc: string;
  readonly version: number;
  readonly lease_epoch: number;
  readonly lease_until: number;
};

export function lease(
  deps: { readonly clock: Clock; readonly sql: Sql },
  table: Table,
  id: string,
  ms: number,
  prolonged?: number,
): () => Lease | 'held' | 'absent' {
  checkLeased(table.spec);
  const { rows } = table;
  return () => {
    const row = deps
      .sql(`SELECT doc, version, lease_epoch, lease_until FROM ${rows} WHERE id = ?`)
      .get(toColumn(id)) as LeaseRow | undefined;
    if (!row) return 'absent';
    const now = deps.clock.now();
    const mayTake =
      prolonged === undefined ? row.lease_until <= now : row.lease_epoch === prolonged && row.lease_until > 0;
    if (!mayTake) return 'held';
    // Not simply the next number: a document that was deleted and made anew must not repeat the epochs of the old.
    const epoch = prolonged ?? Math.max(row.lease_epoch + 1, Math.floor(now));
    deps
      .sql(`UPDATE ${rows} SET lease_epoch = ?, lease_until = ? WHERE id = ?`)
      .run(toColumn(epoch), toColumn(now + ms), toColumn(id));
    return { epoch, doc: JSON.parse(row.doc) as Doc, version: row.version };
  };
}

/** Zero marks a lease that was given back: it cannot be prolonged by a beat that comes too late. */
export function release(sql: Sql, table: Table, id: string, epoch: number, set?: Fields): () => boolean {
  checkLeased(table.spec);
  const change = set && update(sql, table, [id], set);
  return () => {
    const give = sql(`UPDATE ${table.rows} SET lease_until = 0 WHERE id = ? AND lease_epoch = ?`);
    const isNewest = give.run(toColumn(id), toColumn(epoch)).changes > 0;
    if (isNewest) change?.();
    return isNewest;
  };
}
