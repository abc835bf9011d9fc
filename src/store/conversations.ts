import type { Conversation } from '../conversation/conversation';
import type { Effect, EventMark } from '../conversation/effects';
import type { SpecOf } from './collection';

/** An effect that was committed with its turn and waits to be performed. */
export type PendingEffect = Effect & {
  /** Made of the event's id and the effect's place in the turn: performing it twice does it once. */
  readonly id: string;
  /** The order of everything that is said in this conversation. */
  readonly seq: number;
  /** The event that caused it, and when that was, so that what follows from it sorts right behind. */
  readonly event: { readonly id: string; readonly at: number; readonly arrival: number };
};

/** What an event turned out to be; `shown` where only its turn made it part of the transcript. */
export type Handled = EventMark & { readonly shown?: boolean };

export type ConversationDoc = {
  readonly id: string;
  readonly pageId: string;
  readonly psid: string;
  readonly state: Conversation;
  /** What the last turn left to do; absent once it is done. */
  readonly effects?: readonly PendingEffect[];
  /** Whether `effects` holds anything: what the sweeper looks for. */
  readonly effectsDue: boolean;
  /** Events whose turn is committed but which may not be marked yet; a retry skips them. */
  readonly handled: readonly ({ readonly id: string } & Handled)[];
  readonly nextSeq: number;
  readonly updatedAt: number;
  /** A flow is under way: whom a new version of it may concern. Absent until the next turn in documents of old. */
  readonly busy?: boolean;
};

export const conversationsSpec: SpecOf<ConversationDoc> = {
  name: 'conversations',
  indexes: [['effectsDue', 'updatedAt'], ['updatedAt'], ['busy']],
  sealed: { fields: ['psid', 'state', 'effects'], keyOf: 'id' },
  leased: true,
};
