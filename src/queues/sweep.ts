import type { Clock } from '../clock';
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
  readonly queue: Pick<Queue, 'wake'>;
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
  const overdue = { effectsDue: true, updatedAt: { lte: now - age } };
  const conversations = await deps.conversations.peek({ where: overdue, sort: ['updatedAt'], limit: BATCH });
  const turns = new Set([
    ...(await conversationsWaiting(deps, now - age)),
    ...conversations.map(({ doc }) => doc.id),
  ]);
  for (const id of turns) await deps.queue.wake('turns', id);

  const due = { lte: now };
  await tryHeldAnew(deps);
  const messages = await deps.messages.peek({
    where: { state: { in: ['waiting', 'sending'] }, dueAt: due },
    sort: ['dueAt'],
    limit: BATCH,
  });
  for (const id of new Set(messages.map(({ doc }) => doc.conversationId)))
    if (id !== undefined) await deps.queue.wake('deliveries', id);

  const cases = await deps.cases.peek({ where: overdue, sort: ['updatedAt'], limit: BATCH });
  for (const { doc } of cases) await deps.queue.wake('cases', doc.id);

  const timers = await deps.timers.find({ where: { dueAt: due }, sort: ['dueAt'], limit: BATCH });
  for (const { doc } of timers) await deps.queue.wake('timers', doc.id);

  const files = await deps.files.peek({
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
    const found = await events.peek({
      where: { state: 'new', arrival: { lte: before * 100 + 99 } },
      sort: ['arrival'],
      limit: BATCH,
      ...(after !== undefined && { after }),
    });
    for (const { doc } of found) if (doc.conversationId !== undefined) ids.add(doc.conversationId);
    after = found.at(-1)?.cursor;
    if (found.length < BATCH) break;
  }
  return ids;
}

/** What waits for the citizen is looked at again at its time, should nobody have heard that he did something. */
async function tryHeldAnew({ messages, clock }: Pick<SweepDeps, 'messages' | 'clock'>): Promise<void> {
  const now = clock.now();
  const where = { state: 'held', dueAt: { lte: now } };
  const held = await messages.peek({ where, sort: ['dueAt'], limit: BATCH });
  if (held.length === 0) return;
  const again = { state: 'waiting', dueAt: now, releasedAt: now } as const;
  await messages.updateMany(
    held.map(({ doc }) => doc.id),
    again,
    where,
  );
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
    const overdue = await deps.messages.peek({ where, sort: ['dueAt'], limit: BATCH });
    await deps.messages.updateMany(
      overdue.map(({ doc }) => doc.id),
      { dueAt: now + ECHO_MS },
      where,
    );
    if (overdue.length < BATCH) return;
  }
}
