import { matchChoice } from '../language/match-choice';
import { parseYesNo } from '../language/parse-yes-no';
import type { Conversation } from './conversation';
import type { FlowBook } from './flow-book';
import { sayIn } from './make-turn';
import type { Walked } from './walk';

type Asked = NonNullable<Conversation['confirming']>;

/** Asks whether to throw away what was said so far, or whether to go on with it after a long silence. */
export function confirm(book: FlowBook, conversation: Conversation, what: Asked): Walked {
  const texts = { cancel: 'confirm-cancel', restart: 'confirm-restart', resume: 'confirm-resume' } as const;
  const options = decisions(book, what).map(({ value, title }) => ({ value: `!${value}`, title }));
  return {
    conversation: { ...conversation, confirming: what },
    effects: [sayIn(book, conversation, undefined, book.phrases[texts[what]], { options })],
  };
}

/** Yes or no to that question, as a word, a phrase, or the number of its button. */
export function readDecision(book: FlowBook, said: string, what: Asked): 'yes' | 'no' | undefined {
  const plain = parseYesNo(said);
  if (plain) return plain;
  const match = matchChoice(said, decisions(book, what));
  return match.type === 'one' ? (match.value as 'yes' | 'no') : undefined;
}

/** What neither yes nor no means: nothing is thrown away. */
export const leaveAsItIs = (what: Asked): 'yes' | 'no' => (what === 'resume' ? 'yes' : 'no');

function decisions({ phrases: { buttons, decisions: words } }: FlowBook, what: Asked) {
  return what === 'resume'
    ? [
        { value: 'yes', title: buttons.resume, also: words.resume },
        { value: 'no', title: buttons.anew, also: words.anew },
      ]
    : [
        { value: 'yes', title: buttons.yes, also: words.yes },
        { value: 'no', title: buttons.no, also: words.no },
      ];
}
