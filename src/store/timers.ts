import type { SpecOf } from './collection';

/** Something to be told to a conversation at a given time. Setting it again moves it. */
export type TimerDoc = {
  readonly id: string;
  readonly conversationId: string;
  readonly name: string;
  readonly dueAt: number;
  /** Of the effect that set it: what a worker that was overtaken does late must not undo what came after it. */
  readonly seq: number;
};

export const timersSpec: SpecOf<TimerDoc> = { name: 'timers', indexes: [['dueAt'], ['seq']] };

export const timerId = (conversationId: string, name: string): string => `${conversationId}.${name}`;
