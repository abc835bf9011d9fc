import type { Conversation } from './conversation';

/**
 * What was told here is a case by now, and only a last question is open: there is nothing to lose by stopping. Not so
 * within something else that was called in the middle of it.
 */
export const isSent = ({ frames, answers }: Pick<Conversation, 'frames' | 'answers'>): boolean =>
  frames.length > 0 && answers['ho-so.ma'] !== undefined && !frames.some(({ aside }) => aside);
