import type { SpecOf } from './collection';

/** Something to be told to a conversation at a given time. Setting it again moves it. */
export type TimerDoc = {
  readonly id: string;
  readonly conversationId: string;
  readonly name: string;
  readonly dueAt: number;
};

export const timersSpec: SpecOf<TimerDoc> = { name: 'timers', indexes: [['dueAt']] };

export const timerId = (conversationId: string, name: string): string => `${conversationId}.${name}`;
