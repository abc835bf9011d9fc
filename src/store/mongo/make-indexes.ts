import { isDeepStrictEqual } from 'node:util';
import { mongo } from 'mongoose';
import type { Table } from './table';

export type Index = {
  readonly name: string;
  readonly key: Readonly<Record<string, 1>>;
  readonly unique?: true;
  readonly partialFilterExpression?: mongo.Document;
};

/** The indexes that a specification asks for. */
export function indexesOf({ spec, path }: Table): Index[] {
  const key = (fields: readonly string[]) => Object.fromEntries(fields.map((field) => [path(field), 1]));
  const unique = (spec.unique ?? []).map((fields): Index => ({
    name: `unique/${fields.join('/')}`,
    key: key(fields) as Index['key'],
    unique: true,
    // Where one of the fields is missing there is nothing to be unique.
    partialFilterExpression: Object.fromEntries(
      fields.map((field) => [path(field), { $type: ['string', 'number', 'bool'] }]),
    ),
  }));
  // Queries cannot use such a partial index, so the same fields get a plain one too. The id ends every sort.
  const plain = [...spec.indexes, ...(spec.unique ?? [])].map((fields): Index => ({
    name: fields.join('/'),
    key: key([...new Set([...fields, 'id'])]) as Index['key'],
  }));
  const words: Index[] = spec.searched ? [{ name: 'words', key: { words: 1 } }] : [];
  return [...unique, ...plain, ...words];
}

/**
 * Drops what is not declared: such a unique index would go on turning documents away, and any costs at every write.
 * While processes of the version before are still running, their others stay: they would read everything without.
 * @returns those that are missing
 */
export async function dropOtherIndexes(table: Table, which: 'all' | 'unique'): Promise<readonly Index[]> {
  const wanted = indexesOf(table);
  const there = (await indexesThere(table.rows)).filter(({ name }) => name !== '_id_');
  const names = new Set(wanted.map(({ name }) => name));
  for (const found of there)
    if (
      !wanted.some((index) => isSame(index, found)) &&
      (which === 'all' || found.unique === true || names.has(found.name))
    )
      await table.rows.dropIndex(found.name).catch(unless('IndexNotFound'));
  return wanted.filter((index) => !there.some((found) => isSame(index, found)));
}

/** Waits until they are there: without them queries would read everything. */
export async function makeIndexes(table: Table, missing: readonly Index[]): Promise<void> {
  if (missing.length > 0) await table.rows.createIndexes(missing.map((index) => ({ ...index })));
}

type Found = { readonly name: string; readonly key: mongo.Document } & mongo.Document;

async function indexesThere(rows: Table['rows']): Promise<Found[]> {
  try {
    return (await rows.listIndexes().toArray()) as Found[];
  } catch (error) {
    unless('NamespaceNotFound')(error);
    return [];
  }
}

function isSame(index: Index, found: Found): boolean {
  return (
    index.name === found.name &&
    // The order of the fields is what an index is.
    isDeepStrictEqual(Object.entries(index.key), Object.entries(found.key)) &&
    index.unique === found.unique &&
    isDeepStrictEqual(index.partialFilterExpression, found.partialFilterExpression)
  );
}

/** Another process that opens at the same time does the same. */
const unless = (codeName: string) => (error: unknown) => {
  if (!(error instanceof mongo.MongoServerError) || error.codeName !== codeName) throw error;
};
