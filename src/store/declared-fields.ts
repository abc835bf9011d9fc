import type { CollectionSpec } from './documents';

/** The fields that the indexes of a collection name, apart from the id. @throws for names that no database takes. */
export function declaredFields(spec: CollectionSpec): readonly string[] {
  const fields = [...new Set([...spec.indexes, ...(spec.unique ?? [])].flat())].filter(
    (field) => field !== 'id',
  );
  checkNames(spec.name, fields);
  return fields;
}

/** Such a query would read every document. */
export const undeclared = (spec: CollectionSpec, field: string): Error =>
  new Error(
    `Collection "${spec.name}" has no index that names the field "${field}": add it to the indexes of its specification.`,
  );

export function checkLeased(spec: CollectionSpec): void {
  if (!spec.leased)
    throw new Error(`Collection "${spec.name}" has no leases: give its specification "leased".`);
}

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
