import { mayMean, type Word } from './words';

export type Phrase<Meant extends Word = Word> = readonly Meant[];

/** Whether a word that was typed is one of a phrase. */
export type IsSame<Meant extends Word = Word> = (typed: Word, meant: Meant) => boolean;

/** Phrases by their first word, folded: most words of most messages begin none. */
export type Phrases<Meant extends Word = Word> = ReadonlyMap<string, readonly Phrase<Meant>[]>;

export function byFirstWord<Meant extends Word>(phrases: readonly Phrase<Meant>[]): Phrases<Meant> {
  const beginning = new Map<string, Phrase<Meant>[]>();
  for (const phrase of phrases) {
    const first = phrase[0]?.folded;
    // A phrase without a word would stand everywhere.
    if (first === undefined) continue;
    const others = beginning.get(first);
    if (others) others.push(phrase);
    else beginning.set(first, [phrase]);
  }
  return beginning;
}

/** Whether the phrase stands among the words just there. */
export const standsAt = <Meant extends Word>(
  words: readonly Word[],
  at: number,
  phrase: Phrase<Meant>,
  isSame: IsSame<Meant> = mayMean,
): boolean =>
  phrase.every((meant, i) => {
    const typed = words[at + i];
    return typed !== undefined && isSame(typed, meant);
  });

/** Whether the phrase stands anywhere among the words. */
export const hasPhrase = (words: readonly Word[], phrase: Phrase): boolean =>
  words.some((_, at) => standsAt(words, at, phrase));

/** Whether any of the phrases stands anywhere among the words. What `isSame` takes for one word must fold alike. */
export const hasAnyPhrase = (words: readonly Word[], phrases: Phrases, isSame: IsSame = mayMean): boolean =>
  words.some((word, at) => phrases.get(word.folded)?.some((phrase) => standsAt(words, at, phrase, isSame)));
