import { randomBytes } from 'node:crypto';

/** No letter that is taken for another one when read aloud or copied from paper. */
const alphabet = '23456789abcdefghjkmnpqrstvwxyz';

/** A password to hand over once: four groups of four, about 78 bits. */
export function oneTimePassword(): string {
  const chars: string[] = [];
  while (chars.length < 16) {
    for (const byte of randomBytes(32)) {
      // Bytes past the last whole round of the alphabet would make its first letters likelier.
      if (byte < alphabet.length * 8 && chars.length < 16) chars.push(alphabet[byte % alphabet.length] ?? '');
    }
  }
  return (chars.join('').match(/.{4}/g) ?? []).join('-');
}
