import type { Scalar } from '../documents';
import { escapeText, unescapeText } from '../safe-text';

/** What a column holds. Columns have no affinity, so SQLite keeps and compares these just as they are. */
export type ColumnValue = string | bigint | number | Uint8Array;

/**
 * Lowest of all values. Stands for null, so that `=`, `<` and `>` treat a missing field like any other value and
 * sorted pages need no special case for it.
 */
export const missing = Number.NEGATIVE_INFINITY;

/** Lowest text, and lowest value above all text: the bounds between the types in SQLite's order. */
export const lowestText = '';
export const aboveText = new Uint8Array(0);

/** Order: null, numbers, text, false, true, as MongoDB sorts them. Different values never share a column value. */
export function toColumn(value: Scalar): ColumnValue {
  if (value === null) return missing;
  if (typeof value === 'boolean') return Uint8Array.of(value ? 1 : 0);
  if (typeof value === 'string') return escapeText(value);
  // A number that is bound as such is stored as REAL; whole ones stay whole this way.
  return Number.isSafeInteger(value) ? BigInt(value) : value;
}

export function fromColumn(value: unknown): Scalar {
  if (value === missing) return null;
  if (typeof value === 'number') return value;
  if (typeof value === 'string') return unescapeText(value);
  return (value as Uint8Array)[0] === 1;
}
