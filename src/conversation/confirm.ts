import { matchChoice } from '../language/match-choice';
import { parseYesNo } from '../language/parse-yes-no';
import type { Conversation } from './conversation';
import type { FlowBook } from './flow-book';
import { sayIn } from './make-turn';
import type { Walked } from './walk';

/** Asks whether to throw away what was said so far. */
export function confirm(book: FlowBook, conversation: Conversation, what: 'cancel' | 'restart'): Walked {
  const text = book.phrases[what === 'cancel' ? 'confirm-cancel' : 'confirm-restart'];
  const options = decisions(book).map(({ value, title }) => ({ value: `!${value}`, title }));
  return {
    conversation: { ...conversation, confirming: what },
    effects: [sayIn(book, conversation, undefined, text, { options })],
  };
}

/** Yes or no to that question, as a word, a phrase, or the number of its button. */
export function readDecision(book: FlowBook, said: string): 'yes' | 'no' | undefined {
  const plain = parseYesNo(said);
  if (plain) return plain;
  const match = matchChoice(said, decisions(book));
  return match.type === 'one' ? (match.value as 'yes' | 'no') : undefined;
}

const decisions = ({ phrases: { buttons, decisions: words } }: FlowBook) => [
  { value: 'yes', title: buttons.yes, also: words.yes },
  { value: 'no', title: buttons.no, also: words.no },
];
