import { createSecretKey, hkdfSync, randomBytes } from 'node:crypto';
import type { SpecOf } from '../collection';
import type { CollectionSpec } from '../documents';
import { keyIdOf, seal, SealBroken, type SealKey, unseal } from './seal';

/**
 * A data key, wrapped by a master key; or, under the id `root`, the secret that ids and search tokens are made with.
 * A key that was destroyed stays as an empty row, so that what it sealed is known to be gone and not damaged.
 */
export type KeyDoc = {
  readonly id: string;
  /** The conversation or case whose text it seals; empty for what belongs to none; null for the root. */
  readonly owner: string | null;
  /** New text of the owner is sealed with it. Null once it is retired, so that an owner has at most one such key. */
  readonly current: true | null;
  readonly wrapped: string | null;
  /** Which master key wraps it. */
  readonly masterId: string | null;
  readonly retiredAt: number | null;
  readonly destroyedAt: number | null;
};

export const keysSpec: SpecOf<KeyDoc> = {
  name: 'keys',
  indexes: [['masterId']],
  unique: [['owner', 'current']],
};

/** Which collections hold nothing unsealed, and what was sealed in them. */
export type SealedCollectionDoc = { readonly id: string; readonly shape: string };
export const sealedCollectionsSpec: SpecOf<SealedCollectionDoc> = { name: 'sealed-collections', indexes: [] };

/** What the store holds besides the collections that are sealed. */
export const keySpecs: readonly CollectionSpec[] = [keysSpec, sealedCollectionsSpec];

export const ROOT = 'root';

/** The master keys that this process knows. */
export type Masters = { readonly present: SealKey; readonly previous: SealKey | undefined };

export const mastersOf = (present: Buffer, previous: Buffer | undefined): Masters => ({
  present: masterOf(present),
  previous: previous && masterOf(previous),
});

/** Its id says which master key it is, and nothing of the key. */
const masterOf = (bytes: Buffer): SealKey => ({
  id: derive(bytes, 'master-id').subarray(0, 8).toString('hex'),
  secret: createSecretKey(derive(bytes, 'wrap')),
});

export const derive = (secret: Buffer, use: string): Buffer =>
  Buffer.from(hkdfSync('sha256', secret, Buffer.alloc(0), `tiep-nhan|sealing|${use}`, 32));

/** A new key of 32 random bytes for an owner. */
export function newKeyDoc(masters: Masters, owner: string): { doc: KeyDoc; key: SealKey } {
  const secret = randomBytes(32);
  const id = randomBytes(12).toString('base64url');
  return { doc: keyDoc(masters, { id, owner, current: true }, secret), key: sealKey(id, secret) };
}

export const rootDoc = (masters: Masters, secret: Buffer): KeyDoc =>
  keyDoc(masters, { id: ROOT, owner: null, current: null }, secret);

const keyDoc = (
  { present }: Masters,
  fields: Pick<KeyDoc, 'id' | 'owner' | 'current'>,
  secret: Buffer,
): KeyDoc => ({
  ...fields,
  wrapped: seal(present, placeOf(fields), secret),
  masterId: present.id,
  retiredAt: null,
  destroyedAt: null,
});

/** @returns undefined where the key was destroyed. @throws SealBroken */
export function unwrap(masters: Masters, doc: KeyDoc): Buffer | undefined {
  if (doc.wrapped === null) return undefined;
  const masterId = keyIdOf(doc.wrapped);
  const master = [masters.present, masters.previous].find((known) => known?.id === masterId);
  if (!master)
    throw new SealBroken('A key is wrapped by a master key that this process was not given: see MASTER_KEY.');
  return unseal(master, placeOf(doc), doc.wrapped);
}

/** The same key, wrapped by the present master key. @throws SealBroken */
export function rewrap(masters: Masters, doc: KeyDoc): KeyDoc {
  const secret = unwrap(masters, doc);
  if (!secret) return doc;
  const { present } = masters;
  return { ...doc, wrapped: seal(present, placeOf(doc), secret), masterId: present.id };
}

/** A wrapped key names its owner, so that nobody can give one citizen's key to another. */
const placeOf = ({ id, owner }: Pick<KeyDoc, 'id' | 'owner'>) => ['keys', id, 'wrapped', owner ?? ''];

export const sealKey = (id: string, secret: Buffer): SealKey => ({ id, secret: createSecretKey(secret) });
