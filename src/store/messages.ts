import type { SpecOf } from './collection';

/** One message to a citizen, as Messenger takes it: the outbox until it is sent, our half of the transcript after. */
export type MessageDoc = {
  readonly id: string;
  readonly conversationId: string;
  /** Whom it is for. Absent in messages of an earlier version. */
  readonly psid?: string;
  /** The comment that it answers in private, and until when Messenger takes that; then there is no PSID. */
  readonly comment?: { readonly id: string; readonly until: number };
  /** Whose officers are shown that it went out. Absent in messages of an earlier version. */
  readonly caseIds?: readonly string[];
  readonly seq: number;
  readonly at: number;
  readonly by: 'bot' | 'officer';
  /** The case that an officer's words belong to. */
  readonly caseId: string | null;
  readonly text: string;
  readonly choices: readonly string[];
  /** The `message` of the Send API. */
  readonly body: unknown;
  /** `held`: Messenger takes it again once the citizen has done something. */
  readonly state: 'waiting' | 'sending' | 'sent' | 'failed' | 'held';
  /** When to try next; while `sending`, when to stop waiting for the echo; while `held`, when to look anew. */
  readonly dueAt: number;
  readonly attempts: number;
  /** How often it was sent without learning whether it arrived. */
  readonly uncertain: number;
  readonly mid: string | null;
  /** Why it failed or waits, in words for the officer. */
  readonly reason: string | null;
  readonly confidential: boolean;
  readonly identity: boolean;
  /** When the citizen had last done something, as far as was known. Absent in messages of an earlier version. */
  readonly heardAt?: number;
  /** Worth reading whenever it arrives. */
  readonly lasting?: boolean;
  /** When it was held last, and when Messenger might take it again. */
  readonly heldAt?: number;
  readonly releasedAt?: number;
};

/** A message that nobody has tried to send yet. */
export const untried = (now: number) =>
  ({ state: 'waiting', dueAt: now, attempts: 0, uncertain: 0, mid: null, reason: null }) as const;

export const messagesSpec: SpecOf<MessageDoc> = {
  name: 'messages',
  indexes: [
    ['conversationId', 'state', 'seq'],
    ['state', 'dueAt'],
    ['conversationId', 'at', 'seq'],
  ],
  sealed: {
    fields: ['psid', 'text', 'body', 'choices', 'comment'],
    keyOf: 'conversationId',
    erased: { text: '(Nội dung đã hủy)', body: null, choices: [] },
  },
};
