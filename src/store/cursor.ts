import type { Doc, Scalar } from './documents';
import { scalarOf } from './scalar-of';

/** A cursor that this query did not give out: cut short, made by hand, or from a query that sorts otherwise. */
export class BadCursor extends Error {
  override readonly name = 'BadCursor';

  constructor() {
    super('This cursor does not belong to this query: ask for the first page again.');
  }
}

/** "-receivedAt" -> the field and its direction. */
export const sortKey = (sort: string) =>
  sort.startsWith('-') ? { field: sort.slice(1), down: true } : { field: sort, down: false };

/** Marks the place of a document in a sorted list: its sort values and its id. */
export function cursorOf(doc: Doc, sort: readonly string[]): string {
  const values = sort.map((key) => scalarOf(doc, sortKey(key).field));
  return Buffer.from(JSON.stringify([...values, doc.id])).toString('base64url');
}

/** @returns the sort values and, last, the id. @throws BadCursor */
export function readCursor(cursor: string, sort: readonly string[]): readonly Scalar[] {
  const values = parse(Buffer.from(cursor, 'base64url').toString());
  const fits = Array.isArray(values) && values.length === sort.length + 1 && values.every(isScalar);
  if (!fits || typeof values.at(-1) !== 'string') throw new BadCursor();
  return values;
}

const isScalar = (value: unknown): value is Scalar =>
  value === null || ['string', 'number', 'boolean'].includes(typeof value);

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new BadCursor();
  }
}
