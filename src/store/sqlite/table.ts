import type { CollectionSpec, Doc } from '../documents';
import { declaredFields, undeclared } from '../declared-fields';
import { scalarOf } from '../scalar-of';
import { type ColumnValue, toColumn } from './column-value';

/** A collection as tables and columns. All names are quoted SQL, made from checked names only. */
export type Table = {
  readonly spec: CollectionSpec;
  readonly rows: string;
  /** Where text of this collection is searched: the side table of words. */
  readonly wordRows: string;
  readonly fields: readonly string[];
  /** The column of a field that an index names. @throws for any other: such a query would read every document. */
  readonly column: (field: string) => string;
  readonly columnValues: (doc: Doc) => ColumnValue[];
  readonly words: (doc: Doc) => ReadonlySet<string>;
};

export function tableOf(spec: CollectionSpec): Table {
  const fields = declaredFields(spec);
  const columns = new Map([['id', 'id'], ...fields.map((field) => [field, `"f_${field}"`] as const)]);
  return {
    spec,
    rows: `"${spec.name}"`,
    wordRows: `"${spec.name}/words"`,
    fields,
    column: (field) => {
      const column = columns.get(field);
      if (column === undefined) throw undeclared(spec, field);
      return column;
    },
    columnValues: (doc) => fields.map((field) => toColumn(scalarOf(doc, field))),
    words: (doc) => new Set(spec.searched?.(doc as never).filter(Boolean)),
  };
}
