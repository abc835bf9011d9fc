import type { Clock } from '../clock';
import { crashPoint } from '../crash-point';
import type { MessengerClient } from '../messenger/client';
import type { SendResult } from '../messenger/judge-answer';
import type { MessageBody } from '../messenger/render';
import type { Queue } from '../queues/queue';
import type { Collection } from '../store/collection';
import type { ConversationDoc } from '../store/conversations';
import type { EventDoc } from '../store/events';
import type { MessageDoc } from '../store/messages';

export type DeliverDeps = {
  readonly messages: Collection<MessageDoc>;
  readonly conversations: Collection<ConversationDoc>;
  readonly events: Collection<EventDoc>;
  readonly client: Pick<MessengerClient, 'send' | 'act'>;
  readonly queue: Queue;
  readonly clock: Clock;
  readonly tellOfficers: (conversation: ConversationDoc, confidential: boolean) => void;
  /** The case learns that its officer's words did not arrive. Called again after a crash: once must be enough. */
  readonly replyFailed: (message: MessageDoc, reason: string) => Promise<void>;
  readonly log: { info(fields: object, message: string): void; warn(fields: object, message: string): void };
};

/** A Graph call takes 10 s at most; its echo comes within seconds of it. */
const SENDING_MS = 15_000;
/** How long the echo of a send without an answer is waited for before the one resend. */
const ECHO_MS = 10_000;
/** How often to look whether the inbox has been worked off, before a resend. */
const INBOX_MS = 500;
/** Nobody knows when a person has mended it; what waits then should not wait much longer. */
const STOPPED_MS = 5_000;
const MOST_STOPPED_MS = 60_000;
const MOST_BACKOFF_MS = 300_000;
/** Meta's window: what could not go out by then cannot go out at all. */
const GIVE_UP_MS = 24 * 3_600_000;
const BATCH = 20;

/**
 * Sends a conversation's waiting messages in their order. One that cannot go out yet holds up those behind it, in
 * this conversation only. Claims each message in the store before the call, so that two workers never both send it.
 */
export async function deliver(deps: DeliverDeps, conversationId: string): Promise<void> {
  const held = await deps.conversations.get(conversationId);
  if (!held) return;
  const { psid } = held.doc;
  let sent = 0;
  for (
    let batch = await waiting(deps, conversationId);
    batch.length > 0;
    batch = await waiting(deps, conversationId)
  ) {
    for (const message of batch) {
      const wait = message.dueAt - deps.clock.now();
      if (wait > 0) {
        await deps.queue.wake('deliveries', conversationId, wait);
        return;
      }
      if (sent === 0 && message.by === 'bot' && message.attempts === 0)
        await deps.client.act(psid, 'typing_on');
      const outcome = await sendOne(deps, psid, message);
      sent += 1;
      deps.tellOfficers(held.doc, message.confidential);
      if (outcome !== undefined) {
        await deps.queue.wake('deliveries', conversationId, outcome);
        return;
      }
    }
  }
}

const waiting = async (deps: DeliverDeps, conversationId: string): Promise<MessageDoc[]> => {
  const where = { conversationId, state: { in: ['waiting', 'sending'] } };
  return (await deps.messages.find({ where, sort: ['seq'], limit: BATCH })).map(({ doc }) => doc);
};

/** @returns undefined when the next message may go; else after how many ms to look again. */
async function sendOne(deps: DeliverDeps, psid: string, message: MessageDoc): Promise<number | undefined> {
  // Found `sending` and overdue: whoever sent it died, or got no answer. Its echo may have been taken in, and wait.
  if (message.state === 'sending' && (await isInboxWaiting(deps, message.conversationId))) {
    await deps.queue.wake('turns', message.conversationId);
    return INBOX_MS;
  }
  const now = deps.clock.now();
  const claimed = await deps.messages.update(
    message.id,
    { state: 'sending', dueAt: now + SENDING_MS, attempts: message.attempts + 1 },
    { state: message.state, dueAt: message.dueAt },
  );
  if (!claimed) return 1_000;
  crashPoint('deliver.beforeSend');
  const result = await deps.client.send(psid, message.body as MessageBody, message.id);
  crashPoint('deliver.afterSend');
  return settleResult(deps, message, result);
}

const isInboxWaiting = async (deps: DeliverDeps, conversationId: string): Promise<boolean> =>
  (await deps.events.count({ conversationId, state: 'new' })) > 0;

async function settleResult(
  deps: DeliverDeps,
  message: MessageDoc,
  result: SendResult,
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
      'message not sent',
    );
  }
  switch (result.type) {
    case 'sent':
      await end(deps, message, 'sent', { mid: result.mid ?? null, reason: null });
      deps.log.info({ conversationId, messageId: message.id }, 'message sent');
      return undefined;
    case 'give-up':
      await fail(deps, message, result.reason);
      return undefined;
    case 'unknown':
      // Sent once more, not oftener: each time it may have arrived. A send that a crash cut off is not one of these.
      if (message.uncertain === 0) return later(ECHO_MS, { uncertain: 1, reason: result.reason });
      await fail(deps, message, 'Không rõ tin đã đến hay chưa; Facebook không xác nhận.');
      return undefined;
    case 'retry':
    case 'stop': {
      if (now - message.at > GIVE_UP_MS) {
        await fail(deps, message, result.reason);
        return undefined;
      }
      const [first, most] = result.type === 'stop' ? [STOPPED_MS, MOST_STOPPED_MS] : [1_000, MOST_BACKOFF_MS];
      const backoff = Math.min(first * 2 ** message.attempts, most);
      return later(backoff, { state: 'waiting', reason: result.reason });
    }
  }
}

/** The case is told first: after a crash in between it is told again, never not at all. */
async function fail(deps: DeliverDeps, message: MessageDoc, reason: string): Promise<void> {
  if (message.by === 'officer') {
    // An echo may have shown meanwhile that it arrived.
    const now = await deps.messages.get(message.id);
    if (now?.doc.state !== 'sending') return;
    await deps.replyFailed(message, reason);
  }
  await end(deps, message, 'failed', { reason });
}

const end = (deps: DeliverDeps, message: MessageDoc, state: 'sent' | 'failed', set: Partial<MessageDoc>) =>
  deps.messages.update(message.id, { state, ...set }, { state: 'sending' });

/** An echo says that a message of ours went out, whatever became of the answer to its call. */
export async function settle(
  deps: Pick<DeliverDeps, 'messages'>,
  messageId: string,
  mid: string | undefined,
): Promise<void> {
  const open = { state: { in: ['waiting', 'sending', 'failed'] } };
  await deps.messages.update(messageId, { state: 'sent', mid: mid ?? null, reason: null }, open);
}
