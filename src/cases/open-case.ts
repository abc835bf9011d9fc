import type { Case, CaseDraft, CaseId } from './case';

/** A new case out of what the conversation handed over. The ids come from the turn, so the same turn makes the same case. */
export function openCase(
  draft: CaseDraft,
  ids: { readonly id: CaseId; readonly code: string; readonly eventId: string },
  now: number,
): Case {
  const reason = draft.reason ?? 'sent';
  return {
    id: ids.id,
    code: ids.code,
    kind: draft.kind,
    status: 'moi',
    conversationId: draft.conversationId,
    openedAt: now,
    updatedAt: now,
    summary: draft.summary,
    answers: draft.answers,
    files: draft.files,
    reason,
    ...(draft.flow && { flow: draft.flow }),
    ...(draft.excluded && { excluded: draft.excluded }),
    // What opened the case is itself something that no officer has answered yet.
    waiting: true,
    ...(draft.urgent && { urgent: true }),
    // Whoever asked for an officer hears no bot any more.
    speaking: reason === 'asked-for-officer',
    history: [
      { id: ids.eventId, at: now, by: reason === 'failed-turn' ? 'system' : 'citizen', type: 'opened' },
    ],
  };
}
