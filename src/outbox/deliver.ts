import type { Clock } from '../clock';
import type { MadeFile } from '../cases/complaint-form/complaint-form-file';
import { crashPoint } from '../crash-point';
import type { MessengerClient, OpenDoor, Recipient } from '../messenger/client';
import { windowFrom } from '../conversation/window-from';
import { nextArrival } from '../inbox/accept';
import { internalEvent } from '../inbox/internal-event';
import { isNotOurs, isTooLate, type SendResult } from '../messenger/judge-answer';
import { judgeSend, RESPONSE_MS, type Door, type Permissions, type Sending } from '../messenger/judge-send';
import type { MessageBody } from '../messenger/render';
import type { Queue } from '../queues/queue';
import type { Collection } from '../store/collection';
import type { ConversationDoc } from '../store/conversations';
import type { EventDoc } from '../store/events';
import type { MessageDoc } from '../store/messages';
import { isFormBody, isWordBody, type FormBody } from './form-body';
import { hold, NOT_OURS, STALE, TOO_LATE } from './hold';
import type { Pace } from './pace';

export type DeliverDeps = {
  readonly messages: Collection<MessageDoc>;
  readonly conversations: Pick<Collection<ConversationDoc>, 'get'>;
  readonly events: Collection<EventDoc>;
  readonly client: Pick<MessengerClient, 'send' | 'sendFile'>;
  /** @returns undefined where there is nothing to draw it from any more */
  readonly drawForm: (form: FormBody['form']) => Promise<MadeFile | undefined>;
  readonly queue: Pick<Queue, 'wake'>;
  /** The echo of what was sent may still be on a disk: the database was away until just now. */
  readonly mayEchoCome?: () => Promise<boolean>;
  readonly pace: Pace;
  /** What Meta allows this page. */
  readonly permissions: Permissions;
  readonly clock: Clock;
  readonly tellOfficers: (caseIds: readonly string[]) => void;
  /** The case learns that its officer's words did not arrive. Called again after a crash: once must be enough. */
  readonly replyFailed: (message: MessageDoc, reason: string) => Promise<void>;
  /** The case learns that they wait for the citizen, and that they went out after that. Called again like `replyFailed`. */
  readonly replyHeld: (message: MessageDoc, reason: string) => Promise<void>;
  readonly replyDelivered: (message: MessageDoc) => Promise<void>;
  /** The citizen and the case learn that a form did not arrive. Called again like `replyFailed`. */
  readonly formFailed: (message: MessageDoc, body: FormBody, reason: string) => Promise<void>;
  readonly log: { info(fields: object, message: string): void; warn(fields: object, message: string): void };
};

/** A Graph call takes 8 s at most (see the client); its echo comes within seconds of it. */
const SENDING_MS = 11_000;
/** Most calls take less; whoever has the message under way does not know of those that came behind it. */
const CALL_MS = 500;
/**
 * How long the echo is waited for after each send without an answer, before the next. An outage of minutes must not
 * cost a message; but each resend may double one that did arrive, so it is tried ever more rarely, and not for ever.
 */
const ECHO_WAITS_MS = [10_000, 20_000, 40_000, 80_000] as const;
/** How often to look whether the inbox has been worked off, before a resend. */
const INBOX_MS = 500;
/** Nobody knows when a person has mended it; what waits then should not wait much longer. */
const STOPPED_MS = 5_000;
const MOST_STOPPED_MS = 60_000;
const MOST_BACKOFF_MS = 300_000;
/** What could not go out in all that time, although Meta's window was open, never will. */
const GIVE_UP_MS = 24 * 3_600_000;
const BATCH = 20;
const NO_FORM = 'Không lập được mẫu đơn vì không còn hồ sơ.';
const COMMENT_TOO_OLD = 'Bình luận đã quá 7 ngày, Facebook không cho gửi tin riêng nữa.';
const ERASED = 'Nội dung đã hủy, tin không được gửi.';

/**
 * Sends a conversation's waiting messages in their order. One that cannot go out yet holds up those behind it, in
 * this conversation only. Claims each message in the store before the call, so that two workers never both send it.
 */
export async function deliver(deps: DeliverDeps, conversationId: string): Promise<void> {
  const where = { conversationId, state: { in: ['waiting', 'sending'] } };
  for (let isWhole = false; !isWhole;) {
    const found = await deps.messages.find({ where, sort: ['seq'], limit: BATCH });
    // What is put there meanwhile is woken for, and found by the run that follows this one.
    isWhole = found.length < BATCH;
    const wait = await sendInOrder(
      deps,
      found.map(({ doc }) => doc),
    );
    if (wait === undefined) continue;
    await deps.queue.wake('deliveries', conversationId, wait);
    return;
  }
}

/** @returns undefined when all went out, or never will; else after how many ms to look again. */
async function sendInOrder(deps: DeliverDeps, batch: readonly MessageDoc[]): Promise<number | undefined> {
  let isClaimed = false;
  for (const [at, message] of batch.entries()) {
    const wait = isClaimed ? 0 : await claim(deps, message);
    if (wait > 0) return wait;
    const sent = await sendOne(deps, message, batch[at + 1]);
    deps.tellOfficers(message.caseIds ?? []);
    if (sent.wait !== undefined) return sent.wait;
    isClaimed = sent.hasClaimedNext;
  }
  return undefined;
}

/** @returns 0 when it is ours to send now; else after how many ms to look again */
async function claim(deps: DeliverDeps, message: MessageDoc): Promise<number> {
  const wait = message.dueAt - deps.clock.now();
  if (wait > 0)
    return message.state === 'sending' && message.uncertain === 0 ? Math.min(wait, CALL_MS) : wait;
  const tooSoon = await deps.pace(isBack(message));
  if (tooSoon > 0) return putOff(deps, message, tooSoon);
  // Found `sending` and overdue: whoever sent it died, or got no answer. Its echo may have been taken in, and wait.
  if (message.state === 'sending') {
    if (await deps.mayEchoCome?.()) return INBOX_MS;
    if (await isInboxWaiting(deps, message.conversationId)) {
      await deps.queue.wake('turns', message.conversationId);
      return INBOX_MS;
    }
  }
  const { id, set, where } = claiming(deps, message);
  return (await deps.messages.update(id, set, where)) ? 0 : 1_000;
}

/** Lasts no longer than one call may take. */
const claiming = ({ clock }: DeliverDeps, { id, state, dueAt, attempts }: MessageDoc) => ({
  id,
  set: { state: 'sending', dueAt: clock.now() + SENDING_MS, attempts: attempts + 1 } as const,
  where: { state, dueAt },
});

/** The time to come back is written down, so that neither the sweeper nor anybody else asks for it before. */
async function putOff(deps: DeliverDeps, { id, state, dueAt }: MessageDoc, ms: number): Promise<number> {
  await deps.messages.update(id, { dueAt: deps.clock.now() + ms }, { state, dueAt });
  return ms;
}

/** It was put off before, and its time has come. */
const isBack = ({ dueAt, at }: MessageDoc): boolean => dueAt > at;

type Sent = { readonly wait?: number; readonly hasClaimedNext: boolean };

/** Sends a message that is claimed. The write that says it went out claims the one behind it, if that may go too. */
async function sendOne(deps: DeliverDeps, message: MessageDoc, next: MessageDoc | undefined): Promise<Sent> {
  const to = await recipientOf(deps, message);
  if (to === undefined) {
    await end(deps, message, 'failed', { reason: ERASED });
    return { hasClaimedNext: false };
  }
  crashPoint('deliver.beforeSend');
  const result = await call(deps, to, message);
  crashPoint('deliver.afterSend');
  if (result.type === 'sent' && message.heldAt !== undefined && message.by === 'officer')
    await deps.replyDelivered(message);
  if (result.type !== 'sent' || next?.state !== 'waiting' || next.dueAt > deps.clock.now())
    return { wait: await settleResult(deps, message, result), hasClaimedNext: false };
  // Not before the answer: a place that is taken early and used late lets too many go out in one second.
  const nextWaits = await deps.pace(isBack(next));
  if (nextWaits > 0) {
    await settleResult(deps, message, result);
    return { wait: await putOff(deps, next, nextWaits), hasClaimedNext: false };
  }
  const changed = await deps.messages.updateEach([ending(message, result.mid), claiming(deps, next)]);
  logSent(deps, message);
  return changed === 2 ? { hasClaimedNext: true } : { wait: 1_000, hasClaimedNext: false };
}

/** What came of a message; `closed`: Messenger takes it through no door at this time. */
type Outcome =
  | SendResult
  | {
      readonly type: 'closed';
      readonly reason: string;
      readonly code: string;
      readonly operator?: string;
    };

async function call(deps: DeliverDeps, to: Recipient, message: MessageDoc): Promise<Outcome> {
  if (typeof to !== 'string') {
    const isOver = deps.clock.now() > (message.comment?.until ?? 0);
    return isOver
      ? { type: 'give-up', reason: COMMENT_TOO_OLD, code: 'comment-too-old' }
      : deps.client.send(to, message.body as MessageBody, message.id);
  }
  const door = await doorFor(deps, message);
  if (door.type === 'none') return { type: 'closed', reason: TOO_LATE, code: 'window' };
  const result = await callThrough(deps, door, to, message);
  if (isNotOurs(result)) return { ...result, type: 'closed', reason: NOT_OURS };
  if (!isTooLate(result)) return result;
  // By Meta's clock the day is over, whatever ours says.
  const next = judgeSend(
    sendingOf(message),
    deps.clock.now() - RESPONSE_MS - 1,
    deps.clock.now(),
    deps.permissions,
  );
  const again =
    door.type === 'response' && next.type === 'human-agent'
      ? await callThrough(deps, next, to, message)
      : result;
  return isTooLate(again) ? { type: 'closed', reason: TOO_LATE, code: 'window' } : again;
}

/** The conversation is asked only where the message's own knowledge of the citizen has grown old. */
async function doorFor(deps: DeliverDeps, message: MessageDoc): Promise<Door> {
  const judge = (heardAt: number | undefined): Door =>
    judgeSend(sendingOf(message), heardAt, deps.clock.now(), deps.permissions);
  if (message.heardAt !== undefined && judge(message.heardAt).type === 'response')
    return { type: 'response' };
  const stored = await deps.conversations.get(message.conversationId);
  return judge(stored && windowFrom(stored.doc.state));
}

const sendingOf = ({ by, body }: MessageDoc): Sending => ({
  by,
  what: isFormBody(body) ? 'file' : isWordBody(body) ? 'word' : 'text',
});

async function callThrough(
  deps: DeliverDeps,
  door: OpenDoor,
  psid: string,
  { id, body }: MessageDoc,
): Promise<SendResult> {
  if (isFormBody(body)) {
    const file = await deps.drawForm(body.form);
    return file
      ? deps.client.sendFile(psid, file, id)
      : { type: 'give-up', reason: NO_FORM, code: 'no-form' };
  }
  if (isWordBody(body) && door.type === 'template') {
    const { name, language } = door.template;
    const parameters = [{ type: 'text', text: body.word.code }];
    const template = { name, language: { code: language }, components: [{ type: 'body', parameters }] };
    return deps.client.send(psid, { template }, id, door);
  }
  return deps.client.send(psid, body as MessageBody, id, door);
}

/** Messages of an earlier version do not say whom they are for. */
async function recipientOf(
  deps: DeliverDeps,
  { psid, comment, conversationId }: MessageDoc,
): Promise<Recipient | undefined> {
  if (comment) return { commentId: comment.id };
  return psid ?? (await deps.conversations.get(conversationId))?.doc.psid;
}

const isInboxWaiting = async (deps: DeliverDeps, conversationId: string): Promise<boolean> =>
  (await deps.events.count({ conversationId, state: 'new' })) > 0;

async function settleResult(
  deps: DeliverDeps,
  message: MessageDoc,
  result: Outcome,
): Promise<number | undefined> {
  const now = deps.clock.now();
  const later = async (ms: number, set: Partial<MessageDoc>): Promise<number> => {
    // The echo may have settled it meanwhile.
    await deps.messages.update(message.id, { dueAt: now + ms, ...set }, { state: 'sending' });
    return ms;
  };
  const { conversationId } = message;
  if (result.type !== 'sent') {
    deps.log.warn(
      { conversationId, messageId: message.id, outcome: result.type, code: result.code },
      result.operator === undefined ? 'message not sent' : `message not sent: ${result.operator}`,
    );
  }
  switch (result.type) {
    case 'sent': {
      const { id, set, where } = ending(message, result.mid);
      await deps.messages.update(id, set, where);
      logSent(deps, message);
      return undefined;
    }
    case 'give-up':
      await fail(deps, message, result.reason);
      return undefined;
    case 'closed':
      return setAside(deps, message, result.reason);
    case 'unknown': {
      // A send that a crash cut off is not one of these.
      const wait = ECHO_WAITS_MS[message.uncertain];
      if (wait !== undefined) return later(wait, { uncertain: message.uncertain + 1, reason: result.reason });
      await fail(deps, message, 'Không rõ tin đã đến hay chưa; Facebook không xác nhận.');
      return undefined;
    }
    case 'retry':
    case 'stop': {
      if (now - (message.releasedAt ?? message.at) > GIVE_UP_MS) {
        await fail(deps, message, result.reason);
        return undefined;
      }
      const [first, most] = result.type === 'stop' ? [STOPPED_MS, MOST_STOPPED_MS] : [1_000, MOST_BACKOFF_MS];
      const backoff = Math.max(Math.min(first * 2 ** message.attempts, most), result.afterMs ?? 0);
      return later(backoff, { state: 'waiting', reason: result.reason });
    }
  }
}

/** What is worth reading later waits for the citizen; what was only chatter of the bot has had its time. */
async function setAside(deps: DeliverDeps, message: MessageDoc, reason: string): Promise<number | undefined> {
  const { id, conversationId } = message;
  const stored = await deps.conversations.get(conversationId);
  const now = deps.clock.now();
  if (stored && reason === NOT_OURS) {
    const when = { at: now, arrival: nextArrival(now) };
    await deps.events.insertIfAbsent([
      internalEvent(stored.doc, `${id}-taken`, when, { type: 'thread-taken' }),
    ]);
    await deps.queue.wake('turns', conversationId);
  }
  const heardAt = stored ? windowFrom(stored.doc.state) : 0;
  const isNewer = message.heardAt !== undefined && heardAt > message.heardAt && now - heardAt <= RESPONSE_MS;
  if (reason === TOO_LATE && isNewer) {
    // He did something while Meta was asked: each try knows of something newer, so it ends.
    await deps.messages.update(id, { state: 'waiting', heardAt, dueAt: now }, { state: 'sending' });
    return 0;
  }
  const isLasting = message.by === 'officer' || message.lasting === true;
  if (!stored || !isLasting) {
    await end(deps, message, 'failed', { reason: reason === TOO_LATE ? STALE : reason });
    return undefined;
  }
  await hold(deps, message, stored, reason);
  return undefined;
}

/** The case is told first: after a crash in between it is told again, never not at all. */
async function fail(deps: DeliverDeps, message: MessageDoc, reason: string): Promise<void> {
  const { body } = message;
  if (message.by === 'officer' || isFormBody(body)) {
    // An echo may have shown meanwhile that it arrived.
    const now = await deps.messages.get(message.id);
    if (now?.doc.state !== 'sending') return;
    if (isFormBody(body)) await deps.formFailed(message, body, reason);
    else await deps.replyFailed(message, reason);
  }
  await end(deps, message, 'failed', { reason });
}

const end = (deps: DeliverDeps, message: MessageDoc, state: 'failed', set: Partial<MessageDoc>) =>
  deps.messages.update(message.id, { state, ...set }, { state: 'sending' });

/** Its echo may have been quicker. */
const ending = ({ id }: MessageDoc, mid: string) => ({
  id,
  set: { state: 'sent', mid, reason: null } as const,
  where: { state: { in: ['sending', 'sent'] } },
});

const logSent = ({ log }: DeliverDeps, { conversationId, id }: MessageDoc): void =>
  log.info({ conversationId, messageId: id }, 'message sent');

/** An echo says that a message of ours went out, whatever became of the answer to its call. */
export async function settle(
  deps: Pick<DeliverDeps, 'messages'>,
  messageId: string,
  mid: string | undefined,
): Promise<void> {
  const open = { state: { in: ['waiting', 'sending', 'failed', 'held'] } };
  await deps.messages.update(messageId, { state: 'sent', mid: mid ?? null, reason: null }, open);
}
