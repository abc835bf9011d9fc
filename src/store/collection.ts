import type {
  Change,
  CollectionSpec,
  Doc,
  Documents,
  Expected,
  Lease,
  Query,
  Scalar,
  Sealed,
  Stored,
  Where,
} from './documents';

/** A collection's declaration, with its text taken from documents of the right type. */
export type SpecOf<T extends Doc> = Omit<CollectionSpec, 'searched' | 'sealed'> & {
  readonly searched?: (doc: T) => readonly string[];
  readonly sealed?: Sealed & { readonly keyOf: keyof T & string; readonly erased?: FieldsOf<T> };
};

export type StoredOf<T extends Doc> = Omit<Stored, 'doc'> & { readonly doc: T };
export type LeaseOf<T extends Doc> = Omit<Lease, 'doc'> & { readonly doc: T };
export type FieldsOf<T extends Doc> = Partial<Omit<T, 'id'>>;
export type ChangeOf<T extends Doc> = Change & { readonly set: FieldsOf<T> };

/** One collection of the Documents port, with its documents' type. What each operation promises is said there. */
export type Collection<T extends Doc> = {
  insertIfAbsent(docs: readonly T[]): Promise<boolean[]>;
  get(id: string): Promise<StoredOf<T> | undefined>;
  replace(doc: T, expected: Expected): Promise<boolean>;
  update(id: string, set: FieldsOf<T>, where?: Where): Promise<boolean>;
  updateEach(changes: readonly ChangeOf<T>[]): Promise<number>;
  mark(changes: readonly ChangeOf<T>[]): Promise<void>;
  updateMany(ids: readonly string[], set: FieldsOf<T>, where?: Where): Promise<number>;
  find(query: Query): Promise<StoredOf<T>[]>;
  /** Like `find`, without the sealed fields. */
  peek(query: Query): Promise<StoredOf<Doc & Partial<T>>[]>;
  count(where: Where): Promise<number>;
  groupCount(field: keyof T & string, where: Where): Promise<Map<Scalar, number>>;
  delete(id: string, where?: Where): Promise<boolean>;
  lease(id: string, ms: number, epoch?: number): Promise<LeaseOf<T> | 'held' | 'absent'>;
  release(id: string, epoch: number, set?: FieldsOf<T>): Promise<boolean>;
};

/** The store gives back what was put in, so its documents are taken to be of the collection's type. */
export function collection<T extends Doc>(documents: Documents, spec: SpecOf<T>): Collection<T> {
  const { name } = spec;
  return {
    insertIfAbsent: (docs) => documents.insertIfAbsent(name, docs),
    get: async (id) => (await documents.get(name, id)) as StoredOf<T> | undefined,
    replace: (doc, expected) => documents.replace(name, doc, expected),
    update: (id, set, where) => documents.update(name, id, set, where),
    updateEach: (changes) => documents.updateEach(name, changes),
    mark: (changes) => documents.mark(name, changes),
    updateMany: (ids, set, where) => documents.updateMany(name, ids, set, where),
    find: async (query) => (await documents.find(name, query)) as StoredOf<T>[],
    peek: async (query) =>
      (await documents.find(name, { ...query, peek: true })) as StoredOf<Doc & Partial<T>>[],
    count: (where) => documents.count(name, where),
    groupCount: (field, where) => documents.groupCount(name, field, where),
    delete: (id, where) => documents.delete(name, id, where),
    lease: async (id, ms, epoch) =>
      (await documents.lease(name, id, ms, epoch)) as LeaseOf<T> | 'held' | 'absent',
    release: (id, epoch, set) => documents.release(name, id, epoch, set),
  };
}
