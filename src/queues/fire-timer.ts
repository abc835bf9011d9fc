import type { Clock } from '../clock';
import { nextArrival } from '../inbox/accept';
import { internalEvent } from '../inbox/internal-event';
import type { Collection } from '../store/collection';
import type { ConversationDoc } from '../store/conversations';
import type { EventDoc } from '../store/events';
import type { TimerDoc } from '../store/timers';
import type { Queue } from './queue';

export type FireTimerDeps = {
  readonly timers: Collection<TimerDoc>;
  readonly conversations: Collection<ConversationDoc>;
  readonly events: Collection<EventDoc>;
  readonly queue: Pick<Queue, 'wake'>;
  readonly clock: Clock;
};

/** A wake-up may come a little early: clocks differ. One that comes much too early belongs to a time given up since. */
const EARLY_MS = 5_000;

/**
 * A timer that is due becomes an event of its conversation; only then is it gone. Fired twice, it is one event. One
 * that was moved is left alone: whoever moved it woke for its new time, too.
 */
export async function fireTimer(deps: FireTimerDeps, id: string): Promise<void> {
  const timer = (await deps.timers.get(id))?.doc;
  if (!timer) return;
  const now = deps.clock.now();
  const wait = timer.dueAt - now;
  if (wait > 0) {
    if (wait <= EARLY_MS) await deps.queue.wake('timers', id, wait);
    return;
  }
  const conversation = await deps.conversations.get(timer.conversationId);
  if (conversation) {
    const when = { at: now, arrival: nextArrival(now) };
    await deps.events.insertIfAbsent([
      internalEvent(conversation.doc, `timer-${id}-${timer.dueAt}`, when, {
        type: 'timer',
        name: timer.name,
      }),
    ]);
    await deps.queue.wake('turns', timer.conversationId);
  }
  // Unless it was set again meanwhile.
  await deps.timers.delete(id, { dueAt: timer.dueAt });
}
