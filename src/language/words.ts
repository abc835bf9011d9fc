import { fold } from './fold';

/** One word of a message, in the three ways in which it may be compared. */
export type Word = {
  readonly folded: string;
  /** With its marks, the tone moved to the end, so that "huỷ" and "hủy" are the same. */
  readonly marked: string;
  /** Typed without any mark. */
  readonly bare: boolean;
};

const tones = /[\u0300\u0301\u0303\u0309\u0323]/g;

/**
 * The runs of letters and digits in a text; punctuation, emoji and spacing are gone. Digits from
 * keycaps, full-width and circled digits, and letters from ornamental alphabets become plain ones.
 */
export function readWords(text: string): readonly Word[] {
  // One message is looked at for many things, one after the other, as a whole and by its sentences.
  const words = recent.get(text) ?? read(text);
  if (recent.size >= MOST_RECENT) recent.clear();
  recent.set(text, words);
  return words;
}

const MOST_RECENT = 16;
const recent = new Map<string, readonly Word[]>();

/** Likewise, for the phrases of the flows: they are few, and come again with every message. */
export function readPhrase(phrase: string): readonly Word[] {
  const words = phrases.get(phrase) ?? read(phrase);
  if (phrases.size >= MOST_PHRASES) phrases.clear();
  phrases.set(phrase, words);
  return words;
}

const MOST_PHRASES = 10_000;
const phrases = new Map<string, readonly Word[]>();

function read(text: string): readonly Word[] {
  const plain = text
    .replaceAll('🔟', '10')
    .replace(/[\uFE0F\u20E3\u00AD\u061C\u200B-\u200F\u202A-\u202E\u2060\u2066-\u2069\uFEFF]/g, '')
    .normalize('NFKC');
  return Array.from(plain.matchAll(/[\p{L}\p{N}][\p{L}\p{N}\p{M}]*/gu), ([run]) => readWord(run));
}

function readWord(run: string): Word {
  const folded = fold(run);
  const letters = run.normalize('NFD').toLowerCase().normalize('NFD');
  const marked = letters.replace(tones, '') + (letters.match(tones) ?? []).join('');
  return { folded, marked, bare: marked === folded };
}

/** A word typed without marks may stand for any marks; one typed with marks stands for just those. */
export const mayMean = (typed: Word, meant: Word) =>
  typed.marked === meant.marked || (typed.bare && typed.folded === meant.folded);
