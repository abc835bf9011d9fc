import type { Doc, Scalar } from '../documents';

/**
 * A document as MongoDB holds it. JSON keeps any of it exactly (NUL, lone surrogates, "$" and "." in names); what an
 * update sets stands beside it, so that an update is one write that reads nothing.
 */
export type Row = {
  readonly _id: string;
  readonly version: number;
  /** JSON of the document as it was inserted or last replaced. */
  readonly doc: string;
  /** JSON of each field that was set since then; null where one was removed. */
  readonly changes?: Readonly<Record<string, string | null>>;
  /** Every field that an index names; null where the document lacks it. */
  readonly fields: Readonly<Record<string, Scalar>>;
  readonly words?: readonly string[];
  readonly lease?: LeaseMark;
};

/** Milliseconds by the server's clock; `until` is 0 where nobody holds it. */
export type LeaseMark = { readonly epoch: number; readonly until: number };

/** Sets a lease free: zero cannot be prolonged, not even by a beat that comes too late. */
export const givenBack = { 'lease.until': 0 } as const;

/** What has to be read of a row to know its document. */
export const docParts = { version: 1, doc: 1, changes: 1 } as const;

export function docOf({ doc, changes }: Pick<Row, 'doc' | 'changes'>): Doc {
  const whole = JSON.parse(doc) as Doc;
  for (const [name, json] of Object.entries(changes ?? {})) {
    if (json === null) Reflect.deleteProperty(whole, name);
    else setField(whole, name, JSON.parse(json));
  }
  return whole;
}

/** Assigning would give a field named __proto__ to the prototype. */
const setField = (doc: Doc, name: string, value: unknown) =>
  Object.defineProperty(doc, name, { value, writable: true, enumerable: true, configurable: true });
