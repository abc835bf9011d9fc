import { dropCourtesy } from './drop-courtesy';
import { readWords, type Word } from './words';

/** How much longer than the phrase a message may be before it is not even looked at. */
const ornament = 200;

/**
 * Whether the whole message says the phrase: case, marks, spacing, punctuation, emoji and a "dạ" or
 * "ạ" around it do not matter. With `marks`, the marks must be those of the phrase: "dung" is then
 * not "dừng". A message that merely contains the phrase is never the same.
 */
export function sameMessage(typed: string, phrase: string, options: { marks?: boolean } = {}): boolean {
  if (typed.length > phrase.length + ornament) return false;
  const said = readWords(typed);
  const meant = readWords(phrase);
  if (meant.length === 0) return typed.trim() !== '' && typed.trim() === phrase.trim();
  return sameWords(said, meant, options.marks) || sameWords(dropCourtesy(said), meant, options.marks);
}

function sameWords(said: readonly Word[], meant: readonly Word[], marks = false): boolean {
  if (marks) return marked(said) === marked(meant);
  return folded(said) === folded(meant);
}

const marked = (words: readonly Word[]) => words.map((word) => word.marked).join(' ');
// Without spaces: "gapcanbo" is "gặp cán bộ".
const folded = (words: readonly Word[]) => words.map((word) => word.folded).join('');
