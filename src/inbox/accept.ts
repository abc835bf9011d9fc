import type { Clock } from '../clock';
import type { ConversationId } from '../conversation/conversation-id';
import { crashPoint } from '../crash-point';
import type { Incoming } from '../messenger/events';
import type { Queue } from '../queues/queue';
import type { Collection } from '../store/collection';
import type { EventDoc } from '../store/events';

export type AcceptDeps = {
  readonly events: Collection<EventDoc>;
  readonly queue: Queue;
  readonly clock: Clock;
  readonly conversationIdOf: (pageId: string, psid: string) => ConversationId;
};

/** A queue that hangs must not hold up the answer to Meta: the sweeper finds what nobody woke for. */
const WAKE_CAP_MS = 200;

/**
 * Stores events durably, all in one write, then wakes their conversations. An event that is there already is a
 * success: Meta delivers at least once.
 * @throws when the events could not be stored; then Meta has to send them again.
 */
export async function accept(deps: AcceptDeps, incoming: readonly Incoming[]): Promise<void> {
  if (incoming.length === 0) return;
  const docs = incoming.map((event) => eventDoc(deps, event));
  crashPoint('inbox.beforeInsert');
  const inserted = await deps.events.insertIfAbsent(docs);
  crashPoint('inbox.afterInsert');
  const woken = new Set(
    docs.filter((doc, at) => inserted[at] && doc.state === 'new').map((doc) => doc.conversationId),
  );
  const wakes = Promise.allSettled([...woken].map((id) => deps.queue.wake('turns', id)));
  await Promise.race([wakes, new Promise((resolve) => setTimeout(resolve, WAKE_CAP_MS).unref())]);
}

function eventDoc(deps: AcceptDeps, { psid, body, changes, ...event }: Incoming): EventDoc {
  return {
    ...event,
    psid: psid ?? '',
    conversationId: psid === undefined ? '' : deps.conversationIdOf(event.pageId, psid),
    arrival: nextArrival(deps.clock.now()),
    state: changes && psid !== undefined ? 'new' : 'skipped',
    body,
    confidential: false,
    identity: false,
  };
}

let last = 0;

/** Grows with every call, also within one millisecond. */
export function nextArrival(now: number): number {
  last = Math.max(now * 100, last + 1);
  return last;
}
