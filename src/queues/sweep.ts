import type { Clock } from '../clock';
import { nextArrival } from '../inbox/accept';
import { internalEvent } from '../inbox/internal-event';
import type { CaseDoc } from '../store/cases';
import type { Collection } from '../store/collection';
import type { ConversationDoc } from '../store/conversations';
import type { EventDoc } from '../store/events';
import type { FileDoc } from '../store/files';
import type { MessageDoc } from '../store/messages';
import type { TimerDoc } from '../store/timers';
import type { Queue } from './queue';

export type SweepDeps = {
  readonly events: Collection<EventDoc>;
  readonly conversations: Collection<ConversationDoc>;
  readonly messages: Collection<MessageDoc>;
  readonly cases: Collection<CaseDoc>;
  readonly files: Collection<FileDoc>;
  readonly timers: Collection<TimerDoc>;
  readonly queue: Queue;
  readonly clock: Clock;
};

const BATCH = 500;
/** How many pages of waiting events are looked at, so that a sweep comes to an end. */
const MOST_PAGES = 20;

/**
 * Wakes whatever is stored and waits: after a crash, a lost wake-up, or simply because its time has come. Waking
 * something that is under way already does no harm.
 * @param age how long (ms) an event or an effect must have waited; whoever works on it gets that much time first.
 */
export async function sweep(deps: SweepDeps, age: number): Promise<void> {
  const now = deps.clock.now();
  await fireTimers(deps, now);

  const overdue = { effectsDue: true, updatedAt: { lte: now - age } };
  const conversations = await deps.conversations.find({ where: overdue, sort: ['updatedAt'], limit: BATCH });
  const turns = new Set([
    ...(await conversationsWaiting(deps, now - age)),
    ...conversations.map(({ doc }) => doc.id),
  ]);
  for (const id of turns) await deps.queue.wake('turns', id);

  const due = { lte: now };
  const messages = await deps.messages.find({
    where: { state: { in: ['waiting', 'sending'] }, dueAt: due },
    sort: ['dueAt'],
    limit: BATCH,
  });
  for (const id of new Set(messages.map(({ doc }) => doc.conversationId)))
    await deps.queue.wake('deliveries', id);

  const cases = await deps.cases.find({ where: overdue, sort: ['updatedAt'], limit: BATCH });
  for (const { doc } of cases) await deps.queue.wake('cases', doc.id);

  const files = await deps.files.find({
    where: { state: 'wanted', dueAt: due },
    sort: ['dueAt'],
    limit: BATCH,
  });
  for (const { doc } of files) await deps.queue.wake('media', doc.id);
}

/** Past one page, for a conversation that is stuck may fill it with its own events and must not hide the others. */
async function conversationsWaiting(
  { events }: Pick<SweepDeps, 'events'>,
  before: number,
): Promise<Set<string>> {
  const ids = new Set<string>();
  let after: string | undefined;
  for (let pages = 0; pages < MOST_PAGES; pages += 1) {
    const found = await events.find({
      where: { state: 'new', arrival: { lte: before * 100 + 99 } },
      sort: ['arrival'],
      limit: BATCH,
      ...(after !== undefined && { after }),
    });
    for (const { doc } of found) ids.add(doc.conversationId);
    after = found.at(-1)?.cursor;
    if (found.length < BATCH) break;
  }
  return ids;
}

/** How long echoes may take to be delivered again, once we are back. */
const ECHO_MS = 10_000;

/**
 * Sends whose time for an echo ran out while nobody was there to take it in are due for their resend only after Meta
 * had time to deliver it again.
 */
export async function awaitEchoes(deps: Pick<SweepDeps, 'messages' | 'clock'>): Promise<void> {
  const now = deps.clock.now();
  const where = { state: 'sending', dueAt: { lte: now } };
  for (;;) {
    const overdue = await deps.messages.find({ where, sort: ['dueAt'], limit: BATCH });
    await deps.messages.updateMany(
      overdue.map(({ doc }) => doc.id),
      { dueAt: now + ECHO_MS },
      where,
    );
    if (overdue.length < BATCH) return;
  }
}

/** A timer that is due becomes an event of its conversation; only then is it gone. */
async function fireTimers(deps: SweepDeps, now: number): Promise<void> {
  const timers = await deps.timers.find({ where: { dueAt: { lte: now } }, sort: ['dueAt'], limit: BATCH });
  for (const { doc: timer } of timers) {
    const conversation = await deps.conversations.get(timer.conversationId);
    if (conversation) {
      const when = { at: now, arrival: nextArrival(now) };
      const id = `timer-${timer.id}-${timer.dueAt}`;
      await deps.events.insertIfAbsent([
        internalEvent(conversation.doc, id, when, { type: 'timer', name: timer.name }),
      ]);
      await deps.queue.wake('turns', timer.conversationId);
    }
    await deps.timers.delete(timer.id, { dueAt: timer.dueAt });
  }
}
