import { createHmac } from 'node:crypto';
import type { FlowBook } from '../../src/conversation/flow-book';
import { accept } from '../../src/inbox/accept';
import { conversationIdOf } from '../../src/inbox/conversation-id-of';
import { eventMarks } from '../../src/inbox/event-marks';
import { takeTurn, type TakeTurnDeps } from '../../src/inbox/take-turn';
import { readMessagingItem } from '../../src/messenger/events';
import type { FileToSend } from '../../src/messenger/client';
import type { SendResult } from '../../src/messenger/judge-answer';
import { noPermissions } from '../../src/messenger/judge-send';
import type { MessageBody } from '../../src/messenger/render';
import { deliver } from '../../src/outbox/deliver';
import type { DeliverDeps } from '../../src/outbox/deliver-deps';
import { settleEcho } from '../../src/outbox/settle-echo';
import { drawForm } from '../../src/outbox/draw-form';
import { formFailed } from '../../src/outbox/form-failed';
import { perform, type PerformDeps } from '../../src/outbox/perform';
import { replyDelivered, replyFailed, replyHeld } from '../../src/outbox/reply-failed';
import type { ConversationDoc } from '../../src/store/conversations';
import type { EventDoc } from '../../src/store/events';
import type { MessageDoc } from '../../src/store/messages';
import { isCommentLane } from '../../src/inbox/comment-lane';
import { takeComment, type TakeCommentDeps } from '../../src/inbox/take-comment';
import type { Recipient } from '../../src/messenger/client';
import { readChange } from '../../src/messenger/read-change';
import { frozenClock, type FrozenClock } from './frozen-clock';
import { ownAppId, pageId } from './payload-files';
import { shippedBook } from './shipped-flows';
import { tempStore, type TempStore } from './temp-store';

export const psid = '7390123456789012';
/** A little before the clock's time, as Meta's timestamps are. */
export const earlier = 1_790_000_000_000;

export type Wake = { readonly topic: string; readonly id: string; readonly delay: number };
type Call = {
  readonly psid: Recipient;
  readonly body: MessageBody | FileToSend;
  readonly metadata: string;
  /** Not named where it is an answer. */
  readonly door?: 'human-agent' | 'template';
};

export type Shell = {
  readonly clock: FrozenClock;
  readonly store: TempStore['store'];
  readonly blobs: TempStore['blobs'];
  readonly keyRing: TempStore['keyRing'];
  /** Where the store keeps its files. */
  readonly folder: string;
  readonly conversationId: string;
  /** Wake-ups that nobody has answered yet. */
  readonly woken: Wake[];
  readonly logged: string[];
  readonly published: unknown[];
  /** What reached Messenger, in order, and how it answers. */
  readonly calls: Call[];
  readonly threadCalls: string[];
  messenger: (call: Call) => SendResult | Promise<SendResult>;
  book: FlowBook;
  readonly turnDeps: TakeTurnDeps;
  readonly performDeps: PerformDeps;
  readonly deliverDeps: DeliverDeps;
  readonly commentDeps: TakeCommentDeps;
  /** What came of the comments that were looked at. */
  readonly comments: string[];
  idOf(psid: string): string;
  /** Stores items of a webhook, as Meta would post them. */
  post(...items: readonly object[]): Promise<void>;
  /** Stores items of `changes`, likewise. */
  postChanges(...items: readonly object[]): Promise<void>;
  /** Answers wake-ups until only those are left that lie in the future. */
  work(): Promise<void>;
  /** Says something and works it off. */
  hear(text: string): Promise<string[]>;
  /** Lets time pass, for leases too. */
  pass(ms: number): Promise<void>;
  conversation(): Promise<ConversationDoc>;
  messages(): Promise<MessageDoc[]>;
  events(): Promise<EventDoc[]>;
  close(): Promise<void>;
};

/** A citizen's message as an item of a webhook. */
export const said = (mid: string, text: string, more: { at?: number; psid?: string } = {}) => ({
  sender: { id: more.psid ?? psid },
  recipient: { id: pageId },
  timestamp: more.at ?? earlier,
  message: { mid, text },
});

export const echo = (message: object, at = earlier) => ({
  sender: { id: pageId },
  recipient: { id: psid },
  timestamp: at,
  message: { is_echo: true, ...message },
});

const MOST_ROUNDS = 500;

/** Inbox and outbox on the real store, with the flows that ship and a Messenger that answers as it is told. */
export async function openShell(): Promise<Shell> {
  const clock = frozenClock();
  const { store, blobs, keyRing, folder, passLeases, close } = await tempStore({ clock });
  const idOf = conversationIdOf(Buffer.alloc(32, 7));
  const conversationId = idOf(pageId, psid);
  const woken: Wake[] = [];
  const logged: string[] = [];
  const note = (fields: object, message: string) => void logged.push(JSON.stringify({ ...fields, message }));
  const ports = {
    ...store,
    blobs,
    clock,
    queue: {
      wake: async (topic: string, id: string, delay = 0) => void woken.push({ topic, id, delay }),
      work: () => undefined,
      close: async () => undefined,
    },
    log: { info: note, warn: note, error: note },
    tellOfficers: () => undefined,
  };
  const published: unknown[] = [];
  const calls: Call[] = [];
  const threadCalls: string[] = [];
  const performDeps: PerformDeps = {
    ...ports,
    codeBytes: (caseId, attempt) => createHmac('sha256', 'k').update(`${caseId}|${attempt}`).digest(),
    publish: (notice) => void published.push(notice),
    client: {
      passThread: async (_psid, appId) => void threadCalls.push(`pass to ${appId}`),
      takeThread: async () => void threadCalls.push('take'),
    },
  };
  const marks = eventMarks({ events: store.events, later: () => () => undefined, log: ports.log });
  const turnDeps: TakeTurnDeps = {
    ...ports,
    marks,
    turnTaken: () => undefined,
    ownAppId,
    book: () => shell.book,
    wantFiles: async () => undefined,
    settle: (id, mid) => settleEcho(deliverDeps, id, mid),
    perform: (conversation, effects) => perform(performDeps, conversation, effects),
  };
  const deliverDeps: DeliverDeps = {
    ...ports,
    pace: async () => 0,
    permissions: noPermissions,
    replyFailed: (message, reason) => replyFailed(performDeps, message, reason),
    replyHeld: (message, reason) => replyHeld(performDeps, message, reason),
    replyDelivered: (message) => replyDelivered(performDeps, message),
    drawForm: (form) => drawForm({ ...ports, department: () => shell.book.department }, form),
    formFailed: (message, body, reason) =>
      formFailed({ ...performDeps, conversations: store.conversations }, message, body, reason),
    client: {
      send: async (to, body, metadata, door) => {
        const other = door && door.type !== 'response' ? { door: door.type } : {};
        const call = { psid: to, body, metadata, ...other };
        calls.push(call);
        return shell.messenger(call);
      },
      sendFile: async (to, file, metadata) => {
        const call = { psid: to, body: file, metadata };
        calls.push(call);
        return shell.messenger(call);
      },
    },
  };
  const comments: string[] = [];
  const commentDeps: TakeCommentDeps = {
    ...ports,
    conversationIdOf: idOf,
    reply: () => shell.book.department['comment-reply'],
    commentTaken: (outcome) => void comments.push(outcome),
  };
  let mids = 0;

  const all = async <T>(find: (state: string) => Promise<{ doc: T }[]>, states: readonly string[]) =>
    (await Promise.all(states.map(find))).flat().map(({ doc }) => doc);

  const shell: Shell = {
    clock,
    store,
    blobs,
    keyRing,
    folder,
    conversationId,
    woken,
    logged,
    published,
    calls,
    threadCalls,
    messenger: ({ metadata }) => ({ type: 'sent', mid: `m_of_${metadata}` }),
    book: shippedBook(),
    turnDeps,
    performDeps,
    deliverDeps,
    commentDeps,
    comments,
    idOf: (of) => idOf(pageId, of),
    post: async (...items) => {
      await accept(
        { ...ports, conversationIdOf: idOf, settleEchoes: async (events) => events },
        items.map((item) => readMessagingItem(pageId, item, clock.now())),
      );
    },
    postChanges: async (...items) => {
      await accept(
        { ...ports, conversationIdOf: idOf, settleEchoes: async (events) => events },
        items.map((item) => readChange(pageId, item, clock.now())),
      );
    },
    work: async () => {
      for (let round = 0; round < MOST_ROUNDS; round += 1) {
        const at = woken.findIndex(({ delay }) => delay === 0);
        const [wake] = at < 0 ? [] : woken.splice(at, 1);
        if (!wake) return marks.flush();
        if (wake.topic === 'turns' && isCommentLane(wake.id)) await takeComment(shell.commentDeps, wake.id);
        else if (wake.topic === 'turns') await takeTurn(turnDeps, wake.id);
        if (wake.topic === 'deliveries') await deliver(deliverDeps, wake.id);
      }
      throw new Error('the work does not come to an end');
    },
    hear: async (text) => {
      clock.pass(1_000);
      const before = (await shell.messages()).length;
      await shell.post(said(`m_said_${(mids += 1)}`, text, { at: clock.now() }));
      await shell.work();
      return (await shell.messages()).slice(before).map((message) => message.text);
    },
    pass: async (ms) => {
      clock.pass(ms);
      await passLeases(ms);
    },
    conversation: async () => {
      const found = await store.conversations.get(conversationId);
      if (!found) throw new Error('there is no conversation yet');
      return found.doc;
    },
    messages: async () =>
      (await store.messages.find({ where: { conversationId }, sort: ['conversationId'], limit: 1_000 }))
        .map(({ doc }) => doc)
        .sort((a, b) => a.seq - b.seq),
    events: async () => {
      await marks.flush();
      const find = (state: string) =>
        store.events.find({ where: { state }, sort: ['arrival'], limit: 1_000 });
      return (await all(find, ['new', 'done', 'skipped'])).sort((a, b) => a.arrival - b.arrival);
    },
    close,
  };
  return shell;
}

/** From the first word to a case of the kind góp ý. */
export const feedbackIntake = [
  'xin chào',
  'đồng ý',
  'góp ý',
  'Cán bộ tiếp dân sáng nay hướng dẫn rất tận tình.',
  'bỏ qua',
  'không',
  'gửi hồ sơ',
] as const;
