import { createCipheriv, createDecipheriv, randomBytes, type KeyObject } from 'node:crypto';

/** A key with the name that stands beside everything it seals. */
export type SealKey = { readonly id: string; readonly secret: KeyObject };

/** Where a sealed value stands, e.g. collection, document and field: it cannot be opened anywhere else. */
export type Place = readonly string[];

/** Something sealed was changed, moved or replaced, or its key is not there. The message repeats no content. */
export class SealBroken extends Error {
  override readonly name = 'SealBroken';
}

const VERSION = 'v1';
const CIPHER = 'aes-256-gcm';
const IV_BYTES = 12;
const TAG_BYTES = 16;

/** @returns `v1.<key id>.<base64url of iv, ciphertext and tag>` */
export const seal = (key: SealKey, place: Place, plain: string | Uint8Array): string =>
  `${VERSION}.${key.id}.${sealBytes(key, place, plain).toString('base64url')}`;

/** @throws SealBroken */
export function unseal(key: SealKey, place: Place, sealed: string): Buffer {
  const [version, keyId, text = '', ...rest] = sealed.split('.');
  const bytes = Buffer.from(text, 'base64url');
  // Buffer.from overlooks stray characters and bits: each sealed value has one spelling, and no other is taken.
  const isExact = bytes.toString('base64url') === text;
  if (version !== VERSION || keyId !== key.id || rest.length > 0 || !isExact) throw broken(place);
  return unsealBytes(key, place, bytes);
}

/** The id of the key that a text was sealed with; undefined for anything that is not sealed. */
export const keyIdOf = (value: unknown): string | undefined =>
  typeof value === 'string' ? /^v1\.([A-Za-z0-9_-]{8,64})\.[A-Za-z0-9_-]{38,}$/.exec(value)?.[1] : undefined;

/** @returns iv, ciphertext and tag */
export function sealBytes(key: SealKey, place: Place, plain: string | Uint8Array): Buffer {
  const iv = nextIv();
  const cipher = createCipheriv(CIPHER, key.secret, iv, { authTagLength: TAG_BYTES });
  cipher.setAAD(authenticated(key, place));
  // The types tell texts and bytes apart, the cipher does not.
  const body = typeof plain === 'string' ? cipher.update(plain, 'utf8') : cipher.update(plain);
  return Buffer.concat([iv, body, cipher.final(), cipher.getAuthTag()]);
}

const IVS_AT_ONCE = 512;
let ivs = Buffer.alloc(0);

/** Each is used once. Asking the system for many at a time costs a tenth. */
function nextIv(): Buffer {
  if (ivs.length === 0) ivs = randomBytes(IV_BYTES * IVS_AT_ONCE);
  const iv = ivs.subarray(0, IV_BYTES);
  ivs = ivs.subarray(IV_BYTES);
  return iv;
}

/** @throws SealBroken */
export function unsealBytes(key: SealKey, place: Place, sealed: Uint8Array): Buffer {
  if (sealed.length < IV_BYTES + TAG_BYTES) throw broken(place);
  const end = sealed.length - TAG_BYTES;
  const decipher = createDecipheriv(CIPHER, key.secret, sealed.subarray(0, IV_BYTES), {
    authTagLength: TAG_BYTES,
  });
  decipher.setAAD(authenticated(key, place));
  decipher.setAuthTag(sealed.subarray(end));
  try {
    return Buffer.concat([decipher.update(sealed.subarray(IV_BYTES, end)), decipher.final()]);
  } catch {
    throw broken(place);
  }
}

/** JSON keeps the parts apart whatever they hold, lone surrogates too. */
const authenticated = (key: SealKey, place: Place): Buffer =>
  Buffer.from(JSON.stringify([VERSION, key.id, ...place]));

export const broken = (place: Place): SealBroken =>
  new SealBroken(
    `What is sealed at ${place.join(' / ')} cannot be opened: it was changed, or does not belong there.`,
  );
