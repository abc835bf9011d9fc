import type { CollectionSpec, Documents } from '../documents';
import { keySpecs } from './keys';

const isKeys = (name: string): boolean => keySpecs.some((spec) => spec.name === name);

/**
 * Two stores as one: the keys in a store of their own. Copies of the documents then hold no keys, so that with the
 * newest keys all that a destroyed one sealed is dark in the oldest copy.
 */
export function keysApart(documents: Documents, keys: Documents): Documents {
  const of = (name: string): Documents => (isKeys(name) ? keys : documents);
  return {
    open: async (specs) => {
      const [own, others] = partition(specs);
      await documents.open(others);
      await keys.open(own);
    },
    insertIfAbsent: (name, docs) => of(name).insertIfAbsent(name, docs),
    get: (name, id) => of(name).get(name, id),
    replace: (name, doc, expected) => of(name).replace(name, doc, expected),
    update: (name, id, set, where) => of(name).update(name, id, set, where),
    updateEach: (name, changes) => of(name).updateEach(name, changes),
    mark: (name, changes) => of(name).mark(name, changes),
    updateMany: (name, ids, set, where) => of(name).updateMany(name, ids, set, where),
    find: (name, query) => of(name).find(name, query),
    count: (name, where) => of(name).count(name, where),
    groupCount: (name, field, where) => of(name).groupCount(name, field, where),
    delete: (name, id, where) => of(name).delete(name, id, where),
    lease: (name, id, ms, epoch) => of(name).lease(name, id, ms, epoch),
    release: (name, id, epoch, set) => of(name).release(name, id, epoch, set),
    snapshot: async function* () {
      yield* documents.snapshot();
      // After the documents: every key that one of them needs is there.
      yield* keys.snapshot();
    },
    check: async () => {
      await documents.check();
      await keys.check();
    },
    close: async () => {
      await documents.close();
      await keys.close();
    },
  };
}

const partition = (specs: readonly CollectionSpec[]) =>
  [specs.filter(({ name }) => isKeys(name)), specs.filter(({ name }) => !isKeys(name))] as const;
