import type { CollectionSpec, Doc, Fields } from '../documents';
import { keyIdOf, seal, SealBroken, type SealKey, unseal } from './seal';
import { type TokenKey, tokensOf, WORDS } from './words';

/** How the documents of one collection are sealed. */
export type Sealing = {
  readonly name: string;
  readonly fields: ReadonlySet<string>;
  readonly erased: Fields | undefined;
  readonly ownerOf: (doc: Doc) => string;
  readonly words: ((doc: Doc) => readonly string[]) | undefined;
  /** Whether a change of these fields changes the words. */
  readonly changesWords: (set: Fields) => boolean;
};

type Values = Readonly<Record<string, unknown>>;

export function sealingOf(spec: CollectionSpec): Sealing | undefined {
  const { name, sealed, searched, searchedIn } = spec;
  if (!sealed) return undefined;
  for (const field of [...spec.indexes, ...(spec.unique ?? [])].flat())
    if (sealed.fields.includes(field) || field === WORDS)
      throw new Error(
        `Collection "${name}" indexes "${field}", which is sealed: nothing could be found by it.`,
      );
  if ([sealed.keyOf, 'id', WORDS].some((field) => sealed.fields.includes(field) && field !== WORDS))
    throw new Error(`Collection "${name}" seals its id or the field that names the key.`);
  return {
    name,
    fields: new Set(sealed.fields),
    erased: sealed.erased,
    ownerOf: (doc) => {
      const owner = (doc as Values)[sealed.keyOf] ?? '';
      if (typeof owner !== 'string')
        throw new Error(`"${sealed.keyOf}" of "${name}" names no owner of a key.`);
      return owner;
    },
    words: searched && ((doc) => searched(doc as never)),
    changesWords: (set) =>
      searched !== undefined && (!searchedIn || searchedIn.some((field) => Object.hasOwn(set, field))),
  };
}

/** Whether these fields hold anything that has to be sealed. */
export const needsKey = (sealing: Sealing, set: Fields): boolean =>
  Object.entries(set).some(([field, value]) => sealing.fields.has(field) && isThere(value));

/** The fields as they are stored. Their places stay as they are, so a document keeps its order. */
export function sealFields(sealing: Sealing, id: string, set: Fields, key: SealKey): Fields {
  const entries = Object.entries(set).map(([field, value]) =>
    sealing.fields.has(field) && isThere(value)
      ? [field, seal(key, [sealing.name, id, field], JSON.stringify(value))]
      : [field, value],
  );
  return Object.fromEntries(entries) as Fields;
}

/** The document as it is stored. */
export function sealDoc(sealing: Sealing, doc: Doc, key: SealKey, secret: Buffer): Doc {
  if (Object.hasOwn(doc, WORDS)) throw new Error(`"${WORDS}" is not for documents to use.`);
  const sealed = sealFields(sealing, doc.id, doc, key) as Doc;
  if (!sealing.words) return sealed;
  const tokenKey: TokenKey = { collection: sealing.name, secret };
  return { ...sealed, [WORDS]: tokensOf(tokenKey, sealing.words(doc)) } as Doc;
}

/** What of a stored document needs no key. */
export const withoutSealed = ({ fields }: Sealing, stored: Doc): Doc =>
  Object.fromEntries(
    Object.entries(stored).filter(([field]) => field !== WORDS && !fields.has(field)),
  ) as unknown as Doc;

/** The keys that a stored document was sealed with. @throws SealBroken where a field that should be sealed is not */
export function keyIdsIn(sealing: Sealing, stored: Doc): string[] {
  const ids = new Set<string>();
  for (const field of sealing.fields) {
    const value = valueOf(stored, field);
    if (!isThere(value)) continue;
    const id = keyIdOf(value);
    if (id === undefined)
      throw new SealBroken(
        `"${field}" of ${sealing.name} / ${stored.id} is not sealed: somebody else wrote it there.`,
      );
    ids.add(id);
  }
  return [...ids];
}

/**
 * The document as it was given. Where a key was destroyed, its fields read as `erased` says.
 * @returns undefined where nothing says so: then the document counts as gone
 * @throws SealBroken
 */
export function unsealDoc(
  sealing: Sealing,
  stored: Doc,
  keys: ReadonlyMap<string, SealKey | undefined>,
): Doc | undefined {
  const { name, fields, erased } = sealing;
  const entries: [string, unknown][] = [];
  for (const [field, value] of Object.entries(stored)) {
    if (field === WORDS) continue;
    if (!fields.has(field) || !isThere(value)) {
      entries.push([field, value]);
      continue;
    }
    const key = keys.get(keyIdOf(value) ?? '');
    if (!key && !erased) return undefined;
    entries.push([
      field,
      key ? JSON.parse(unseal(key, [name, stored.id, field], String(value)).toString()) : erased?.[field],
    ]);
  }
  return Object.fromEntries(entries) as Doc;
}

export const valueOf = (doc: Doc, field: string): unknown =>
  Object.hasOwn(doc, field) ? (doc as Values)[field] : undefined;

export const isThere = (value: unknown): boolean => value !== undefined && value !== null;
