import type { mongo } from 'mongoose';
import type { Range, Scalar, Where } from '../documents';
import { escapeText } from '../safe-text';
import { toField } from './field-value';
import type { Row } from './row';
import type { Table } from './table';

export type Condition = mongo.Filter<Row>;

export const every = (conditions: readonly Condition[]): Condition =>
  conditions.length > 1 ? { $and: [...conditions] } : (conditions[0] ?? {});

export function whereHolds(table: Table, where: Where = {}): Condition[] {
  return Object.entries(where).map(([field, wanted]): Condition => {
    const path = table.path(field);
    if (wanted === undefined)
      throw new Error(`The condition on "${field}" is undefined: use null for "nothing".`);
    if (wanted === null || typeof wanted !== 'object') return { [path]: { $eq: toField(wanted) } };
    if ('in' in wanted) return { [path]: { $in: scalars(field, wanted.in) } };
    return { [path]: bounds(field, wanted) };
  });
}

export const hasId = (id: string): Condition => ({ _id: { $eq: asId(id) } });

export function asId(id: string): string {
  if (typeof id !== 'string') throw new Error('The id of a document is a text.');
  return escapeText(id);
}

function scalars(field: string, values: readonly Scalar[]): Scalar[] {
  if (!Array.isArray(values)) throw new Error(`The condition on "${field}" needs a list of values.`);
  return values.map(toField);
}

const operators = { gt: '$gt', gte: '$gte', lt: '$lt', lte: '$lte' } as const;

/** MongoDB, too, keeps a range to values of the type of its bounds. */
function bounds(field: string, range: Range): Record<string, Scalar> {
  const found = Object.entries(operators).flatMap(([name, operator]): [string, Scalar][] => {
    const bound: unknown = range[name as keyof Range];
    if (bound === undefined) return [];
    if (typeof bound !== 'string' && typeof bound !== 'number')
      throw new Error(`The range on "${field}" needs texts or numbers as its bounds.`);
    return [[operator, toField(bound)]];
  });
  if (found.length === 0) throw new Error(`The range on "${field}" has no bound: give gt, gte, lt or lte.`);
  return Object.fromEntries(found);
}
