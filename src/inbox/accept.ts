import type { Clock } from '../clock';
import type { ConversationId } from '../conversation/conversation-id';
import { crashPoint } from '../crash-point';
import { later } from '../later';
import type { Incoming } from '../messenger/events';
import type { Queue } from '../queues/queue';
import type { EventDoc } from '../store/events';
import { commentLane } from './comment-lane';
import { wakeTurns } from './wake-turns';

/** What became of an event: inserted, there already, or kept in the spool until the store is back. */
export type Inserted = boolean | 'spooled';

/** The store's collection itself, or the intake, which has the spool behind it. */
export type EventInbox = {
  /** Resolves when all are kept durably. */
  insertIfAbsent(events: readonly EventDoc[]): Promise<readonly Inserted[]>;
};

export type AcceptDeps = {
  readonly events: EventInbox;
  readonly queue: Pick<Queue, 'wake'>;
  readonly clock: Clock;
  readonly conversationIdOf: (pageId: string, psid: string) => ConversationId;
  /** Works off what needs no turn; gives back what is still to be stored. */
  readonly settleEchoes: (events: readonly EventDoc[]) => Promise<readonly EventDoc[]>;
};

/**
 * Keeps events durably, all in one write, then wakes their conversations. An event that is there already is a
 * success: Meta delivers at least once. What is in the spool is woken for when it is taken out.
 * @throws when the events could not be kept; then Meta has to send them again.
 */
export async function accept(deps: AcceptDeps, incoming: readonly Incoming[]): Promise<'stored' | 'spooled'> {
  if (incoming.length === 0) return 'stored';
  const docs = await deps.settleEchoes(incoming.map((event) => eventDoc(deps, event)));
  if (docs.length === 0) return 'stored';
  crashPoint('inbox.beforeInsert');
  const inserted = await deps.events.insertIfAbsent(docs);
  crashPoint('inbox.afterInsert');
  if (inserted.includes('spooled')) return 'spooled';
  // Nobody is held up by the queue: what is kept is safe, and the sweeper finds what nobody woke for.
  void wakeTurns(
    { queue: deps.queue, later },
    docs.filter((_doc, at) => inserted[at]),
  );
  return 'stored';
}

function eventDoc(deps: AcceptDeps, event: Incoming): EventDoc {
  const { id, psid, commentId, changes, guessable } = event;
  const conversationId =
    psid !== undefined
      ? deps.conversationIdOf(event.pageId, psid)
      : commentId !== undefined
        ? commentLane(deps.conversationIdOf, event.pageId, commentId)
        : '';
  return {
    // Keyed like the conversation's own id, so that nobody can try PSIDs on what stands unsealed in the store.
    id: guessable && psid !== undefined ? deps.conversationIdOf(id, psid) : id,
    conversationId,
    pageId: event.pageId,
    psid: psid ?? '',
    at: event.at,
    arrival: nextArrival(deps.clock.now()),
    kind: event.kind,
    state: changes && conversationId !== '' ? 'new' : 'skipped',
    shown: event.shown,
    body: event.body,
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
