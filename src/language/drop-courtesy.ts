import type { Word } from './words';

const before = new Set(['da', 'thua']);
const after = new Set(['a', 'nhe', 'nha']);

/** Leaves out the "dạ" before and the "ạ", "nhé" after what is really said; never the whole message. */
export function dropCourtesy(words: readonly Word[]): readonly Word[] {
  let start = 0;
  let end = words.length;
  while (start < end - 1 && before.has(words[start]?.folded ?? '')) start += 1;
  while (end - 1 > start && after.has(words[end - 1]?.folded ?? '')) end -= 1;
  return words.slice(start, end);
}
