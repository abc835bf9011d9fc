/** Characters that nobody sees: zero-width ones, direction marks, the soft hyphen. */
const invisible = /[\u00AD\u061C\u200B-\u200F\u202A-\u202E\u2060\u2066-\u2069\uFEFF]/g;
const marks = /[\u0300-\u036F]/g;

/** Typed without any mark, as most words are once they stand alone. */
const plain = /^[\u0000-\u007F]*$/;

const longestWord = 40;
const mostWords = 2000;

/**
 * The form in which texts are compared: without marks, case and superfluous space. "Đồng  Ý" and
 * "dong y" fold to the same. Takes any string, and folding twice changes nothing more.
 */
export function fold(text: string): string {
  if (plain.test(text)) return text.toLowerCase().replace(/\s+/g, ' ').trim();
  // What vanishes goes first, and the last step puts in order again what the marks held apart;
  // otherwise a second pass could still change the result. Loose marks go before anything is
  // decomposed, because sorting thousands of them on one letter is slow.
  return text
    .replace(invisible, '')
    .replace(marks, '')
    .normalize('NFD')
    .toLowerCase()
    .normalize('NFD')
    .replace(marks, '')
    .replaceAll('đ', 'd')
    .normalize('NFD')
    .replace(/\s+/g, ' ')
    .trim();
}

/** The distinct words of a text, folded, in the order in which they first appear: what search looks through. */
export function foldWords(text: string): string[] {
  const words = new Set<string>();
  for (const [run] of fold(text).matchAll(/[\p{L}\p{N}\p{M}]+/gu)) {
    words.add(run.length > longestWord ? Array.from(run).slice(0, longestWord).join('') : run);
    if (words.size >= mostWords) break;
  }
  return [...words];
}
