import type { CaseDoc } from '../../src/store/cases';
import type { ConversationDoc } from '../../src/store/conversations';
import type { EventDoc } from '../../src/store/events';
import type { FileDoc } from '../../src/store/files';
import type { MessageDoc } from '../../src/store/messages';
import type { Said } from '../../src/store/read-transcript';

/** One item of a webhook that the program answered with 200. */
export type Acknowledged = {
  readonly at: number;
  readonly psid: string;
  /** The item as JSON. */
  readonly item: string;
  /** Only what a citizen did has one here. */
  readonly mid?: string;
  /** The id of our message that this is the echo of. */
  readonly echoOf?: string;
};

/** One call that put a message into a thread, as the Graph stand-in saw it. */
export type Call = { readonly metadata: string; readonly at: number };

export type Thread = {
  readonly psid: string;
  readonly kind: string;
  /** Of the case that it makes; undefined where it makes none. */
  readonly summary: string | undefined;
  /** What the citizen did, in the order of (timestamp, arrival). */
  readonly mids: readonly string[];
  /** What he was told, each message once however often it came; times and codes are masked. */
  readonly told: readonly string[];
  readonly expected: readonly string[];
  /** The codes of the receipts that he got. */
  readonly codes: readonly string[];
};

/** All that is known after a run: the store, as it was left by a clean stop, and the stand-in's own record. */
export type World = {
  /** How often something was killed between one write and the next. */
  readonly kills: number;
  readonly acknowledged: readonly Acknowledged[];
  readonly calls: readonly Call[];
  /** When the store was put back to an earlier state; what was taken in before may be unknown to it. */
  readonly restoredAt?: number;
  readonly threads: readonly Thread[];
  /** Citizens of whom no thread tells: what they got as an answer is not looked at. */
  readonly others: ReadonlySet<string>;
  /** Messages that Meta refused for good. */
  readonly refused: ReadonlySet<string>;
  readonly events: readonly EventDoc[];
  readonly conversations: readonly ConversationDoc[];
  readonly messages: readonly MessageDoc[];
  readonly cases: readonly CaseDoc[];
  readonly files: readonly FileDoc[];
  /** By PSID, as an officer reads it. */
  readonly transcripts: ReadonlyMap<string, readonly Said[]>;
  /** Everything that was logged. */
  readonly log: string;
  /** What must not stand in a log: PSIDs, phone numbers, words. */
  readonly secrets: readonly string[];
};

/** An acknowledgement is seen a moment after the event was stored, a call a moment after it was decided. */
const MOMENT_MS = 250;

/** @returns everything that does not hold, each as a sentence that begins with the name of the invariant. */
export function checkInvariants(world: World): string[] {
  return [
    ...checkAcknowledged(world),
    ...checkOrder(world),
    ...checkCases(world),
    ...checkSends(world),
    ...checkNothingWaits(world),
    ...checkReplies(world),
    ...checkLog(world),
  ];
}

/**
 * I1: what was answered with 200 is stored, and in the transcript, exactly once. The echo of a message is remembered by
 * the message.
 */
function* checkAcknowledged(world: World): Generator<string> {
  const { acknowledged, events, messages, transcripts, threads } = world;
  const stored = countBy(events, ({ body }) => JSON.stringify(body));
  const sent = new Set(messages.flatMap(({ id, state }) => (state === 'sent' ? [id] : [])));
  const echoOf = new Map(acknowledged.map((one) => [one.item, one.echoOf]));
  for (const item of new Set(acknowledged.map((one) => one.item))) {
    const times = stored.get(item) ?? 0;
    if (times === 0 && sent.has(echoOf.get(item) ?? '')) continue;
    if (times !== 1) yield `I1: an event that was answered with 200 is stored ${times} times: ${item}`;
  }
  const shown = countBy(
    [...transcripts].flatMap(([psid, said]) => said.map(({ id }) => `${psid} ${id}`)),
    (key) => key,
  );
  const idOf = new Map(events.flatMap((event) => (midOf(event) ? [[midOf(event), event.id]] : [])));
  for (const { psid, mid } of acknowledged) {
    if (mid === undefined) continue;
    const times = shown.get(`${psid} ${idOf.get(mid)}`) ?? 0;
    if (times !== 1) yield `I1: ${mid} was answered with 200 and is in the transcript ${times} times`;
  }
  const heard = new Set(acknowledged.map(({ mid }) => mid));
  for (const mid of threads.flatMap(({ mids }) => mids))
    if (!heard.has(mid)) yield `I1: ${mid} was never answered with 200, though the program is up again`;
}

/** I2: a transcript has what a citizen did in his own order, and that is the order of (timestamp, arrival). */
function* checkOrder({ events, threads, transcripts }: World): Generator<string> {
  const byId = new Map(events.map((event) => [event.id, event]));
  const orders = new Map(
    [...transcripts].map(([psid, said]) => {
      const heard = said.filter(({ from }) => from === 'citizen');
      return [psid, heard.flatMap(({ id }) => byId.get(id) ?? [])];
    }),
  );
  for (const { psid, mids } of threads)
    if ((orders.get(psid) ?? []).map(midOf).join() !== mids.join())
      yield `I2: the transcript has another order than the citizen`;
  for (const order of orders.values()) {
    for (const [at, event] of order.entries()) {
      const before = order[at - 1];
      if (before && (before.at - event.at || before.arrival - event.arrival) > 0)
        yield `I2: ${event.id} stands behind ${before.id}, which is later`;
    }
  }
}

/** I3: one case for each intake that was completed, under its own code, which is the code of the receipt. */
function* checkCases({ cases, conversations, threads, others }: World): Generator<string> {
  const psidOf = new Map(conversations.map(({ id, psid }) => [id, psid]));
  for (const [code, times] of countBy(cases, (one) => one.code))
    if (times > 1) yield `I3: the code ${code} belongs to ${times} cases`;
  for (const { psid, kind, summary, codes } of threads) {
    const own = cases.filter(({ conversationId }) => psidOf.get(conversationId) === psid);
    if (summary === undefined) {
      if (own.length > 0) yield `I3: ${own.length} cases were made of a talk (${kind}) that makes none`;
      continue;
    }
    if (own.length !== 1) yield `I3: a completed intake (${kind}) led to ${own.length} cases`;
    if (codes.length !== 1) yield `I3: a citizen got ${codes.length} receipts for one intake (${kind})`;
    const [found] = own;
    if (!found) continue;
    if (found.kind !== kind || found.summary !== summary)
      yield `I3: the case ${found.code} is not what the citizen sent (${kind})`;
    if (codes.some((code) => code !== found.code))
      yield `I3: the receipt says ${codes.join()}, the case ${found.code}`;
  }
  const known = new Set([...others, ...threads.map(({ psid }) => psid)]);
  for (const { code, conversationId } of cases)
    if (!known.has(psidOf.get(conversationId) ?? '')) yield `I3: the case ${code} is nobody's`;
}

/**
 * I4: each message reached Meta; a second time only where a kill, or an answer that never came, left it open, and no
 * echo had settled it.
 */
function* checkSends(world: World): Generator<string> {
  const { messages, acknowledged, kills, refused, restoredAt = 0 } = world;
  const byId = callsById(world);
  const echoes = new Map<string, number>();
  for (const { echoOf, at } of acknowledged)
    if (echoOf !== undefined && at >= restoredAt)
      echoes.set(echoOf, Math.min(at, echoes.get(echoOf) ?? Infinity));
  for (const { id, state, uncertain } of messages) {
    const own = byId.get(id) ?? [];
    if (refused.has(id)) {
      if (own.length > 0 || state !== 'failed')
        yield `I4: the message ${id}, which Meta refused, ended as ${state}, sent ${own.length} times`;
      continue;
    }
    if (own.length === 0) yield `I4: the message ${id} never reached Meta`;
    if (state !== 'sent') yield `I4: the message ${id} ended as ${state}`;
    if (own.length - 1 > kills + uncertain)
      yield `I4: the message ${id} was sent ${own.length} times, with ${kills} kills and ${uncertain} answers missing`;
    const echo = echoes.get(id) ?? Infinity;
    if (own.some((call) => call.at > echo + MOMENT_MS))
      yield `I4: the message ${id} was sent again after its echo had been taken in`;
  }
  const known = new Set(messages.map(({ id }) => id));
  for (const id of byId.keys()) if (!known.has(id)) yield `I4: ${id} was sent, but is no stored message`;
  const { afterKills: again } = countResends(world);
  if (again > kills) yield `I4: ${again} messages were sent again, with ${kills} kills`;
}

export type Resends = {
  /** Of a claimed message of which, after a death, nobody knew whether it had gone out. */
  readonly afterKills: number;
  /** The answer to the send never came, and until its time was over no echo either. */
  readonly unanswered: number;
};

/** How often a message that had reached Meta was sent once more, and what for. */
export function countResends(world: Pick<World, 'calls' | 'messages'>): Resends {
  const uncertain = new Map(world.messages.map((message) => [message.id, message.uncertain]));
  let [afterKills, unanswered] = [0, 0];
  for (const [id, { length }] of callsById(world)) {
    const accounted = Math.min(length - 1, uncertain.get(id) ?? 0);
    unanswered += accounted;
    afterKills += length - 1 - accounted;
  }
  return { afterKills, unanswered };
}

function callsById({ calls }: Pick<World, 'calls'>): Map<string, Call[]> {
  const byId = new Map<string, Call[]>();
  for (const call of calls) byId.set(call.metadata, [...(byId.get(call.metadata) ?? []), call]);
  return byId;
}

/** I5: nothing waits any more. */
function* checkNothingWaits({ events, messages, conversations, cases, files }: World): Generator<string> {
  for (const { id, state } of events) if (state === 'new') yield `I5: the event ${id} was never taken`;
  for (const { id, state } of messages)
    if (state === 'waiting' || state === 'sending') yield `I5: the message ${id} is still ${state}`;
  for (const { id, effects, effectsDue } of conversations)
    if (effectsDue || effects) yield `I5: the conversation ${id} has effects to perform`;
  for (const { id, effects, effectsDue } of cases)
    if (effectsDue || effects.length > 0) yield `I5: the case ${id} has effects to perform`;
  for (const { id, state } of files) if (state === 'wanted') yield `I5: the file ${id} was never fetched`;
}

/** Every citizen was told exactly what he would have been told without any fault: nothing lost, nothing asked twice. */
function* checkReplies({ threads }: World): Generator<string> {
  for (const { kind, told, expected } of threads) {
    const at = expected.findIndex((text, place) => told[place] !== text);
    if (at >= 0)
      yield `I4: message ${at + 1} of an intake (${kind}) should be “${expected[at]}”, but was “${told[at] ?? ''}”`;
    else if (told.length > expected.length)
      yield `I4: an intake (${kind}) went on with “${told[expected.length] ?? ''}”`;
  }
}

/** I6: nothing that a citizen wrote, nor who he is, stands in a log. */
function* checkLog({ log, secrets }: World): Generator<string> {
  for (const secret of secrets) if (log.includes(secret)) yield `I6: the log holds “${secret}”`;
}

function midOf({ kind, body }: EventDoc): string | undefined {
  if (kind !== 'message' && kind !== 'postback') return undefined;
  const { message, postback } = body as { message?: { mid?: string }; postback?: { mid?: string } };
  return message?.mid ?? postback?.mid;
}

function countBy<T>(items: readonly T[], key: (item: T) => string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const item of items) counts.set(key(item), (counts.get(key(item)) ?? 0) + 1);
  return counts;
}
