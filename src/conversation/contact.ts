import type { Answers } from './answer';
import type { Conversation } from './conversation';
import type { Turn } from './turn';

/**
 * Who the citizen is, as this intake heard it, for the next one: all of it, for a new name must not go with an old
 * phone. Nothing leaves a tố cáo this way; where nothing was said this time, what was said before stays.
 */
export function contactIn({
  answers,
  labels,
  confidential,
}: Pick<Turn, 'answers' | 'labels' | 'confidential'>): Pick<Conversation, 'contact'> {
  if (confidential) return {};
  const given = Object.entries(answers).filter(
    ([name, { type }]) => labels.get(name)?.identity === true && type !== 'skipped' && type !== 'files',
  );
  return given.length > 0 ? { contact: Object.fromEntries(given) } : {};
}

/** Those of these answers that are known from before; none where a tố cáo is told. */
export const knownContact = (
  names: readonly string[],
  { conversation, confidential }: Pick<Turn, 'conversation' | 'confidential'>,
): Answers =>
  confidential
    ? {}
    : Object.fromEntries(
        names.flatMap((name) => {
          const answer = conversation.contact?.[name];
          return answer ? [[name, answer] as const] : [];
        }),
      );
