import type { SpecOf } from './collection';

/**
 * One event as it came: the inbox while it is new, the citizen's half of the transcript for ever after.
 * What happens inside (an officer's reply, a timer, the answer to a look-up) comes the same way, as `internal`.
 */
export type EventDoc = {
  readonly id: string;
  /** Empty for what belongs to no conversation. */
  readonly conversationId: string;
  readonly pageId: string;
  readonly psid: string;
  /** Meta's timestamp, ms. */
  readonly at: number;
  /** Decides between events of the same millisecond; grows with every event that is accepted. */
  readonly arrival: number;
  readonly kind: string;
  readonly state: 'new' | 'done' | 'skipped';
  /** A transcript shows it. */
  readonly shown: boolean;
  readonly body: unknown;
  readonly confidential: boolean;
  readonly identity: boolean;
  /** What it said is deleted, and why. */
  readonly forgotten?: Forgotten;
};

/** It was part of something that was begun and never sent. */
export type Forgotten = 'cancelled' | 'too-old';

export const eventsSpec: SpecOf<EventDoc> = {
  name: 'events',
  indexes: [
    ['conversationId', 'state', 'at', 'arrival'],
    ['state', 'arrival'],
    ['conversationId', 'shown', 'at', 'arrival'],
  ],
  sealed: { fields: ['psid', 'body'], keyOf: 'conversationId', erased: { psid: '', body: null } },
};
