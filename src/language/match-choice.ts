import { dropCourtesy } from './drop-courtesy';
import { fold } from './fold';
import { readNumber } from './read-number';
import { undoTelex } from './undo-telex';
import { withinOneEdit } from './within-one-edit';
import { mayMean, readPhrase, readWords, type Word } from './words';

export type Choice = { readonly value: string; readonly title: string; readonly also?: readonly string[] };

export type ChoiceMatch =
  | { readonly type: 'one'; readonly value: string }
  | { readonly type: 'several'; readonly values: readonly string[] }
  | { readonly type: 'none' };

/** A longer message is told in someone's own words; it is no answer to a choice. */
const longestMessage = 400;
const mostWordsAround = 6;

type Phrase = { readonly value: string; readonly text: string; readonly words: readonly Word[] };

/**
 * Which choice a typed message means. The first way of reading it that leads anywhere decides: as it
 * is written, without marks, as a number, misspelt, a choice named within a short message, and last
 * with the keys that Telex or VNI left standing.
 */
export function matchChoice(typed: string, choices: readonly Choice[]): ChoiceMatch {
  const text = typed.trim();
  if (text === '' || text.length > longestMessage) return { type: 'none' };
  const phrases = choices.flatMap(({ value, title, also = [] }) =>
    [title, ...also].map((phrase): Phrase => ({ value, text: phrase.trim(), words: readPhrase(phrase) })),
  );
  const all = readWords(text);
  const said = dropCourtesy(all);
  const plain = said.map((word) => word.folded);
  const unTelexed = said.map((word) => fold(undoTelex(word.marked)));

  const readings: readonly (() => readonly string[])[] = [
    () => valuesOf(phrases.filter((phrase) => phrase.text === text || isMarked(all, phrase))),
    () => valuesOf(phrases.filter((phrase) => isMarked(said, phrase))),
    () => valuesOf(phrases.filter((phrase) => isFolded(plain, phrase) || isFolded(foldedOf(all), phrase))),
    () => chosenByNumber(said, choices),
    // The whole message first: "khog dong y" is "không đồng ý" before it contains "đồng ý".
    () => valuesOf(phrases.filter((phrase) => isMisspelt(plain, phrase))),
    () => named(said, plain, phrases, same),
    () => named(said, plain, phrases.filter(hasSeveralWords), almostSame),
    () => valuesOf(phrases.filter((phrase) => isFolded(unTelexed, phrase))),
    () => named(said, unTelexed, phrases, same),
  ];
  for (const read of readings) {
    const found = new Set(read());
    const values = [...new Set(choices.map((choice) => choice.value).filter((value) => found.has(value)))];
    if (values.length > 1) return { type: 'several', values };
    if (values[0] !== undefined) return { type: 'one', value: values[0] };
  }
  return { type: 'none' };
}

const valuesOf = (phrases: readonly Phrase[]) => phrases.map((phrase) => phrase.value);
const foldedOf = (words: readonly Word[]) => words.map((word) => word.folded);
const hasSeveralWords = (phrase: Phrase) => phrase.words.length > 1;

const isMarked = (said: readonly Word[], { words }: Phrase) =>
  words.length > 0 &&
  said.length === words.length &&
  said.every((word, i) => word.marked === words[i]?.marked);

// Without spaces: "khieunai" is "khiếu nại".
const isFolded = (said: readonly string[], { words }: Phrase) =>
  words.length > 0 && said.join('') === foldedOf(words).join('');

type Compare = (said: string, meant: string) => boolean;
const same: Compare = (said, meant) => said === meant;
/** Short words turn into one another too easily, and so do numbers. */
const almostSame: Compare = (said, meant) =>
  said === meant || (meant.length >= 4 && !/\d/.test(said + meant) && withinOneEdit(said, meant));

const isMisspelt = (said: readonly string[], { words }: Phrase) =>
  words.length > 0 &&
  said.length === words.length &&
  words.every((word, i) => almostSame(said[i] ?? '', word.folded));

const aroundNumbers = new Set(
  'so chon lua cau muc y phuong an nut cai thu dau tien toi em minh chau cho lay bam o dap va voi hoac'.split(
    ' ',
  ),
);

/** "2", "số 2", "tôi chọn 2"; "1 và 3" chooses two, which the caller has to settle. */
function chosenByNumber(said: readonly Word[], choices: readonly Choice[]): readonly string[] {
  const numbers: number[] = [];
  for (const word of said.slice(0, mostWordsAround + 1)) {
    const number = readNumber(word);
    if (number !== undefined) numbers.push(number);
    else if (!aroundNumbers.has(word.folded)) return [];
  }
  if (said.length > mostWordsAround + 1) return [];
  const chosen = numbers.map((number) => choices[number - 1]?.value);
  return chosen.every((value) => value !== undefined) ? chosen : [];
}

const negations = new Set('ko k kh kg khg hok hk hong hem khum chua chang cha no 0'.split(' '));
const [dont] = readWords('đừng');
const denies = (word: Word) =>
  negations.has(word.folded) ||
  word.marked === dont?.marked ||
  (word.folded.startsWith('kh') && withinOneEdit(word.folded, 'khong'));

/** The choices that a short message names, unless something before the name denies it. */
function named(
  said: readonly Word[],
  letters: readonly string[],
  phrases: readonly Phrase[],
  compare: Compare,
): readonly string[] {
  const denied = said.findIndex(denies);
  const spans = phrases.flatMap((phrase) => {
    const length = phrase.words.length;
    if (length === 0 || letters.length > length + mostWordsAround) return [];
    if (length === 1 && (phrase.words[0]?.folded.length ?? 0) < 4) return [];
    const start = letters.findIndex((_, at) =>
      phrase.words.every((word, i) => compare(letters[at + i] ?? '', word.folded)),
    );
    if (start < 0 || (denied >= 0 && denied < start)) return [];
    const asWritten = phrase.words.every((word, i) => said[start + i] && mayMean(said[start + i]!, word));
    return [{ value: phrase.value, start, end: start + length, asWritten }];
  });
  // "khiếu nại lần hai" also names "khiếu nại": the longer name is what was said.
  const longest = spans.filter(
    (span) =>
      !spans.some(
        (other) =>
          other.start <= span.start &&
          other.end >= span.end &&
          other.end - other.start > span.end - span.start,
      ),
  );
  const asWritten = longest.filter((span) => span.asWritten);
  return (asWritten.length > 0 ? asWritten : longest).map((span) => span.value);
}
