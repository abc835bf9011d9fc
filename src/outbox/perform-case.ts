import type { Clock } from '../clock';
import { internalEvent, type InternalInput } from '../inbox/internal-event';
import { nextArrival } from '../inbox/accept';
import type { Queue } from '../queues/queue';
import { deleteFile, type DeleteFileDeps } from './delete-file';
import type { CaseDoc, PendingCaseEffect } from '../store/cases';
import type { Collection } from '../store/collection';
import type { ConversationDoc } from '../store/conversations';
import type { EventDoc } from '../store/events';

export type PerformCaseDeps = DeleteFileDeps & {
  readonly cases: Collection<CaseDoc>;
  readonly conversations: Collection<ConversationDoc>;
  readonly events: Collection<EventDoc>;
  readonly queue: Pick<Queue, 'wake'>;
  readonly clock: Clock;
};

const MOST_TRIES = 5;
const PAPER_DELETED = 'Ảnh giấy tờ tùy thân đã được cán bộ xóa.';

/**
 * Performs what officers' acts left to do. A file is deleted here; every other effect becomes an event of the
 * conversation: an officer's word goes the same road as everything else, and only the conversation itself decides what
 * is sent, in one order.
 */
export async function performCase(deps: PerformCaseDeps, caseId: string): Promise<void> {
  for (let tries = 0; tries < MOST_TRIES; tries += 1) {
    const stored = await deps.cases.get(caseId);
    if (!stored || stored.doc.effects.length === 0) return;
    const { doc } = stored;
    const conversation = await deps.conversations.get(doc.conversationId);
    if (!conversation) throw new Error(`case ${caseId} belongs to no conversation`);
    const now = deps.clock.now();
    for (const effect of doc.effects)
      if (effect.type === 'delete-file') await deleteFile(deps, effect.file, PAPER_DELETED);
    const told = doc.effects.filter((effect) => effect.type !== 'delete-file');
    const events = told.map((effect) =>
      internalEvent(
        conversation.doc,
        `case-${caseId}-${effect.id}`,
        { at: now, arrival: nextArrival(now) },
        inputOf(doc, effect),
      ),
    );
    await deps.events.insertIfAbsent(events);
    if (events.length > 0) await deps.queue.wake('turns', doc.conversationId);
    // Somebody may have acted meanwhile: then what he added is performed in the next round.
    if (await deps.cases.replace({ ...doc, effects: [], effectsDue: false }, { version: stored.version }))
      return;
  }
  throw new Error(`case ${caseId} changed ${MOST_TRIES} times while its effects were performed`);
}

function inputOf(doc: CaseDoc, effect: Exclude<PendingCaseEffect, { type: 'delete-file' }>): InternalInput {
  const { id: caseId, code, kind } = doc;
  switch (effect.type) {
    case 'say':
      return { type: 'officer-said', text: effect.text, caseId, confidential: kind === 'to-cao' };
    case 'take':
      return { type: 'officer-took', caseId };
    case 'hand-back':
      return { type: 'handed-back', caseId };
    case 'tell-reopened':
      return { type: 'case-reopened', caseId };
    case 'tell-withdrawal':
      return {
        type: 'withdrawal-decided',
        caseId,
        code,
        ...(!effect.confirmed && { reason: effect.reason }),
      };
    case 'tell-closed':
      return { type: 'case-closed', caseId, code };
  }
}
