import { isDeepStrictEqual } from 'node:util';
import type { Collection } from '../collection';
import type { Doc, Documents, Stored } from '../documents';
import type { KeyRing } from './key-ring';
import type { SealedCollectionDoc } from './keys';
import type { Found } from './root-secret';
import { isThere, type Sealing, sealDoc, unsealDoc, valueOf } from './seal-fields';
import { keyIdOf, type SealKey } from './seal';
import { WORDS, WORDS_VERSION } from './words';

type Deps = {
  readonly documents: Documents;
  readonly marks: Collection<SealedCollectionDoc>;
  readonly ring: KeyRing;
  readonly tokens: Buffer;
  readonly log: { info(fields: object, message: string): void } | undefined;
};

const PAGE = 200;
const MOST_TRIES = 5;

const SAMPLE = 20;

/** Looks at some documents of each collection. A single text may only look sealed: a citizen can write anything. */
export async function lookWhatIsThere(documents: Documents, sealings: readonly Sealing[]): Promise<Found> {
  let found: Found = 'nothing';
  for (const { name, fields } of sealings) {
    for (const { doc } of await documents.find(name, { where: {}, sort: [], limit: SAMPLE })) {
      const values = [...fields].map((field) => valueOf(doc, field)).filter(isThere);
      if (values.some((value) => keyIdOf(value) === undefined)) return 'plain';
      if (values.length > 0) found = 'sealed';
    }
  }
  return found;
}

/** Makes the words of all documents anew, where they were left out. */
export async function renewWords(deps: Deps, sealings: readonly Sealing[]): Promise<void> {
  for (const sealing of sealings) if (sealing.words) await sealCollection(deps, sealing);
}

/**
 * Seals documents that were stored before their collection was sealed, or otherwise than now, page by page; once, for
 * each collection is marked when it is done. Killed in between, it goes on with what is left.
 */
export async function sealWhatIsThere(deps: Deps, sealings: readonly Sealing[]): Promise<void> {
  for (const sealing of sealings) {
    const shape = shapeOf(sealing);
    const mark = await deps.marks.get(sealing.name);
    if (mark?.doc.shape === shape) continue;
    const count = await sealCollection(deps, sealing);
    if (count > 0) deps.log?.info({ topic: sealing.name, count }, 'documents sealed');
    if (!mark) await deps.marks.insertIfAbsent([{ id: sealing.name, shape }]);
    else await deps.marks.update(sealing.name, { shape });
  }
}

const shapeOf = ({ fields, words }: Sealing): string =>
  JSON.stringify({ fields: [...fields].sort(), words: words ? WORDS_VERSION : 0 });

async function sealCollection(deps: Deps, sealing: Sealing): Promise<number> {
  let count = 0;
  for (let after: string | undefined; ;) {
    const page = await deps.documents.find(sealing.name, { where: {}, sort: [], limit: PAGE, after });
    const done = await Promise.all(page.map((stored) => sealOne(deps, sealing, stored)));
    count += done.filter(Boolean).length;
    if (page.length < PAGE) return count;
    after = page.at(-1)?.cursor;
  }
}

async function sealOne(deps: Deps, sealing: Sealing, first: Stored): Promise<boolean> {
  for (let tries = 0, stored: Stored | undefined = first; tries < MOST_TRIES; tries += 1) {
    if (!stored) return false;
    const { plain, isWhole } = await openWhatIsSealed(deps, sealing, stored.doc);
    if (!plain) return false;
    const owner = sealing.ownerOf(plain);
    const key = (await deps.ring.current([owner])).get(owner) as SealKey;
    const sealed = sealDoc(sealing, plain, key, deps.tokens);
    if (isWhole && isDeepStrictEqual(valueOf(sealed, WORDS), valueOf(stored.doc, WORDS))) return false;
    if (await deps.documents.replace(sealing.name, sealed, { version: stored.version })) return true;
    stored = await deps.documents.get(sealing.name, stored.doc.id);
  }
  throw new Error(`a document of ${sealing.name} kept changing while it was being sealed`);
}

/** Some fields may be sealed already: after a crash in between, or because more of them are to be sealed than before. */
async function openWhatIsSealed(deps: Deps, sealing: Sealing, doc: Doc) {
  const sealed = new Set<string>();
  const plain: [string, unknown][] = [];
  for (const field of sealing.fields) {
    const value = valueOf(doc, field);
    const keyId = keyIdOf(value);
    // What only looks sealed was written by a citizen: nobody knows the id of a key that was not made yet.
    if (keyId !== undefined && (await deps.ring.knows(keyId))) sealed.add(field);
    else if (isThere(value)) plain.push([field, value]);
  }
  const keyIds = [...sealed].map((field) => keyIdOf(valueOf(doc, field)) ?? '');
  const opened = unsealDoc({ ...sealing, fields: sealed }, doc, await deps.ring.byId(keyIds));
  return { plain: opened, isWhole: plain.length === 0 };
}
