import { dropCourtesy } from './drop-courtesy';
import { readWords, type Word } from './words';

/** How much longer than the phrase a message may be before it is not even looked at. */
const ornament = 200;

export type SameOptions = { readonly marks?: boolean };

/**
 * Whether the whole message says the phrase: case, marks, spacing, punctuation, emoji and a "dạ" or
 * "ạ" around it do not matter. With `marks`, the marks must be those of the phrase: "dung" is then
 * not "dừng". A message that merely contains the phrase is never the same.
 */
export const sameMessage = (typed: string, phrase: string, options: SameOptions = {}): boolean =>
  messageIs(typed)(phrase, options);

/** The same for many phrases: the message is read once. */
export function messageIs(typed: string): (phrase: string, options?: SameOptions) => boolean {
  let said: readonly Spelled[] | undefined;
  return (phrase, { marks = false } = {}) => {
    if (typed.length > phrase.length + ornament) return false;
    const meant = spelledPhrase(phrase);
    if (meant.folded === '') return typed.trim() !== '' && typed.trim() === phrase.trim();
    said ??= ways(typed);
    return said.some((way) => (marks ? way.marked === meant.marked : way.folded === meant.folded));
  };
}

type Spelled = { readonly marked: string; readonly folded: string };

const ways = (typed: string): readonly Spelled[] => {
  const words = readWords(typed);
  return [spell(words), spell(dropCourtesy(words))];
};

const spell = (words: readonly Word[]): Spelled => ({
  marked: words.map((word) => word.marked).join(' '),
  // Without spaces: "gapcanbo" is "gặp cán bộ".
  folded: words.map((word) => word.folded).join(''),
});

/** Phrases come from the flows and are few; the cap only keeps a mistake from filling memory. */
const spelled = new Map<string, Spelled>();
const MOST_PHRASES = 2_000;

function spelledPhrase(phrase: string): Spelled {
  const known = spelled.get(phrase);
  if (known) return known;
  const made = spell(readWords(phrase));
  if (spelled.size >= MOST_PHRASES) spelled.clear();
  spelled.set(phrase, made);
  return made;
}
