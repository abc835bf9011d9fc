import type { Range, Scalar, Where } from '../documents';
import type { Table } from './table';
import { aboveText, type ColumnValue, lowestText, missing, toColumn } from './column-value';

/** A piece of SQL that is true or false, with the values of its question marks. */
export type Condition = { readonly sql: string; readonly values: readonly ColumnValue[] };

export const every = (conditions: readonly Condition[]): Condition => ({
  sql: conditions.map((condition) => `(${condition.sql})`).join(' AND ') || 'TRUE',
  values: conditions.flatMap((condition) => condition.values),
});

export function whereHolds(table: Table, where: Where = {}): Condition {
  return every(
    Object.entries(where).map(([field, wanted]): Condition => {
      const column = table.column(field);
      if (wanted === undefined)
        throw new Error(`The condition on "${field}" is undefined: use null for "nothing".`);
      if (wanted === null || typeof wanted !== 'object')
        return { sql: `${column} = ?`, values: [toColumn(wanted)] };
      return 'in' in wanted ? oneOf(column, wanted.in) : inRange(field, column, wanted);
    }),
  );
}

const oneOf = (column: string, values: readonly Scalar[]): Condition => ({
  sql: `${column} IN (${values.map(() => '?').join(', ')})`,
  values: values.map(toColumn),
});

const operators = { gt: '>', gte: '>=', lt: '<', lte: '<=' } as const;

/** A range holds values of its own type only: numbers never lie between two texts. */
function inRange(field: string, column: string, range: Range): Condition {
  const bounds = Object.entries(operators).flatMap(([name, operator]): Condition[] => {
    const bound = range[name as keyof Range];
    if (bound === undefined) return [];
    const type: Condition =
      typeof bound === 'string'
        ? { sql: `${column} >= ? AND ${column} < ?`, values: [lowestText, aboveText] }
        : { sql: `${column} > ? AND ${column} < ?`, values: [missing, lowestText] };
    return [{ sql: `${column} ${operator} ?`, values: [toColumn(bound)] }, type];
  });
  if (bounds.length === 0) throw new Error(`The range on "${field}" has no bound: give gt, gte, lt or lte.`);
  return every(bounds);
}
