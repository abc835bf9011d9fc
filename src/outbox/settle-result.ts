import { windowFrom } from '../conversation/window-from';
import { nextArrival } from '../inbox/accept';
import { internalEvent } from '../inbox/internal-event';
import { RESPONSE_MS } from '../messenger/judge-send';
import type { MessageDoc } from '../store/messages';
import type { Outcome } from './call-messenger';
import type { DeliverDeps } from './deliver-deps';
import { isFormBody } from './form-body';
import { hold, NOT_OURS, STALE, TOO_LATE } from './hold';

/**
 * How long the echo is waited for after each send without an answer, before the next. An outage of minutes must not
 * cost a message; but each resend may double one that did arrive, so it is tried ever more rarely, and not for ever.
 */
const ECHO_WAITS_MS = [10_000, 20_000, 40_000, 80_000] as const;
/** Nobody knows when a person has mended it; what waits then should not wait much longer. */
const STOPPED_MS = 5_000;
const MOST_STOPPED_MS = 60_000;
const MOST_BACKOFF_MS = 300_000;
/** What could not go out in all that time, although Meta's window was open, never will. */
const GIVE_UP_MS = 24 * 3_600_000;

/**
 * Writes down what came of a message.
 * @returns undefined when it is over; else after how many ms to look again
 */
export async function settleResult(
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
  const isFailed = await end(deps, message, 'failed', { reason });
  if (isFailed || message.by !== 'officer') return;
  const now = await deps.messages.get(message.id);
  // Its echo came just while the case was told the opposite.
  if (now?.doc.state === 'sent') await deps.replyDelivered({ ...message, state: 'failed' });
}

export const end = (deps: DeliverDeps, message: MessageDoc, state: 'failed', set: Partial<MessageDoc>) =>
  deps.messages.update(message.id, { state, ...set }, { state: 'sending' });

/** Its echo may have been quicker. */
export const ending = ({ id }: MessageDoc, mid: string) => ({
  id,
  set: { state: 'sent', mid, reason: null } as const,
  where: { state: { in: ['sending', 'sent'] } },
});

export const logSent = ({ log }: DeliverDeps, { conversationId, id }: MessageDoc): void =>
  log.info({ conversationId, messageId: id }, 'message sent');

/** An echo says that a message of ours went out, whatever became of the answer to its call. */
export const settle = (
  deps: Pick<DeliverDeps, 'messages'>,
  messageId: string,
  mid: string | undefined,
): Promise<void> => settleEach(deps, [{ messageId, mid }]);

/** As `settle`, for many at once. */
export async function settleEach(
  { messages }: Pick<DeliverDeps, 'messages'>,
  echoes: readonly { readonly messageId: string; readonly mid: string | undefined }[],
): Promise<void> {
  const where = { state: { in: ['waiting', 'sending', 'failed', 'held'] } };
  await messages.updateEach(
    echoes.map(({ messageId, mid }) => ({
      id: messageId,
      set: { state: 'sent', mid: mid ?? null, reason: null },
      where,
    })),
  );
}
