import { createHmac } from 'node:crypto';
import type { LiveNotice } from './console/contract';
import { concernedCases } from './conversation/concerned-cases';
import { isConfidential } from './conversation/make-turn';
import type { EventMarks } from './inbox/event-marks';
import { makePreview } from './inbox/files/make-preview';
import { keepFile, wantFiles } from './inbox/keep-file';
import type { TurnsWait } from './inbox/catch-up';
import { isCommentLane } from './inbox/comment-lane';
import { conversationIdOf } from './inbox/conversation-id-of';
import { takeComment } from './inbox/take-comment';
import { takeTurn } from './inbox/take-turn';
import { timeHandlers } from './operations/measure';
import { deliver } from './outbox/deliver';
import { settleEcho } from './outbox/settle-echo';
import { drawForm } from './outbox/draw-form';
import type { FormBody } from './outbox/form-body';
import { formFailed } from './outbox/form-failed';
import { perform } from './outbox/perform';
import { performCase } from './outbox/perform-case';
import { replyDelivered as tellDelivered, replyFailed, replyHeld } from './outbox/reply-failed';
import { keyFor, type Parts } from './parts';
import { fireTimer } from './queues/fire-timer';
import { startSweeper } from './queues/start-sweeper';
import type { ConversationDoc, PendingEffect } from './store/conversations';
import type { MessageDoc } from './store/messages';
import { pauseSends } from './watch/pause-sends';

const TURN_CONCURRENCY = 64;
const DELIVERY_CONCURRENCY = 256;
const MEDIA_CONCURRENCY = 8;
/** How long a turn that has to wait is left alone before it is looked at again. */
const WAIT_MS = 500;

/**
 * Takes turns, delivers messages, performs what cases want, fetches files, fires timers.
 * @returns how to stop looking for more; what is under way ends with the queue.
 */
export function startWorker(
  parts: Parts & {
    readonly marks: EventMarks;
    /** What came in before may still be on some disk. */
    readonly waits: TurnsWait;
  },
): () => Promise<void> {
  const { opened, between, liveBook, meta, client, clock, log, metrics } = parts;
  const { store, blobs } = opened;
  const { live } = between;
  const pace = pauseSends({ ...parts.receiving, clock }, between.pace);
  const queue = timeHandlers(metrics, between.queue);
  const tellOfficers = (caseIds: readonly string[]): void => {
    if (caseIds.length > 0) live.publish({ type: 'conversation-changed', caseIds: [...caseIds] });
  };
  const tellOf = ({ state }: ConversationDoc, confidential: boolean): void =>
    tellOfficers(concernedCases(state, confidential));
  const codeKey = keyFor(opened.rootSecret, 'receipt-code');
  const ports = { ...store, blobs, queue, clock, log, client, pace, tellOfficers };
  const telling = { ...ports, publish: (notice: LiveNotice) => live.publish(notice) };
  const performDeps = {
    ...telling,
    codeBytes: (caseId: string, attempt: number) =>
      createHmac('sha256', codeKey).update(`${caseId}|${attempt}`).digest(),
  };
  const replyDelivered = (message: MessageDoc) => tellDelivered(telling, message);
  const turnDeps = {
    ...ports,
    marks: parts.marks,
    ownAppId: meta.appId,
    book: liveBook.bookFor,
    tellOfficers: tellOf,
    turnTaken: metrics.turnTaken,
    settle: (messageId: string, mid: string | undefined) =>
      settleEcho({ ...ports, replyDelivered }, messageId, mid),
    wantFiles: (conversationId: string, files: Parameters<typeof wantFiles>[2]) =>
      wantFiles(ports, conversationId, files),
    perform: (conversation: ConversationDoc, effects: readonly PendingEffect[]) =>
      perform(performDeps, conversation, effects),
  };
  const deliverDeps = {
    ...ports,
    mayEchoCome: () => parts.waits.mayEchoCome(),
    replyFailed: (message: MessageDoc, reason: string) => replyFailed(telling, message, reason),
    permissions: parts.config.permissions,
    replyHeld: (message: MessageDoc, reason: string) => replyHeld(telling, message, reason),
    replyDelivered,
    drawForm: (form: FormBody['form']) =>
      drawForm({ ...ports, department: () => liveBook.current().department }, form),
    formFailed: (message: MessageDoc, body: FormBody, reason: string) =>
      formFailed(telling, message, body, reason),
  };
  const commentDeps = {
    ...ports,
    conversationIdOf: conversationIdOf(keyFor(opened.rootSecret, 'conversation-id')),
    reply: () => liveBook.current().department['comment-reply'],
    commentTaken: metrics.commentTaken,
  };
  const fileDeps = {
    ...ports,
    makePreview,
    trustedOrigin: parts.isTrial ? parts.url : undefined,
    tellOfficers: async (conversationId: string) => {
      const conversation = await store.conversations.get(conversationId);
      if (conversation) tellOf(conversation.doc, isConfidential(liveBook.current(), conversation.doc.state));
    },
  };

  const takeTurnInOrder = async (id: string): Promise<void> => {
    if (isCommentLane(id)) await takeComment(commentDeps, id);
    else if (await parts.waits.isOn()) await queue.wake('turns', id, WAIT_MS);
    else await takeTurn(turnDeps, id);
  };
  queue.work('turns', takeTurnInOrder, TURN_CONCURRENCY);
  queue.work('deliveries', (id) => deliver(deliverDeps, id), DELIVERY_CONCURRENCY);
  queue.work('timers', (id) => fireTimer(ports, id), TURN_CONCURRENCY);
  queue.work('cases', (id) => performCase(ports, id), TURN_CONCURRENCY);
  queue.work('media', (id) => keepFile(fileDeps, id), MEDIA_CONCURRENCY);
  return startSweeper({ ...ports, swept: metrics.swept });
}
