import type { Answers } from './answer';
import type { Conversation } from './conversation';
import type { Effect } from './effects';
import { atRest } from './walk';

/** Why something is thrown away that was begun and not sent. */
export type Discarded = 'cancelled' | 'too-old';

/** Throws away what is under way and was not sent: nothing of it is kept, the files that came for it neither. */
export function discard(
  conversation: Conversation,
  why: Discarded,
): { readonly conversation: Conversation; readonly effects: readonly Effect[] } {
  const { answers, outer = [], extras } = conversation;
  const files = [...[answers, ...outer].flatMap(filesIn), ...extras.map(({ id }) => id)];
  return {
    conversation: atRest(conversation),
    effects: files.length > 0 ? [{ type: 'forget-files', files: [...new Set(files)], why }] : [],
  };
}

const filesIn = (answers: Answers): string[] =>
  Object.values(answers).flatMap((answer) =>
    answer.type === 'files' ? answer.files.map(({ id }) => id) : [],
  );
