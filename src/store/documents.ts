/**
 * The Documents port: all that the system asks of a database. Two adapters satisfy it (`sqlite/` and, on the service
 * profile, `mongo/`); `sealing/` stands in front of either and satisfies it too. Everything else is written once over it.
 *
 * Every write is durable when its promise resolves, leases aside. Several documents of one call may be written one by
 * one: after a crash some may be there and others not. @throws StoreAway where the database cannot be reached.
 */
export interface Documents {
  /** Makes tables and indexes that are missing. Called once, before anything else. */
  open(specs: readonly CollectionSpec[]): Promise<void>;

  /**
   * Inserts each document, as version 1, unless its id, or a unique index, is taken already. One round trip
   * for all of them.
   * @returns for each document, in order, whether it was inserted.
   */
  insertIfAbsent(collection: string, docs: readonly Doc[]): Promise<boolean[]>;

  get(collection: string, id: string): Promise<Stored | undefined>;

  /**
   * Replaces a document where its version still is `version` and, when `epoch` is given, where that lease is still
   * the newest. @returns whether it did; the stored version is then `version + 1`.
   */
  replace(collection: string, doc: Doc, expected: Expected): Promise<boolean>;

  /**
   * Sets top-level fields of one document where the filter (if any) holds, which makes a new version of it; a field set
   * to undefined is removed. @returns whether it did.
   */
  update(collection: string, id: string, set: Fields, where?: Where): Promise<boolean>;

  /**
   * Like `update`, for several documents, each with its own fields and filter, in one round trip.
   * @returns how many changed
   */
  updateEach(collection: string, changes: readonly Change[]): Promise<number>;

  /**
   * Like `updateEach`, for what can be found out again: a crash of the database may forget it. No words are made anew.
   */
  mark(collection: string, changes: readonly Change[]): Promise<void>;

  /** Like `update`, on many documents in one durable write. @returns how many changed. */
  updateMany(collection: string, ids: readonly string[], set: Fields, where?: Where): Promise<number>;

  /** Finds by declared indexes. `after` is the `cursor` of the last document of the page before. */
  find(collection: string, query: Query): Promise<Stored[]>;

  count(collection: string, where: Where): Promise<number>;

  /** Counts documents by the value of an indexed field. */
  groupCount(collection: string, field: string, where: Where): Promise<Map<Scalar, number>>;

  delete(collection: string, id: string, where?: Where): Promise<boolean>;

  /**
   * Takes the lease on a document for `ms`, by the store's own clock, if nobody holds it. Each lease has a higher
   * epoch than the one before, so `replace` can turn away a holder that slept through its time.
   * `epoch` given: prolongs that lease instead, if it is still the newest and was not released. The version of the
   * document stays as it is.
   */
  lease(collection: string, id: string, ms: number, epoch?: number): Promise<Lease | 'held' | 'absent'>;
  /**
   * Gives a lease back, if it is still the newest. The same write sets `set`, if anything, which then makes a new
   * version of the document. A crash of the database may forget it all, so it must be what whoever holds the document
   * next can do again. @returns whether it was the newest
   */
  release(collection: string, id: string, epoch: number, set?: Fields): Promise<boolean>;

  /** Every document of every collection as it stands, all of one moment, also while others write. */
  snapshot(): AsyncIterable<{ readonly collection: string; readonly doc: Doc }>;

  /** Resolves when the database answers. @throws StoreAway */
  check(): Promise<void>;

  close(): Promise<void>;
}

export type Expected = { readonly version: number; readonly epoch?: number };
export type Scalar = string | number | boolean | null;
/** JSON data with an id. Fields named in an index hold scalars (or nothing). */
export type Doc = { readonly id: string };
export type Stored = { readonly doc: Doc; readonly version: number; readonly cursor: string };
export type Fields = Readonly<Record<string, unknown>>;
/** Fields to set on one document, where the filter holds. */
export type Change = { readonly id: string; readonly set: Fields; readonly where?: Where };
export type Lease = { readonly epoch: number; readonly doc: Doc; readonly version: number };

/** All conditions hold. A missing field counts as null. A range holds values of the type of its bounds only. */
export type Where = Readonly<Record<string, Scalar | Range | { readonly in: readonly Scalar[] }>>;
export type Range = {
  readonly gt?: string | number;
  readonly gte?: string | number;
  readonly lt?: string | number;
  readonly lte?: string | number;
};

export type Query = {
  readonly where: Where;
  /**
   * Indexed fields; the id always decides last, in the direction of the last field. A leading minus sorts downwards.
   * Upwards: missing or null, numbers, texts, false, true.
   */
  readonly sort: readonly string[];
  readonly limit: number;
  readonly after?: string;
  /** The document must hold every one, the last as a beginning. */
  readonly words?: readonly string[];
  /** Sealed fields are left out: for whoever needs no more, and must not stumble over one that is damaged. */
  readonly peek?: boolean;
};

/** What a collection declares of itself. */
export type CollectionSpec = {
  readonly name: string;
  /** Fields that `where` and `sort` may name (as they may the id), in the order of use. */
  readonly indexes: readonly (readonly string[])[];
  /** A document that lacks one of the fields of such an index is not held against any other. */
  readonly unique?: readonly (readonly string[])[];
  /** What a citizen wrote or who he is: never stored readable. */
  readonly sealed?: Sealed;
  /**
   * The words that a document is found by. One with a colon in it, e.g. `phone:+84912345678`, is looked for whole,
   * never by its beginning.
   */
  readonly searched?: (doc: never) => readonly string[];
  /** The fields that the words are made of; an update of others leaves the words alone. Without it: any. */
  readonly searchedIn?: readonly string[];
  /** Documents here are leased (see `Documents.lease`). */
  readonly leased?: boolean;
};

export type Sealed = {
  /** Top-level fields; none of them may be indexed. */
  readonly fields: readonly string[];
  /** The field that names the conversation or case whose data key seals them; set once, never changed. */
  readonly keyOf: string;
  /** What the fields read as once that key was destroyed; without it, such a document counts as gone. */
  readonly erased?: Fields;
};

/** Files of any size, beside the documents. */
export interface Blobs {
  /** Stores the whole content durably, or nothing. */
  put(id: string, content: Uint8Array): Promise<void>;
  get(id: string): Promise<Uint8Array | undefined>;
  delete(id: string): Promise<void>;
  ids(): AsyncIterable<string>;
}
