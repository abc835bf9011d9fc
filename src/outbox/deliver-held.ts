import type { Perform } from './perform';

const AT_ONCE = 200;

/** Puts back into the outbox what Messenger did not take, in its old place; once more, and it changes nothing. */
export const deliverHeld: Perform<'deliver-held'> = async (deps, conversation) => {
  const now = deps.clock.now();
  const where = { conversationId: conversation.id, state: 'held' };
  // As many rounds as a talk of many thousand messages has; each leaves fewer behind.
  for (let rounds = 0; rounds < 100; rounds += 1) {
    const held = await deps.messages.peek({ where, sort: ['seq'], limit: AT_ONCE });
    await deps.messages.updateMany(
      held.map(({ doc }) => doc.id),
      { state: 'waiting', dueAt: now, attempts: 0, uncertain: 0, releasedAt: now },
      { state: 'held' },
    );
    if (held.length < AT_ONCE) break;
  }
  await deps.queue.wake('deliveries', conversation.id);
};
