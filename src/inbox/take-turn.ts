import type { Clock } from '../clock';
import { advance, type Advanced } from '../conversation/advance';
import { newConversation } from '../conversation/conversation';
import type { ConversationId } from '../conversation/conversation-id';
import { failTurn } from '../conversation/fail-turn';
import type { FlowBook } from '../conversation/flow-book';
import type { Input } from '../conversation/input';
import { crashPoint } from '../crash-point';
import { faultOf } from '../fault-of';
import { toInput } from '../messenger/to-input';
import type { Queue } from '../queues/queue';
import type { Collection } from '../store/collection';
import type { ConversationDoc, Handled, PendingEffect } from '../store/conversations';
import type { EventDoc } from '../store/events';

export type TakeTurnDeps = {
  readonly conversations: Collection<ConversationDoc>;
  readonly events: Collection<EventDoc>;
  readonly queue: Queue;
  readonly clock: Clock;
  readonly ownAppId: string;
  readonly book: () => FlowBook;
  /** Carries out what a turn committed, in order. @throws when the store fails; then it is tried again later. */
  readonly perform: (conversation: ConversationDoc, effects: readonly PendingEffect[]) => Promise<void>;
  readonly wantFiles: (
    conversationId: string,
    files: Extract<ReturnType<typeof toInput>, { type: 'input' }>['files'],
  ) => Promise<void>;
  /** A message of ours was seen on its way. */
  readonly settle: (effectId: string, mid: string | undefined) => Promise<void>;
  /** @param confidential the turn belongs to a tố cáo: only its own officers may notice that anything happened. */
  readonly tellOfficers: (conversation: ConversationDoc, confidential: boolean) => void;
  readonly log: { info(fields: object, message: string): void; error(fields: object, message: string): void };
};

/**
 * Longer than any turn takes; whoever holds a conversation for longer is taken to be dead. Short, because after a crash
 * people wait for it to end; a holder that is only slow loses his work to a fence, and nothing else.
 */
const LEASE_MS = 3_000;
const BATCH = 20;
/** Enough for every event that can be committed and not yet marked. */
const HANDLED_KEPT = 60;

/** Somebody else took the conversation over; his work stands, ours is given up. */
class Overtaken extends Error {}

/** A conversation under our lease, as last stored. */
type Held = { doc: ConversationDoc; version: number; readonly epoch: number; leasedAt: number };

/**
 * Takes all waiting events of one conversation, in (timestamp, arrival) order, each in one turn: one write commits
 * the new state together with its effects, and only then are the effects performed. Safe to be killed anywhere.
 */
export async function takeTurn(deps: TakeTurnDeps, conversationId: string): Promise<void> {
  if (await isAtRest(deps, conversationId)) return;
  const held = await hold(deps, conversationId);
  if (!held) return;
  try {
    await finishEffects(deps, held);
    for (
      let batch = await waiting(deps, conversationId);
      batch.length > 0;
      batch = await waiting(deps, conversationId)
    ) {
      await drain(deps, held, batch);
    }
  } catch (error) {
    if (!(error instanceof Overtaken)) throw error;
    deps.log.info({ conversationId }, 'turn given up: another worker has taken over');
    await deps.queue.wake('turns', conversationId, 500);
  } finally {
    await deps.conversations.release(conversationId, held.epoch);
  }
}

/**
 * Whether no turn has to be taken. Echoes of our own messages change nothing but the message that they settle, so they
 * are worked off without a lease: there are more of them than of anything else.
 */
async function isAtRest(deps: TakeTurnDeps, conversationId: string): Promise<boolean> {
  const events = await waiting(deps, conversationId);
  if (events.length === 0) {
    const stored = await deps.conversations.get(conversationId);
    return !stored || stored.doc.effects.length === 0;
  }
  if (events.length === BATCH || events.some(({ kind }) => kind !== 'echo')) return false;
  const meanings = events.map((event) => toInput(event, deps.ownAppId));
  if (meanings.some(({ type }) => type === 'input')) return false;
  for (const [at, event] of events.entries()) {
    const meaning = meanings[at];
    if (meaning?.type === 'own-echo') await deps.settle(meaning.effectId, meaning.mid);
    await deps.events.update(event.id, { state: 'done' });
  }
  return true;
}

async function hold(deps: TakeTurnDeps, conversationId: string): Promise<Held | undefined> {
  for (let attempt = 0; attempt < 2; attempt += 1) {
    const lease = await deps.conversations.lease(conversationId, LEASE_MS);
    if (lease === 'held') {
      await deps.queue.wake('turns', conversationId, 1_000);
      return undefined;
    }
    if (lease !== 'absent') {
      const { doc, version, epoch } = lease;
      return { doc, version, epoch, leasedAt: deps.clock.now() };
    }
    const [first] = await waiting(deps, conversationId);
    if (!first) return undefined;
    await deps.conversations.insertIfAbsent([stub(first, deps.clock.now())]);
  }
  return undefined;
}

const stub = (event: EventDoc, now: number): ConversationDoc => ({
  id: event.conversationId,
  pageId: event.pageId,
  psid: event.psid,
  state: newConversation(event.conversationId as ConversationId),
  effects: [],
  effectsDue: false,
  handled: [],
  nextSeq: 1,
  updatedAt: now,
});

const waiting = async (deps: TakeTurnDeps, conversationId: string): Promise<EventDoc[]> => {
  const query = { where: { conversationId, state: 'new' }, sort: ['at', 'arrival'], limit: BATCH };
  return (await deps.events.find(query)).map(({ doc }) => doc);
};

/** Stops early when a turn put something in front of the rest. */
async function drain(deps: TakeTurnDeps, held: Held, batch: readonly EventDoc[]): Promise<void> {
  for (const event of batch) {
    await keepLease(deps, held);
    const before = held.doc.handled.find(({ id }) => id === event.id);
    const { confidential, identity, shown } = before ?? (await takeEvent(deps, held, event));
    crashPoint('turn.beforeMark');
    const mark = { state: 'done', confidential, identity, ...(shown && { shown }) } as const;
    const last = held.doc.effects;
    // The commit knows of both, so neither has to wait for the other.
    await Promise.all([deps.events.update(event.id, mark), finishEffects(deps, held)]);
    if (last.some(({ type }) => type === 'open-case' || type === 'look-up')) return;
  }
}

/** A long backlog outlasts one lease. */
async function keepLease(deps: TakeTurnDeps, held: Held): Promise<void> {
  const now = deps.clock.now();
  if (now - held.leasedAt < LEASE_MS / 3) return;
  if ((await deps.conversations.lease(held.doc.id, LEASE_MS, held.epoch)) === 'held') throw new Overtaken();
  held.leasedAt = now;
}

async function takeEvent(deps: TakeTurnDeps, held: Held, event: EventDoc): Promise<Handled> {
  const meaning = toInput(event, deps.ownAppId);
  if (meaning.type === 'nothing') return { confidential: false, identity: false };
  if (meaning.type === 'own-echo') {
    await deps.settle(meaning.effectId, meaning.mid);
    return { confidential: false, identity: false };
  }
  if (meaning.files.length > 0) await deps.wantFiles(held.doc.id, meaning.files);
  const advanced = decide(deps, held.doc, meaning.input);
  const mark = { ...advanced.mark, ...(meaning.input.type === 'staff-said' && { shown: true }) };
  await commit(deps, held, event, advanced, mark);
  deps.log.info(
    { conversationId: held.doc.id, input: meaning.input.type, effects: advanced.effects.length },
    'turn taken',
  );
  deps.tellOfficers(held.doc, mark.confidential);
  return mark;
}

/** A broken flow must not leave a person in silence: see `failTurn`. */
function decide(deps: TakeTurnDeps, { state }: ConversationDoc, input: Input): Advanced {
  const book = deps.book();
  try {
    return advance(book, state, input, deps.clock.now());
  } catch (error) {
    deps.log.error(
      { conversationId: state.id, input: input.type, ...faultOf(error) },
      'turn failed; an officer gets a case',
    );
    return failTurn(book, state, input);
  }
}

async function commit(
  deps: TakeTurnDeps,
  held: Held,
  event: EventDoc,
  advanced: Advanced,
  mark: Handled,
): Promise<void> {
  const { doc } = held;
  const effects = advanced.effects.map((effect, at): PendingEffect => ({
    ...effect,
    id: `${event.id}-${at}`,
    seq: doc.nextSeq + at,
    event: { id: event.id, at: event.at, arrival: event.arrival },
  }));
  const next: ConversationDoc = {
    ...doc,
    state: advanced.state,
    effects,
    effectsDue: effects.length > 0,
    handled: [...doc.handled, { id: event.id, ...mark }].slice(-HANDLED_KEPT),
    nextSeq: doc.nextSeq + effects.length,
    updatedAt: deps.clock.now(),
  };
  crashPoint('turn.beforeCommit');
  await store(deps, held, next);
  crashPoint('turn.afterCommit');
}

/** Only as long as the lease is ours: nobody's later turn may be written over. */
async function store(deps: TakeTurnDeps, held: Held, next: ConversationDoc): Promise<void> {
  if (!(await deps.conversations.replace(next, { version: held.version, epoch: held.epoch })))
    throw new Overtaken();
  held.doc = next;
  held.version += 1;
}

/** Performs what the last commit left to do. Only then may the next turn be taken: its effects come after. */
async function finishEffects(deps: TakeTurnDeps, held: Held): Promise<void> {
  if (held.doc.effects.length === 0) return;
  await deps.perform(held.doc, held.doc.effects);
  crashPoint('turn.afterPerform');
  await store(deps, held, { ...held.doc, effects: [], effectsDue: false });
}
