import type { CollectionSpec, Doc } from '../documents';
import { scalarOf } from '../scalar-of';
import { type ColumnValue, toColumn } from './column-value';

/** Turns Vietnamese text into words without case and diacritics. */
export type FoldWords = (text: string) => readonly string[];

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

export function tableOf(spec: CollectionSpec, foldWords: FoldWords): Table {
  const fields = [...new Set([...spec.indexes, ...(spec.unique ?? [])].flat())].filter(
    (field) => field !== 'id',
  );
  checkNames(spec.name, fields);
  const columns = new Map([['id', 'id'], ...fields.map((field) => [field, `"f_${field}"`] as const)]);
  return {
    spec,
    rows: `"${spec.name}"`,
    wordRows: `"${spec.name}/words"`,
    fields,
    column: (field) => {
      const column = columns.get(field);
      if (column === undefined) throw new Error(undeclared(spec.name, field));
      return column;
    },
    columnValues: (doc) => fields.map((field) => toColumn(scalarOf(doc, field))),
    words: (doc) => new Set(spec.searched ? foldWords(spec.searched(doc as never)).filter(Boolean) : []),
  };
}

const undeclared = (name: string, field: string) =>
  `Collection "${name}" has no index that names the field "${field}": add it to the indexes of its specification.`;

function checkNames(name: string, fields: readonly string[]) {
  if (!/^[A-Za-z][A-Za-z0-9_-]*$/.test(name)) throw new Error(`"${name}" cannot name a collection.`);
  const seen = new Set<string>();
  for (const field of fields) {
    if (!/^[A-Za-z][A-Za-z0-9_]*$/.test(field)) throw new Error(`"${field}" cannot name an indexed field.`);
    // SQLite does not tell column names apart by case.
    if (seen.has(field.toLowerCase()))
      throw new Error(`Fields of "${name}" differ by case only: "${field}".`);
    seen.add(field.toLowerCase());
  }
}
