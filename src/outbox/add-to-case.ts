import { applyCaseAction } from '../cases/apply-action';
import { changeCase } from '../store/change-case';
import type { ConversationDoc, PendingEffect } from '../store/conversations';
import type { PerformDeps } from './perform';

const actions = {
  'add-to-case': 'citizen-said',
  'ask-for-officer': 'officer-asked-for',
  'bot-resumed': 'bot-resumed',
  'staff-answered': 'staff-answered',
  'staff-took': 'staff-took',
} as const;

/** Tells the people behind a case that the citizen said more, asks for an officer, or went back to the bot. */
export async function addToCase(
  deps: PerformDeps,
  { state }: ConversationDoc,
  effect: Extract<PendingEffect, { type: keyof typeof actions }>,
): Promise<void> {
  const type = actions[effect.type];
  // One event may do several things to a case; each is an entry of its own.
  const eventId = effect.id;
  const urgent = effect.type === 'ask-for-officer' ? effect.urgent : undefined;
  await changeCase(deps.cases, effect.caseId, eventId, (about) =>
    applyCaseAction(about, { type, eventId, ...(urgent && { urgent }) }, deps.clock.now()),
  );
  // Of a tố cáo nothing is told to all.
  const isSecret = state.cases.some(({ id, kind }) => id === effect.caseId && kind === 'to-cao');
  deps.publish({ type: 'case-changed', caseId: effect.caseId, ...(urgent && !isSecret && { urgent }) });
}
