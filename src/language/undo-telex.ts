const circumflex = '\u0302';
const breve = '\u0306';
const horn = '\u031B';

const telexTones: Record<string, string> = {
  f: '\u0300',
  s: '\u0301',
  r: '\u0309',
  x: '\u0303',
  j: '\u0323',
};
const vniTones: Record<string, string> = {
  1: '\u0301',
  2: '\u0300',
  3: '\u0309',
  4: '\u0303',
  5: '\u0323',
};

/** "nghieengj" has nine; nothing that is longer was meant to be one syllable. */
const MOST_LETTERS = 16;

/**
 * What a word becomes when the keys that Telex or VNI left standing are applied: "khieesu" and
 * "khie61u" are "khiếu". Takes and returns a word in its marked form, the tone at the end.
 * It undoes blindly, English words too, so ask it only when nothing else fits.
 */
export function undoTelex(word: string): string {
  if (word.length > MOST_LETTERS) return word;
  const letters: string[] = [];
  let tone = '';
  for (const key of word) {
    const hasVowel = letters.some((letter) => /^[aeiouy]/.test(letter));
    if (hasVowel && (telexTones[key] ?? vniTones[key])) tone = telexTones[key] ?? vniTones[key] ?? '';
    else if ((key === 'd' || key === '9') && letters[0] === 'd') letters[0] = 'đ';
    else if (!markWith(letters, key)) letters.push(key === 'w' ? `u${horn}` : key);
  }
  return letters.join('') + tone;
}

const isVowelKey = (key: string) => key === 'a' || key === 'e' || key === 'o';

function mark(letters: string[], on: readonly string[], sign: string): boolean {
  const at = letters.findLastIndex((letter) => on.includes(letter));
  if (at < 0) return false;
  letters[at] += sign;
  return true;
}

/** One key serves both letters of "ươ". */
function markHorn(letters: string[]): boolean {
  const at = letters.findLastIndex((letter) => letter === 'o' || letter === 'u');
  if (at < 0) return false;
  if (letters[at] === 'o' && letters[at - 1] === 'u') letters[at - 1] += horn;
  letters[at] += horn;
  return true;
}

/** Puts the key's mark on the letter before that takes it. @returns whether there was one */
function markWith(letters: string[], key: string): boolean {
  if (isVowelKey(key)) return mark(letters, [key], circumflex);
  if (key === '6') return mark(letters, ['a', 'e', 'o'], circumflex);
  if (key === '8') return mark(letters, ['a'], breve);
  if (key === '7') return markHorn(letters);
  return key === 'w' && (markHorn(letters) || mark(letters, ['a'], breve));
}
