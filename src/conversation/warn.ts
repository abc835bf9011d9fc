import { isDangerNow } from '../language/danger';
import type { Conversation } from './conversation';
import type { Button, Effect } from './effects';
import type { FlowBook } from './flow-book';
import type { CitizenInput, Input } from './input';
import { sayIn } from './make-turn';

/** Who is in danger must not be told the same at every sentence. */
const ONCE_IN_MS = 6 * 3_600_000;

/** Police, fire and rescue, ambulance. Meta takes numbers with the country's code alone. */
const emergency: readonly Button[] = ['113', '114', '115'].map((number) => ({
  type: 'phone',
  title: `Gọi ${number}`,
  phone: `+84${number}`,
}));

/** The numbers for a danger that the citizen tells of, before anything else is answered. An officer may be silent. */
export function warn(
  book: FlowBook,
  conversation: Conversation,
  input: Input & CitizenInput,
): { readonly conversation: Conversation; readonly said: readonly Effect[] } | undefined {
  const words = input.type === 'text' || input.type === 'files' ? input.text : undefined;
  if (words === undefined || !isDangerNow(words)) return undefined;
  if (conversation.warnedAt !== undefined && input.at - conversation.warnedAt < ONCE_IN_MS) return undefined;
  return {
    conversation: { ...conversation, warnedAt: input.at },
    // Apart, so that the numbers arrive even where Messenger will not take the buttons.
    said: [
      sayIn(book, conversation, undefined, book.phrases.danger),
      sayIn(book, conversation, undefined, book.phrases['danger-call'], { buttons: emergency }),
    ],
  };
}
