import type { Scalar } from '../documents';
import { escapeText, unescapeText } from '../safe-text';

/**
 * What an indexed field holds. MongoDB itself sorts these as the port wants it: null, numbers, text, false, true.
 * Whatever is not a scalar stops here, so that nobody else's operator ever becomes part of a query.
 */
export function toField(value: Scalar): Scalar {
  if (typeof value === 'string') return escapeText(value);
  if (value === null || typeof value === 'boolean') return value;
  if (typeof value === 'number' && Number.isFinite(value)) return value;
  throw new Error('A value to look for must be text, a finite number, true, false or null.');
}

export const fromField = (value: Scalar): Scalar => (typeof value === 'string' ? unescapeText(value) : value);
