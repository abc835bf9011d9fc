import { createHmac } from 'node:crypto';

/** The field of a stored document that holds its search tokens. Nobody outside sees it. */
export const WORDS = 'searchTokens';

/**
 * What the store searches instead of words: keyed, so that nobody reads or guesses a word from them. They tell which
 * documents share a word, and nothing else. 72 bits, so that two words practically never share a token.
 */
const TOKEN_BYTES = 9;
/** A longer beginning is looked up by its first letters: a few more documents may be found, never fewer. */
const LONGEST_BEGINNING = 12;

/** Raised when other words or tokens are made than before: the documents that are there get theirs anew. */
export const WORDS_VERSION = 1;

type Part = 'whole' | 'word' | 'beginning';
export type TokenKey = { readonly collection: string; readonly secret: Buffer };

/** The tokens of a document: of each word, and of each of its beginnings, for the word that is still being typed. */
export function tokensOf(key: TokenKey, words: readonly string[]): string[] {
  const tokens = new Set<string>();
  const beginnings = new Set<string>();
  for (const word of words) {
    if (word === '') continue;
    tokens.add(token(key, isWhole(word) ? 'whole' : 'word', word));
    if (isWhole(word)) continue;
    const letters = Array.from(word).slice(0, LONGEST_BEGINNING);
    letters.forEach((_, at) => beginnings.add(letters.slice(0, at + 1).join('')));
  }
  for (const beginning of beginnings) tokens.add(token(key, 'beginning', beginning));
  return [...tokens];
}

/** What to look for: every word whole, the last as a beginning. */
export const soughtTokens = (key: TokenKey, words: readonly string[]): string[] =>
  words.filter(Boolean).map((word, at, all) => {
    if (isWhole(word)) return token(key, 'whole', word);
    if (at < all.length - 1) return token(key, 'word', word);
    return token(key, 'beginning', Array.from(word).slice(0, LONGEST_BEGINNING).join(''));
  });

/** `phone:+84912345678` */
const isWhole = (word: string): boolean => word.includes(':');

/** People use the same words again and again, and a case is written several times. */
const made = new WeakMap<Buffer, Map<string, string>>();
const MOST_REMEMBERED = 20_000;

function token({ collection, secret }: TokenKey, part: Part, word: string): string {
  const text = JSON.stringify([collection, part, word]);
  const known = made.get(secret) ?? new Map<string, string>();
  made.set(secret, known);
  const before = known.get(text);
  if (before !== undefined) return before;
  const digest = createHmac('sha256', secret).update(text).digest();
  const fresh = digest.subarray(0, TOKEN_BYTES).toString('base64url');
  if (known.size >= MOST_REMEMBERED) known.clear();
  known.set(text, fresh);
  return fresh;
}
