/**
 * Cuts a long text into parts of at most `most` UTF-16 units: at a paragraph, else a line, a sentence, a word, and
 * only in need between two letters, never between a letter and its mark. Nothing but white space is lost.
 */
export function splitText(text: string, most: number): string[] {
  const parts: string[] = [];
  let rest = text.trim();
  while (rest.length > most) {
    const cut = cutAt(rest, most);
    parts.push(rest.slice(0, cut).trimEnd());
    rest = rest.slice(cut).trimStart();
  }
  return rest === '' ? parts : [...parts, rest];
}

/** A part should not be tiny only because a paragraph ends early. */
const LEAST_SHARE = 0.4;

function cutAt(text: string, most: number): number {
  // With the whole letter that begins at `most`: only then is it known whether one ends there.
  const head = text.slice(0, most + 2);
  const letters = new Intl.Segmenter('vi', { granularity: 'grapheme' }).segment(head);
  const borders = new Set([...letters].map(({ index }) => index).filter((index) => index <= most));
  for (const border of [/\n\s*\n/g, /\n/g, /[.!?…]["”')\]]*\s/g, /\s/g]) {
    const ends = [...head.matchAll(border)].map((match) => match.index + match[0].length);
    const best = ends.filter((end) => borders.has(end) && end > most * LEAST_SHARE).at(-1);
    if (best !== undefined) return best;
  }
  const cut = Math.max(...borders);
  // One "letter" with thousands of marks: cut inside it, but not inside a surrogate pair.
  if (cut > 0) return cut;
  return /[\uD800-\uDBFF]/.test(text[most - 1] ?? '') ? most - 1 : most;
}
