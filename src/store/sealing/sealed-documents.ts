import type { Doc, Documents, Fields, Query, Stored, Where } from '../documents';
import {
  openSealing,
  type OpenSealing,
  type SealingDeps,
  type SealingSettings,
  storedSpecs,
} from './open-sealing';
import {
  keyIdsIn,
  needsKey,
  type Sealing,
  sealDoc,
  sealFields,
  unsealDoc,
  withoutSealed,
} from './seal-fields';
import { sealWhatIsThere } from './seal-what-is-there';
import { soughtTokens } from './words';

export type SealedDocuments = Documents & {
  /** @throws before `open` */
  sealed(): Pick<OpenSealing, 'ring' | 'rootSecret' | 'marks'>;
};

const MOST_TRIES = 20;
const MOST_PAGES = 1_000;

/**
 * Documents whose sealed fields nobody reads without the master key: not in the database, not in a copy of it. Stands
 * in front of any adapter and behaves like it. The key of an owner is remembered, so that it costs no round trip.
 *
 * `updateMany` and `updateEach` on sealed fields are a write for each document: every one is sealed in its own place.
 */
export function sealedDocuments(
  inner: Documents,
  deps: SealingDeps,
  settings: SealingSettings,
): SealedDocuments {
  let opened: OpenSealing | undefined;
  const under = new Set<Promise<unknown>>();

  function on(name: string) {
    const sealing = opened?.sealings.get(name);
    return opened && sealing && { ...opened, sealing };
  }
  type On = NonNullable<ReturnType<typeof on>>;

  /** What was asked for before `close` is done before it: a first write of an owner makes his key on its way. */
  function through<T>(work: () => Promise<T>): Promise<T> {
    const promise = work();
    const settled: Promise<unknown> = promise.then(
      () => under.delete(settled),
      () => under.delete(settled),
    );
    under.add(settled);
    return promise;
  }

  async function readAll<T extends { readonly doc: Doc }>(
    to: On,
    stored: readonly T[],
  ): Promise<(T | undefined)[]> {
    const keys = await to.ring.byId(stored.flatMap(({ doc }) => keyIdsIn(to.sealing, doc)));
    return stored.map((one) => {
      const doc = unsealDoc(to.sealing, one.doc, keys);
      return doc && { ...one, doc };
    });
  }

  const read = async <T extends { readonly doc: Doc }>(
    to: On,
    stored: T | undefined,
  ): Promise<T | undefined> => stored && (await readAll(to, [stored]))[0];

  /** Seals at once where the keys are remembered; else the documents are taken as they are at the call. */
  async function sealAll(to: On, docs: readonly Doc[]): Promise<Doc[]> {
    const owners = docs.map(to.sealing.ownerOf);
    const known = to.ring.remembered(owners);
    const taken = known ? docs : structuredClone(docs);
    const keys = known ?? (await to.ring.current(owners));
    return taken.map((doc, at) => sealDoc(to.sealing, doc, keyOf(keys, owners[at]), to.tokens));
  }

  async function insert(to: On, docs: readonly Doc[]): Promise<boolean[]> {
    const { name, erased } = to.sealing;
    const sealed = await sealAll(to, docs);
    const inserted = await inner.insertIfAbsent(name, sealed);
    if (erased) return inserted;
    // A document whose key was destroyed counts as gone: it makes room, for one newcomer alone.
    for (const [at, doc] of sealed.entries()) {
      if (inserted[at]) continue;
      const there = await inner.get(name, doc.id);
      if (!there || (await read(to, there))) continue;
      inserted[at] = await inner.replace(name, doc, { version: there.version });
    }
    return inserted;
  }

  async function update(to: On, id: string, given: Fields, where?: Where): Promise<boolean> {
    const { name } = to.sealing;
    const set = structuredClone(given);
    if (Object.hasOwn(set, 'id'))
      throw new Error('The id of a document never changes: leave it out of what is set.');
    for (let tries = 0; tries < MOST_TRIES; tries += 1) {
      const stored = await getWhere(name, id, where);
      const found = await read(to, stored);
      if (!found) return false;
      if (!to.sealing.changesWords(set)) {
        const owner = to.sealing.ownerOf(found.doc);
        const key = keyOf(await to.ring.current([owner]), owner);
        return inner.update(name, id, sealFields(to.sealing, id, set, key), where);
      }
      // The words are made of the whole document, so the whole is replaced, as long as it is the one that was read.
      const [next] = await sealAll(to, [{ ...found.doc, ...set }]);
      if (next && (await inner.replace(name, next, { version: found.version }))) return true;
    }
    throw new Error(`${name} / ${id} changed ${MOST_TRIES} times while it was being updated`);
  }

  async function getWhere(name: string, id: string, where: Where | undefined): Promise<Stored | undefined> {
    if (!where) return inner.get(name, id);
    if (Object.hasOwn(where, 'id'))
      throw new Error('The document is named already: leave the id out of the filter.');
    return (await inner.find(name, { where: { ...where, id }, sort: [], limit: 1 }))[0];
  }

  /** Documents that count as gone leave gaps in a page, which are filled from the next. */
  async function find(to: On, query: Query): Promise<Stored[]> {
    const { name } = to.sealing;
    const words = query.words && soughtTokens({ collection: name, secret: to.tokens }, query.words);
    if (query.peek) {
      const page = await inner.find(name, { ...query, words });
      return page.map((one) => ({ ...one, doc: withoutSealed(to.sealing, one.doc) }));
    }
    const found: Stored[] = [];
    let { after } = query;
    for (let pages = 0; pages < MOST_PAGES; pages += 1) {
      const limit = query.limit - found.length;
      const page = await inner.find(name, { ...query, words, after, limit });
      for (const one of await readAll(to, page)) if (one) found.push(one);
      if (page.length < limit || found.length === query.limit) break;
      after = page.at(-1)?.cursor;
    }
    return found;
  }

  return {
    open: async (specs) => {
      await inner.open(storedSpecs(specs));
      const opening = await openSealing(inner, deps, settings, specs);
      await sealWhatIsThere(opening, [...opening.sealings.values()]);
      opened = opening;
    },
    sealed: () => {
      if (!opened) throw new Error('The store is not open.');
      return opened;
    },
    insertIfAbsent: (name, docs) =>
      through(async () => {
        const to = on(name);
        return to ? insert(to, docs) : inner.insertIfAbsent(name, docs);
      }),
    get: (name, id) =>
      through(async () => {
        const to = on(name);
        const stored = await inner.get(name, id);
        return to ? read(to, stored) : stored;
      }),
    replace: (name, doc, expected) =>
      through(async () => {
        const to = on(name);
        const [sealed] = to ? await sealAll(to, [doc]) : [];
        return inner.replace(name, sealed ?? doc, expected);
      }),
    update: (name, id, set, where) =>
      through(async () => {
        const to = on(name);
        return !to || isPlain(to, set) ? inner.update(name, id, set, where) : update(to, id, set, where);
      }),
    updateEach: (name, changes) =>
      through(async () => {
        const to = on(name);
        if (!to || changes.every(({ set }) => isPlain(to, set))) return inner.updateEach(name, changes);
        const changed = await Promise.all(changes.map(({ id, set, where }) => update(to, id, set, where)));
        return changed.filter(Boolean).length;
      }),
    mark: (name, changes) =>
      through(async () => {
        const to = on(name);
        if (to && !changes.every(({ set }) => isPlain(to, set)))
          throw new Error(`A mark on "${name}" sets what is sealed or searched: use update.`);
        await inner.mark(name, changes);
      }),
    updateMany: (name, ids, set, where) =>
      through(async () => {
        const to = on(name);
        if (!to || isPlain(to, set)) return inner.updateMany(name, ids, set, where);
        const changed = await Promise.all([...new Set(ids)].map((id) => update(to, id, set, where)));
        return changed.filter(Boolean).length;
      }),
    find: (name, query) =>
      through(async () => {
        const to = on(name);
        return to ? find(to, query) : inner.find(name, query);
      }),
    count: (name, where) => through(() => inner.count(name, where)),
    groupCount: (name, field, where) => through(() => inner.groupCount(name, field, where)),
    delete: (name, id, where) => through(() => inner.delete(name, id, where)),
    lease: (name, id, ms, epoch) =>
      through(async () => {
        const to = on(name);
        const lease = await inner.lease(name, id, ms, epoch);
        if (!to || typeof lease === 'string') return lease;
        const found = await read(to, lease);
        if (found) return found;
        await inner.release(name, id, lease.epoch);
        return 'absent';
      }),
    release: (name, id, epoch, set) =>
      through(async () => {
        const to = on(name);
        if (to && set && !isPlain(to, set))
          throw new Error(`A release on "${name}" sets what is sealed or searched: use replace.`);
        return inner.release(name, id, epoch, set);
      }),
    // As it is stored: what is sealed stays sealed.
    snapshot: () => inner.snapshot(),
    check: () => inner.check(),
    close: async () => {
      await Promise.all(under);
      await inner.close();
    },
  };
}

/** Nothing of it has to be sealed, and no words are made of it. */
const isPlain = ({ sealing }: { readonly sealing: Sealing }, set: Fields): boolean =>
  !needsKey(sealing, set) && !sealing.changesWords(set);

function keyOf<K>(keys: ReadonlyMap<string, K>, owner: string | undefined): K {
  const key = keys.get(owner ?? '');
  if (key === undefined) throw new Error('a key was not loaded');
  return key;
}
