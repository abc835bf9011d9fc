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

/**
 * Wakes whatever is stored and waits: after a crash, a lost wake-up, or simply because its time has come. Waking
 * something that is under way already does no harm.
 * @param age how long (ms) an event or an effect must have waited; whoever works on it gets that much time first.
 */
export async function sweep(deps: SweepDeps, age: number): Promise<void> {
  const now = deps.clock.now();
  await fireTimers(deps, now);

  const events = await deps.events.find({
    where: { state: 'new', arrival: { lte: (now - age) * 100 + 99 } },
    sort: ['arrival'],
    limit: BATCH,
  });
  const overdue = { effectsDue: true, updatedAt: { lte: now - age } };
  const conversations = await deps.conversations.find({ where: overdue, sort: ['updatedAt'], limit: BATCH });
  const turns = new Set([
    ...events.map(({ doc }) => doc.conversationId),
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

/** How long echoes may take to be delivered again, once we are back. */
const ECHO_MS = 10_000;

/**
 * Sends that an earlier process left without an answer may have gone out while nobody was there to take in their
 * echoes. They are due for their resend only after those had time to come.
 */
export async function awaitEchoes(deps: Pick<SweepDeps, 'messages' | 'clock'>): Promise<void> {
  const dueAt = deps.clock.now() + ECHO_MS;
  const where = { state: 'sending', dueAt: { lt: dueAt } };
  for (;;) {
    const open = await deps.messages.find({ where, sort: ['dueAt'], limit: BATCH });
    await deps.messages.updateMany(
      open.map(({ doc }) => doc.id),
      { dueAt },
      where,
    );
    if (open.length < BATCH) return;
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
