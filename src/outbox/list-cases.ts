import { ownGlimpseOf } from '../cases/glimpse';
import { internalEvent } from '../inbox/internal-event';
import type { Perform } from './perform';

/** Answers the conversation with where each of these cases of its own stands. */
export const listCases: Perform<'list-cases'> = async (deps, conversation, effect) => {
  const found = await Promise.all(effect.caseIds.map((id) => deps.cases.get(id)));
  const own = found.flatMap((stored) =>
    stored?.doc.conversationId === conversation.id ? [ownGlimpseOf(stored.doc)] : [],
  );
  // Before anything else that waits: the step is waiting for it.
  const when = { at: 0, arrival: effect.event.arrival };
  await deps.events.insertIfAbsent([
    internalEvent(conversation, `${effect.id}-listed`, when, { type: 'cases-listed', cases: own }),
  ]);
  await deps.queue.wake('turns', conversation.id);
};
