import { createHash } from 'node:crypto';
import { fold } from '../language/fold';
import type { Conversation } from './conversation';
import type { CitizenInput, Input } from './input';

/** Short words such as "không" answer one question after the other; nobody writes a whole sentence twice on purpose. */
const LEAST_LENGTH = 10;
const A_WHILE_MS = 5 * 60_000;

/** Whether this is what was said last, sent once more, e.g. because no answer was seen. */
export const isSaidAgain = ({ lastText }: Conversation, input: Input & CitizenInput): boolean =>
  input.type === 'text' &&
  lastText !== undefined &&
  input.at - lastText.at <= A_WHILE_MS &&
  printOf(input.text) === lastText.print;

/** What the conversation remembers of the citizen's newest words: enough to know them again. */
export function noteText(
  { lastText, heardAt }: Conversation,
  input: Input & CitizenInput,
): Pick<Conversation, 'lastText'> {
  if (input.type !== 'text' || input.at < heardAt) return { lastText };
  const isLong = input.text.trim().length >= LEAST_LENGTH;
  return { lastText: isLong ? { print: printOf(input.text), at: input.at } : undefined };
}

function printOf(text: string): string {
  // Compared with the one before, then remembered: twice in each turn.
  if (last?.text !== text)
    last = { text, print: createHash('sha256').update(fold(text)).digest('base64url').slice(0, 22) };
  return last.print;
}

let last: { readonly text: string; readonly print: string } | undefined;
