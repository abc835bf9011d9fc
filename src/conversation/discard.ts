import type { Answers } from './answer';
import type { Conversation } from './conversation';
import type { Effect } from './effects';
import { atRest } from './walk';

/** Why something is thrown away that was begun and not sent. */
export type Discarded = 'cancelled' | 'too-old';

/**
 * Throws away what is under way and was not sent: nothing of it is kept, what was said and the files that came for it
 * neither. A file that no question asked for may belong to an earlier case too, which then keeps it: it was added there
 * as it came.
 */
export function discard(
  conversation: Conversation,
  why: Discarded,
): { readonly conversation: Conversation; readonly effects: readonly Effect[] } {
  const { answers, outer = [], extras, cases, draft } = conversation;
  const unasked = cases.length === 0 ? extras.map(({ id }) => id) : [];
  const files = [...new Set([...[answers, ...outer].flatMap(filesIn), ...unasked])];
  const since = draft?.since;
  return {
    conversation: atRest(conversation),
    effects: [
      ...(files.length > 0 ? [{ type: 'forget-files', files, why } as const] : []),
      ...(since !== undefined ? [{ type: 'forget-words', since, why } as const] : []),
    ],
  };
}

const filesIn = (answers: Answers): string[] =>
  Object.values(answers).flatMap((answer) =>
    answer.type === 'files' ? answer.files.map(({ id }) => id) : [],
  );
