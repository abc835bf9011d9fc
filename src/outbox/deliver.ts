import { crashPoint } from '../crash-point';
import type { Recipient } from '../messenger/client';
import type { MessageDoc } from '../store/messages';
import { callMessenger } from './call-messenger';
import type { DeliverDeps } from './deliver-deps';
import { end, ending, logSent, settleResult } from './settle-result';

/** A Graph call takes 8 s at most (see the client); its echo comes within seconds of it. */
const SENDING_MS = 11_000;
/** Most calls take less; whoever has the message under way does not know of those that came behind it. */
const CALL_MS = 500;
/** How often to look whether the inbox has been worked off, before a resend. */
const INBOX_MS = 500;
const BATCH = 20;
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
  const result = await callMessenger(deps, to, message);
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
