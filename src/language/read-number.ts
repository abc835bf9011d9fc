import { mayMean, readWords, type Word } from './words';

const spoken: readonly (readonly [string, number])[] = [
  ['một', 1],
  ['nhất', 1],
  ['hai', 2],
  ['nhì', 2],
  ['ba', 3],
  ['bốn', 4],
  ['tư', 4],
  ['năm', 5],
  ['sáu', 6],
  ['bảy', 7],
  ['bẩy', 7],
  ['tám', 8],
  ['chín', 9],
  ['mười', 10],
];
const numberWords = spoken.flatMap(([text, value]) => readWords(text).map((word) => ({ word, value })));

/** The number that one word is, in digits or spoken: "3", "ba". "bà" is not a number. */
export function readNumber(word: Word): number | undefined {
  if (/^\d{1,4}$/.test(word.folded)) return Number(word.folded);
  return numberWords.find((known) => mayMean(word, known.word))?.value;
}
