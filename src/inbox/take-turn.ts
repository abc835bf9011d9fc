import type { Clock } from '../clock';
import { advance, type Advanced } from '../conversation/advance';
import { newConversation, type Conversation } from '../conversation/conversation';
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
import type { EventMarks } from './event-marks';

export type TakeTurnDeps = {
  readonly conversations: Collection<ConversationDoc>;
  readonly events: Collection<EventDoc>;
  readonly marks: Pick<EventMarks, 'add' | 'isWaiting' | 'flush'>;
  readonly queue: Pick<Queue, 'wake'>;
  readonly clock: Clock;
  readonly ownAppId: string;
  /** The flows as published, with the versions that this turn needs. One turn uses one book from start to end. */
  readonly book: (state: Conversation, input: Input) => FlowBook | Promise<FlowBook>;
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
  /** Hears of every turn. */
  readonly turnTaken: () => void;
  readonly log: { info(fields: object, message: string): void; error(fields: object, message: string): void };
};

/**
 * Longer than any turn takes; whoever holds a conversation for longer is taken to be dead. Short, because after a crash
 * people wait for it to end; a holder that is only slow loses his work to a fence, and nothing else.
 */
const LEASE_MS = 3_000;
/** Most turns take less; whoever holds the conversation does not know of what came in after he looked. */
const HELD_MS = 100;
const BATCH = 20;
/** What a step waits for: its answer comes before anything else that is waiting. */
const isAnsweredAtOnce: ReadonlySet<PendingEffect['type']> = new Set(['open-case', 'look-up', 'list-cases']);
/** More than can be committed and not yet marked (see `EventMarks`). */
const HANDLED_KEPT = 60;

/** Somebody else took the conversation over; his work stands, ours is given up. */
class Overtaken extends Error {}

/** A conversation under our lease, as last stored. */
type Held = {
  doc: ConversationDoc;
  version: number;
  readonly epoch: number;
  leasedAt: number;
  /** What the last commit left to do is done, though not yet written down: the next commit, or the end, does that. */
  performed: boolean;
};

/**
 * Takes all waiting events of one conversation, in (timestamp, arrival) order, each in one turn: one write commits
 * the new state together with its effects, and only then are the effects performed. Safe to be killed anywhere.
 */
export async function takeTurn(deps: TakeTurnDeps, conversationId: string): Promise<void> {
  const first = await waiting(deps, conversationId);
  if (await isAtRest(deps, conversationId, first)) return;
  const held = await hold(deps, conversationId, first[0]);
  if (!held) return;
  try {
    await perform(deps, held);
    for (let batch = first; batch.length > 0;) {
      // What came in meanwhile was woken for, and is found by the run that follows this one.
      const isWhole = (await drain(deps, held, batch)) && batch.length < BATCH;
      batch = isWhole ? [] : await waiting(deps, conversationId);
    }
  } catch (error) {
    if (!(error instanceof Overtaken)) throw error;
    deps.log.info({ conversationId }, 'turn given up: another worker has taken over');
    await deps.queue.wake('turns', conversationId, 500);
  } finally {
    const isDone = held.performed && held.doc.effectsDue;
    const done = { effects: undefined, effectsDue: false };
    await deps.conversations.release(conversationId, held.epoch, isDone ? done : undefined);
  }
}

/**
 * Whether no turn has to be taken. Echoes of our own messages change nothing but the message that they settle, so they
 * are worked off without a lease: there are more of them than of anything else.
 */
async function isAtRest(
  deps: TakeTurnDeps,
  conversationId: string,
  events: readonly EventDoc[],
): Promise<boolean> {
  if (events.length === 0) {
    const stored = await deps.conversations.get(conversationId);
    return !stored?.doc.effectsDue;
  }
  if (events.length === BATCH || events.some(({ kind }) => kind !== 'echo')) return false;
  const meanings = events.map((event) => toInput(event, deps.ownAppId));
  if (meanings.some(({ type }) => type === 'input')) return false;
  for (const [at, event] of events.entries()) {
    const meaning = meanings[at];
    if (meaning?.type === 'own-echo') await deps.settle(meaning.effectId, meaning.mid);
    await deps.marks.add(event, { state: 'done' });
  }
  return true;
}

async function hold(
  deps: TakeTurnDeps,
  conversationId: string,
  first: EventDoc | undefined,
): Promise<Held | undefined> {
  for (let attempt = 0; attempt < 2; attempt += 1) {
    const lease = await deps.conversations.lease(conversationId, LEASE_MS);
    if (lease === 'held') {
      await deps.queue.wake('turns', conversationId, HELD_MS);
      return undefined;
    }
    if (lease !== 'absent') {
      const { doc, version, epoch } = lease;
      return { doc, version, epoch, leasedAt: deps.clock.now(), performed: !doc.effectsDue };
    }
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
  effectsDue: false,
  handled: [],
  nextSeq: 1,
  updatedAt: now,
});

const waiting = async (deps: TakeTurnDeps, conversationId: string): Promise<EventDoc[]> => {
  const query = { where: { conversationId, state: 'new' }, sort: ['at', 'arrival'], limit: BATCH };
  for (;;) {
    const found = await deps.events.find(query);
    const fresh = found.filter(({ doc }) => !deps.marks.isWaiting(doc.id));
    if (fresh.length === found.length || found.length < BATCH) return fresh.map(({ doc }) => doc);
    // Those that were taken already must not hide the others.
    await deps.marks.flush();
  }
};

/** @returns false when it stopped early, because a turn put something in front of the rest. */
async function drain(deps: TakeTurnDeps, held: Held, batch: readonly EventDoc[]): Promise<boolean> {
  for (const event of batch) {
    await keepLease(deps, held);
    const before = held.doc.handled.find(({ id }) => id === event.id);
    const taken = before ?? (await takeEvent(deps, held, event));
    crashPoint('turn.beforeMark');
    const { confidential, identity, shown } = taken ?? nothing;
    const mark = { state: 'done', confidential, identity, ...(shown && { shown }) } as const;
    const { doc } = held;
    // Only then: what is not marked yet nobody may read.
    await deps.marks.add(event, mark, () => taken && deps.tellOfficers(doc, confidential));
    const goesInFront = !held.performed && held.doc.effects?.some(({ type }) => isAnsweredAtOnce.has(type));
    await perform(deps, held);
    if (goesInFront) return false;
  }
  return true;
}

/** A long backlog outlasts one lease. */
async function keepLease(deps: TakeTurnDeps, held: Held): Promise<void> {
  const now = deps.clock.now();
  if (now - held.leasedAt < LEASE_MS / 3) return;
  if ((await deps.conversations.lease(held.doc.id, LEASE_MS, held.epoch)) === 'held') throw new Overtaken();
  held.leasedAt = now;
}

const nothing: Handled = { confidential: false, identity: false };

/** @returns undefined where no turn had to be taken */
async function takeEvent(deps: TakeTurnDeps, held: Held, event: EventDoc): Promise<Handled | undefined> {
  const meaning = toInput(event, deps.ownAppId);
  if (meaning.type === 'nothing') return undefined;
  if (meaning.type === 'own-echo') {
    await deps.settle(meaning.effectId, meaning.mid);
    return undefined;
  }
  if (meaning.files.length > 0) await deps.wantFiles(held.doc.id, meaning.files);
  const book = await deps.book(held.doc.state, meaning.input);
  const advanced = decide(deps, book, held.doc, meaning.input);
  const mark = { ...advanced.mark, ...(meaning.input.type === 'staff-said' && { shown: true }) };
  await commit(deps, held, event, advanced, mark);
  deps.log.info(
    { conversationId: held.doc.id, input: meaning.input.type, effects: advanced.effects.length },
    'turn taken',
  );
  deps.turnTaken();
  return mark;
}

/** A broken flow must not leave a person in silence: see `failTurn`. */
function decide(deps: TakeTurnDeps, book: FlowBook, { state }: ConversationDoc, input: Input): Advanced {
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
    effects: effects.length > 0 ? effects : undefined,
    effectsDue: effects.length > 0,
    handled: [...doc.handled, { id: event.id, ...mark }].slice(-HANDLED_KEPT),
    nextSeq: doc.nextSeq + effects.length,
    updatedAt: deps.clock.now(),
    busy: advanced.state.frames.length > 0,
  };
  crashPoint('turn.beforeCommit');
  // Only as long as the lease is ours: nobody's later turn may be written over.
  const { version, epoch } = held;
  if (!(await deps.conversations.replace(next, { version, epoch }))) throw new Overtaken();
  held.doc = next;
  held.version += 1;
  held.performed = effects.length === 0;
  crashPoint('turn.afterCommit');
}

/** Performs what the last commit left to do. Only then may the next turn be taken: its effects come after. */
async function perform(deps: TakeTurnDeps, held: Held): Promise<void> {
  if (held.performed) return;
  await deps.perform(held.doc, held.doc.effects ?? []);
  held.performed = true;
  crashPoint('turn.afterPerform');
}
