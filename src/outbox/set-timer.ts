import { timerId } from '../store/timers';
import type { Perform } from './perform';

/** Sets a conversation's timer, or moves it, and wakes for its time; the sweeper finds those that nobody woke for. */
export const setTimer: Perform<'set-timer'> = async (deps, conversation, { name, dueAt, seq }) => {
  const id = timerId(conversation.id, name);
  const [inserted] = await deps.timers.insertIfAbsent([
    { id, conversationId: conversation.id, name, dueAt, seq },
  ]);
  if (!inserted) await deps.timers.update(id, { dueAt, seq }, { seq: { lt: seq } });
  await deps.queue.wake('timers', id, Math.max(0, dueAt - deps.clock.now()));
};
