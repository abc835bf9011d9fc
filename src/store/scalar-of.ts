import type { Scalar } from './documents';

/** The value of an indexed field; a missing one counts as null. Values never enter the message. */
export function scalarOf(doc: object, field: string): Scalar {
  const value: unknown = Object.hasOwn(doc, field) ? (doc as Record<string, unknown>)[field] : null;
  if (value === undefined || value === null) return null;
  if (typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'number' && Number.isFinite(value)) return value;
  throw new Error(`Field "${field}" is indexed: it must hold text, a finite number, true, false or nothing.`);
}
