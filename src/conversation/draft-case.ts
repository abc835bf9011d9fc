import type { CaseAnswer, CaseDraft, Kind } from '../cases/case';
import type { FileRef } from './answer';
import type { Turn } from './turn';

const SUMMARY_LENGTH = 160;

/** What the intake has gathered, as the case that officers will read. */
export function draftCase(
  turn: Turn,
  wanted: { kind: Kind; summary: string; names: readonly string[]; reason: NonNullable<CaseDraft['reason']> },
): CaseDraft {
  const answers = wanted.names.flatMap((name): CaseAnswer[] => {
    const answer = turn.answers[name];
    const label = turn.labels.get(name);
    return answer && label ? [{ id: name, label: label.label, answer, identity: label.identity }] : [];
  });
  const asked = answers.flatMap(({ answer }): readonly FileRef[] =>
    answer.type === 'files' ? answer.files : [],
  );
  return {
    kind: wanted.kind,
    conversationId: turn.conversation.id,
    summary: shorten(wanted.summary),
    answers,
    files: [...asked, ...turn.conversation.extras],
    reason: wanted.reason,
    flow: { id: turn.frame.flow, version: turn.frame.version },
  };
}

/** Cut between graphemes, so that no letter loses its mark. */
function shorten(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  if (line.length <= SUMMARY_LENGTH) return line;
  let cut = '';
  for (const { segment } of new Intl.Segmenter('vi', { granularity: 'grapheme' }).segment(
    line.slice(0, 4 * SUMMARY_LENGTH),
  )) {
    if (cut.length + segment.length > SUMMARY_LENGTH - 1) break;
    cut += segment;
  }
  return `${cut.trimEnd()}…`;
}
