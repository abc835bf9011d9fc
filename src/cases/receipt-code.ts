/** Crockford's base 32: no I, L, O, U, so that a code survives being read aloud or copied by hand. */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const payloadLength = 10;
const codeLength = payloadLength + 1;

/**
 * The code that a citizen keeps, from 50 bits of the given random bytes: `7K2M-9QRS-TVW`. It tells nothing of kind,
 * date or order. The last character checks the others.
 */
export function receiptCode(bytes: Uint8Array): string {
  if (bytes.length < 7) throw new RangeError('a receipt code takes at least 7 random bytes');
  let bits = 0n;
  for (const byte of bytes.subarray(0, 7)) bits = (bits << 8n) | BigInt(byte);
  bits >>= 6n;
  const values = Array.from({ length: payloadLength }, (_, at) =>
    Number((bits >> BigInt(5 * (payloadLength - 1 - at))) & 31n),
  );
  return show([...values, checkOf(values)]);
}

/**
 * Reads a code that somebody was asked for, however it is typed: small letters, other dashes or none, spaces, O for 0,
 * I or L for 1, full-width letters, words around it. @returns the code as it is shown, if there is a right one.
 */
export function parseReceiptCode(text: string): string | undefined {
  return findReceiptCode(text) ?? firstRight(windows(wordsOf(text)));
}

/**
 * Finds a code in a message that may be about anything. Stricter than `parseReceiptCode`, for one in 32 phone numbers
 * of eleven digits would pass the check: the letters must stand in one piece or as 4-4-3, and hold a letter.
 */
export function findReceiptCode(text: string): string | undefined {
  return firstRight(windows(wordsOf(text)).filter(looksLikeCode));
}

function looksLikeCode(window: readonly Word[]): boolean {
  const joined = window.map((word) => word.text).join('');
  const shape = window.map((word) => word.text.length).join('-');
  if (!/[A-Z]/.test(joined)) return false;
  if (shape !== '11' && shape !== '4-4-3') return false;
  // Letters alone may be ordinary words, unless somebody set them as a code is set.
  return /\d/.test(joined) || (shape === '4-4-3' && window.slice(1).every((word) => word.dashed));
}

type Word = {
  readonly text: string;
  /** A dash, and no space, stands before it. */ readonly dashed: boolean;
};

function wordsOf(text: string): Word[] {
  const plain = text
    .normalize('NFKC')
    .replace(/[\u200B-\u200D\u2060\uFEFF]/g, '')
    .toUpperCase();
  let end = 0;
  // Only words are looked for: a text of nothing but spaces would be gone over from each of them again.
  return Array.from(plain.matchAll(/[\p{L}\p{M}\p{N}]+/gu), ({ 0: text, index }) => {
    const between = plain.slice(end, index).trim();
    end = index + text.length;
    return { text, dashed: /^[\p{Pd}\u2212_]$/u.test(between) };
  });
}

/** Every run of neighbouring words that is as long as a code. */
function windows(words: readonly Word[]): Word[][] {
  const found: Word[][] = [];
  for (let start = 0; start < words.length; start++) {
    let length = 0;
    for (let end = start; end < words.length && length < codeLength; end++) {
      length += words[end]?.text.length ?? 0;
      if (length === codeLength) found.push(words.slice(start, end + 1));
    }
  }
  return found;
}

function firstRight(candidates: readonly (readonly Word[])[]): string | undefined {
  for (const window of candidates) {
    const joined = window.map((word) => word.text).join('');
    const values = [...joined.replaceAll('O', '0').replace(/[IL]/g, '1')].map((char) =>
      alphabet.indexOf(char),
    );
    if (values.length !== codeLength || values.includes(-1)) continue;
    if (checkOf(values.slice(0, payloadLength)) === values[payloadLength]) return show(values);
  }
  return undefined;
}

/**
 * A weighted sum over the field of 32 elements: each place weighs another power of a generator, so every single wrong
 * character and every swap of two different ones, neighbours or not, changes it. Luhn's scheme misses some swaps.
 */
function checkOf(values: readonly number[]): number {
  return values.reduce((sum, value) => double(sum ^ value), 0);
}

/** Multiplies by the generator x, modulo x^5 + x^2 + 1. */
const double = (value: number): number => (value & 16 ? ((value << 1) & 31) ^ 5 : value << 1);

function show(values: readonly number[]): string {
  const chars = values.map((value) => alphabet[value]).join('');
  return `${chars.slice(0, 4)}-${chars.slice(4, 8)}-${chars.slice(8)}`;
}
