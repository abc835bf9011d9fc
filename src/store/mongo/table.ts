import type { mongo } from 'mongoose';
import { declaredFields, undeclared } from '../declared-fields';
import type { CollectionSpec, Doc, Scalar } from '../documents';
import { escapeText } from '../safe-text';
import { scalarOf } from '../scalar-of';
import { toField } from './field-value';
import { groupInserts, type Insert } from './group-inserts';
import type { Row } from './row';

/** A collection as rows in MongoDB. */
export type Table = {
  readonly spec: CollectionSpec;
  readonly rows: mongo.Collection<Row>;
  readonly insert: Insert;
  readonly fields: readonly string[];
  /** Where a row holds a field that an index names. @throws for any other: such a query would read every document. */
  readonly path: (field: string) => string;
  readonly fieldsOf: (doc: Doc) => Record<string, Scalar>;
  readonly wordsOf: (doc: Doc) => string[];
};

export function tableOf(database: mongo.Db, spec: CollectionSpec): Table {
  const fields = declaredFields(spec);
  const paths = new Map([['id', '_id'], ...fields.map((field) => [field, `fields.${field}`] as const)]);
  const rows = database.collection<Row>(spec.name);
  return {
    spec,
    rows,
    insert: groupInserts(rows),
    fields,
    path: (field) => {
      const path = paths.get(field);
      if (path === undefined) throw undeclared(spec, field);
      return path;
    },
    fieldsOf: (doc) => Object.fromEntries(fields.map((field) => [field, toField(scalarOf(doc, field))])),
    wordsOf: (doc) => [...new Set(spec.searched?.(doc as never).filter(Boolean))].map(escapeText),
  };
}
