import { glimpseOf } from '../cases/glimpse';
import { internalEvent } from '../inbox/internal-event';
import type { Perform } from './perform';

/** Finds a case by its code and answers the conversation with where it stands, nothing else. */
export const lookUp: Perform<'look-up'> = async (deps, conversation, effect) => {
  const [found] = await deps.cases.find({ where: { code: effect.code }, sort: [], limit: 1 });
  // Before anything else that waits: the step is waiting for it.
  const when = { at: 0, arrival: effect.event.arrival };
  await deps.events.insertIfAbsent([
    internalEvent(conversation, `${effect.id}-found`, when, {
      type: 'looked-up',
      ...(found && { found: glimpseOf(found.doc) }),
    }),
  ]);
  await deps.queue.wake('turns', conversation.id);
};
