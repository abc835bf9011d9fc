import type { Clock } from '../../clock';
import type { Collection } from '../collection';
import { type KeyDoc, type Masters, newKeyDoc, sealKey, unwrap } from './keys';
import { recently } from './recently';
import { SealBroken, type SealKey } from './seal';

/** How long a process may go on with a key that another one has retired or destroyed. */
export const REMEMBERED_MS = 60_000;
const MOST_REMEMBERED = 20_000;
const PAGE = 500;
const MOST_TRIES = 5;

/** The data keys, as they are needed: read or made once, then remembered for a minute. */
export type KeyRing = {
  /** The keys that seal what these owners write now, if all of them are remembered; costs nothing. */
  remembered(owners: readonly string[]): ReadonlyMap<string, SealKey> | undefined;
  /** The keys that seal what these owners write now; one is made where there is none. */
  current(owners: readonly string[]): Promise<ReadonlyMap<string, SealKey>>;
  /** Keys by their id; undefined for one that was destroyed. @throws SealBroken where there never was such a key */
  byId(ids: readonly string[]): Promise<ReadonlyMap<string, SealKey | undefined>>;
  /** Whether there is such a key, destroyed or not. */
  knows(id: string): Promise<boolean>;
  /**
   * No new text of this owner is sealed with his present key: in this process at once, in others in a minute. Where a
   * retired key still waits to be destroyed, that one is meant, and the present one stays.
   * @returns since when
   */
  retire(owner: string): Promise<number>;
  /** Destroys all retired keys of an owner for good. @returns how many there were */
  destroy(owner: string): Promise<number>;
};

export function keyRing(
  deps: { readonly clock: Clock; readonly keys: Collection<KeyDoc> },
  masters: Masters,
): KeyRing {
  const { keys, clock } = deps;
  const ofOwner = recently<SealKey>(clock, MOST_REMEMBERED, REMEMBERED_MS);
  const ofId = recently<SealKey | undefined>(clock, MOST_REMEMBERED, REMEMBERED_MS);
  const loading = new Map<string, Promise<SealKey>>();

  function remember(doc: KeyDoc): SealKey | undefined {
    const secret = unwrap(masters, doc);
    const key = secret && sealKey(doc.id, secret);
    ofId.set(doc.id, key);
    if (key && doc.current && doc.owner !== null) ofOwner.set(doc.owner, key);
    return key;
  }

  function remembered(owners: readonly string[]) {
    const found = new Map<string, SealKey>();
    for (const owner of owners) {
      const known = found.get(owner) ?? ofOwner.get(owner)?.value;
      if (!known) return undefined;
      found.set(owner, known);
    }
    return found;
  }

  /** One look and, for new owners, one write for all of them; who comes second in a race takes the first one's key. */
  async function load(owners: readonly string[]): Promise<ReadonlyMap<string, SealKey>> {
    const found = new Map<string, SealKey>();
    for (let tries = 0; tries < MOST_TRIES; tries += 1) {
      const missing = owners.filter((owner) => !found.has(owner));
      const where = { owner: { in: missing }, current: true };
      for (const { doc } of await keys.find({ where, sort: [], limit: missing.length })) {
        const key = remember(doc);
        if (key && doc.owner !== null) found.set(doc.owner, key);
      }
      const made = owners.filter((owner) => !found.has(owner)).map((owner) => newKeyDoc(masters, owner));
      if (made.length === 0) return found;
      const inserted = await keys.insertIfAbsent(made.map(({ doc }) => doc));
      for (const [at, { doc, key }] of made.entries()) {
        if (!inserted[at] || doc.owner === null) continue;
        ofId.set(doc.id, key);
        ofOwner.set(doc.owner, key);
        found.set(doc.owner, key);
      }
      if (owners.every((owner) => found.has(owner))) return found;
    }
    throw new Error(`the keys of ${owners.length} owners changed ${MOST_TRIES} times while they were read`);
  }

  /** Callers that want the same owner's key at the same time share one look. */
  function loadTogether(owners: readonly string[]): Promise<SealKey>[] {
    const fresh = owners.filter((owner) => !loading.has(owner));
    for (const page of pagesOf(fresh)) {
      const loaded = load(page).finally(() => page.forEach((owner) => loading.delete(owner)));
      for (const owner of page) {
        const one = loaded.then((all) => all.get(owner) ?? Promise.reject(new Error('a key was not loaded')));
        // Whoever waits hears of a failure; nobody may be waiting for this one by then.
        one.catch(() => undefined);
        loading.set(owner, one);
      }
    }
    return owners.map((owner) => loading.get(owner) ?? Promise.reject(new Error('a key was not loaded')));
  }

  const docsOf = async (owner: string) => {
    const found = await keys.find({ where: { owner }, sort: [], limit: PAGE });
    return found.filter(({ doc }) => doc.wrapped !== null);
  };

  const forget = (doc: KeyDoc) => {
    ofId.forget(doc.id);
    if (doc.owner !== null) ofOwner.forget(doc.owner);
  };

  return {
    remembered,
    current: async (owners) => {
      const wanted = [...new Set(owners)];
      const found = new Map<string, SealKey>();
      for (const owner of wanted) {
        const known = ofOwner.get(owner);
        if (known) found.set(owner, known.value);
      }
      const missing = wanted.filter((owner) => !found.has(owner));
      const loaded = await Promise.all(loadTogether(missing));
      for (const [at, key] of loaded.entries()) found.set(missing[at] ?? '', key);
      return found;
    },
    byId: async (ids) => {
      const found = new Map<string, SealKey | undefined>();
      const missing = new Set<string>();
      for (const id of ids) {
        const known = ofId.get(id);
        if (known) found.set(id, known.value);
        else missing.add(id);
      }
      for (const page of pagesOf([...missing])) {
        const docs = await keys.find({ where: { id: { in: page } }, sort: [], limit: page.length });
        for (const { doc } of docs) found.set(doc.id, remember(doc));
      }
      for (const id of missing)
        if (!found.has(id))
          throw new SealBroken(`The key ${id} is not there: put back the newest backup of the keys.`);
      return found;
    },
    knows: async (id) => (await keys.get(id)) !== undefined,
    retire: async (owner) => {
      const docs = (await docsOf(owner)).map(({ doc }) => doc);
      docs.forEach(forget);
      const retired = docs.flatMap(({ retiredAt }) => (retiredAt === null ? [] : [retiredAt]));
      if (retired.length > 0) return Math.max(...retired);
      const retiredAt = clock.now();
      for (const { id } of docs) await keys.update(id, { current: null, retiredAt }, { current: true });
      return retiredAt;
    },
    destroy: async (owner) => {
      const retired = (await docsOf(owner)).filter(({ doc }) => !doc.current);
      for (const { doc } of retired) {
        await keys.update(doc.id, { wrapped: null, masterId: null, destroyedAt: clock.now() });
        forget(doc);
      }
      return retired.length;
    },
  };
}

function pagesOf<T>(all: readonly T[]): T[][] {
  const pages: T[][] = [];
  for (let at = 0; at < all.length; at += PAGE) pages.push(all.slice(at, at + PAGE));
  return pages;
}
