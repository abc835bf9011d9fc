import { applyCaseAction } from '../cases/apply-action';
import type { Clock } from '../clock';
import type { LiveNotice } from '../console/contract';
import { nextArrival } from '../inbox/accept';
import { internalEvent } from '../inbox/internal-event';
import type { Queue } from '../queues/queue';
import type { CaseDoc } from '../store/cases';
import { changeCase } from '../store/change-case';
import type { Collection } from '../store/collection';
import type { ConversationDoc } from '../store/conversations';
import type { EventDoc } from '../store/events';
import type { MessageDoc } from '../store/messages';
import type { FormBody } from './form-body';

export type FormFailedDeps = {
  readonly cases: Collection<CaseDoc>;
  readonly conversations: Pick<Collection<ConversationDoc>, 'get'>;
  readonly events: Collection<EventDoc>;
  readonly queue: Pick<Queue, 'wake'>;
  readonly clock: Clock;
  readonly publish: (notice: LiveNotice) => void;
};

/** The form did not reach the citizen: he is told where else to get it, and the case says so to its officers. */
export async function formFailed(
  deps: FormFailedDeps,
  { id, conversationId }: Pick<MessageDoc, 'id' | 'conversationId'>,
  { form: { caseId }, failed }: FormBody,
  reason: string,
): Promise<void> {
  const now = deps.clock.now();
  await changeCase(deps.cases, caseId, id, (state) =>
    applyCaseAction(state, { type: 'form-failed', eventId: id, reason }, now),
  );
  const conversation = await deps.conversations.get(conversationId);
  if (conversation && failed) {
    await deps.events.insertIfAbsent([
      internalEvent(
        conversation.doc,
        `${id}-failed`,
        { at: now, arrival: nextArrival(now) },
        { type: 'form-failed', said: failed },
      ),
    ]);
    await deps.queue.wake('turns', conversationId);
  }
  deps.publish({ type: 'case-changed', caseId });
}
