import { hasPhrase, type Phrase } from '../language/find-phrase';
import { readPhrase, readWords, type Word } from '../language/words';
import type { Department } from './department';

type Agency = NonNullable<Department['other-agencies']>[number];

/**
 * The other agency whose matter a text most likely is. Words of the department's own fields come first: "cân điện tử
 * gian lận ở chợ" is measurement, whatever else stands there. The agency with the most words is chosen; where two have
 * as many, the first of the list.
 */
export function findAgency(text: string, department: Department): Agency | undefined {
  const words = textOf(readWords(text));
  if (countOf(words, department['own-words'] ?? []) > 0) return undefined;
  let found: { readonly agency: Agency; readonly count: number } | undefined;
  for (const agency of department['other-agencies'] ?? []) {
    const count = countOf(words, agency.words);
    if (count > (found?.count ?? 0)) found = { agency, count };
  }
  return found?.agency;
}

type Text = { readonly words: readonly Word[]; readonly has: ReadonlySet<string> };

const textOf = (words: readonly Word[]): Text => ({ words, has: new Set(words.map(({ folded }) => folded)) });

const countOf = (text: Text, phrases: readonly string[]): number =>
  phrases.filter((phrase) => isNamed(text, readPhrase(phrase))).length;

const isNamed = ({ words, has }: Text, phrase: Phrase): boolean =>
  // Of most phrases not even the first word is there.
  phrase.every(({ folded }) => has.has(folded)) && hasPhrase(words, phrase);
