import type { CaseAnswer, CaseDraft } from '../cases/case';
import type { FileRef } from './answer';
import { shorten } from './shorten';
import { excludedBy } from './excluded';
import type { Turn } from './turn';

const SUMMARY_LENGTH = 160;

/** What the intake has heard, as the case that officers will read. */
export function draftCase(
  turn: Turn,
  wanted: Pick<CaseDraft, 'kind' | 'summary' | 'urgent'> & {
    readonly names: readonly string[];
    readonly reason: NonNullable<CaseDraft['reason']>;
  },
): CaseDraft {
  const answers = answersOf(wanted.names, turn);
  const asked = answers.flatMap(({ answer }): readonly FileRef[] =>
    answer.type === 'files' ? answer.files : [],
  );
  const excluded = excludedBy(turn.answers, turn.department);
  return {
    kind: wanted.kind,
    conversationId: turn.conversation.id,
    summary: shorten(wanted.summary, SUMMARY_LENGTH),
    answers,
    files: [...asked, ...turn.conversation.extras],
    reason: wanted.reason,
    ...(wanted.urgent && { urgent: true }),
    flow: { id: turn.frame.flow, version: turn.frame.version },
    ...(excluded && { excluded }),
  };
}

/** The answers of these names that were given, as officers read them. */
export const answersOf = (
  names: readonly string[],
  { answers, labels }: Pick<Turn, 'answers' | 'labels'>,
): readonly CaseAnswer[] =>
  names.flatMap((name): CaseAnswer[] => {
    const answer = answers[name];
    const label = labels.get(name);
    return answer && label ? [{ id: name, label: label.label, answer, identity: label.identity }] : [];
  });
