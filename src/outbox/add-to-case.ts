import { applyCaseAction } from '../cases/apply-action';
import { changeCase } from '../store/change-case';
import type { ConversationDoc, PendingEffect } from '../store/conversations';
import type { PerformDeps } from './perform';

/** Tells the people behind a case that the citizen said more, or asks for an officer. */
export async function addToCase(
  deps: PerformDeps,
  _conversation: ConversationDoc,
  effect: Extract<PendingEffect, { type: 'add-to-case' | 'ask-for-officer' }>,
): Promise<void> {
  const type = effect.type === 'add-to-case' ? 'citizen-said' : 'officer-asked-for';
  const eventId = effect.event.id;
  await changeCase(deps.cases, effect.caseId, eventId, (state) =>
    applyCaseAction(state, { type, eventId }, deps.clock.now()),
  );
  deps.publish({ type: 'case-changed', caseId: effect.caseId });
}
