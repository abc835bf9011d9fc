import type { Later } from '../later';
import type { Queue } from '../queues/queue';
import type { EventDoc } from '../store/events';
import { within } from './within';

/** A queue that hangs must not hold up whoever waits for this: the sweeper finds what nobody woke for. */
const WAKE_CAP_MS = 200;

/** Wakes the conversations of events that wait for their turn. Never fails, and is soon back. */
export async function wakeTurns(
  deps: { readonly queue: Pick<Queue, 'wake'>; readonly later: Later },
  events: readonly EventDoc[],
): Promise<void> {
  const ids = new Set(events.filter(({ state }) => state === 'new').map((event) => event.conversationId));
  if (ids.size === 0) return;
  const wakes = Promise.allSettled([...ids].map(async (id) => deps.queue.wake('turns', id)));
  await within(deps.later, WAKE_CAP_MS, () => wakes).catch(() => undefined);
}
