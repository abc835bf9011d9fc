import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

/** Where a line belongs. Sealed into it, so that it opens nowhere else. */
export type Place = { readonly segment: string; readonly number: number };

const IV_BYTES = 12;
const TAG_BYTES = 16;

/** One record as a line without its end: `<number>.<base64 of iv, ciphertext and tag>`, AES-256-GCM. */
export function sealLine(key: Buffer, place: Place, text: string): string {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key, iv);
  cipher.setAAD(aadOf(place));
  const sealed = Buffer.concat([iv, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]);
  return `${place.number}.${sealed.toString('base64')}`;
}

/** @returns undefined when this is no line of that segment, or not the line that was written there. */
export function openLine(
  key: Buffer,
  segment: string,
  line: string,
): { readonly number: number; readonly text: string } | undefined {
  const [, digits = '', base64 = ''] = /^(\d{1,9})\.([A-Za-z0-9+/]+={0,2})$/.exec(line) ?? [];
  const sealed = Buffer.from(base64, 'base64');
  if (sealed.length < IV_BYTES + TAG_BYTES) return undefined;
  const number = Number(digits);
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, IV_BYTES), {
      authTagLength: TAG_BYTES,
    });
    decipher.setAAD(aadOf({ segment, number }));
    decipher.setAuthTag(sealed.subarray(-TAG_BYTES));
    const text = Buffer.concat([decipher.update(sealed.subarray(IV_BYTES, -TAG_BYTES)), decipher.final()]);
    return { number, text: text.toString('utf8') };
  } catch {
    return undefined;
  }
}

/** How many bytes `text` takes in a file, give or take a few. */
export const lineBytes = (text: string): number =>
  Math.ceil((IV_BYTES + TAG_BYTES + Buffer.byteLength(text)) / 3) * 4 + 8;

const aadOf = ({ segment, number }: Place): Buffer => Buffer.from(`${segment}|${number}`);
