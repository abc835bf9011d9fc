import { timerId } from '../store/timers';
import type { Perform } from './perform';

export const clearTimer: Perform<'clear-timer'> = async (deps, conversation, { name, seq }) => {
  await deps.timers.delete(timerId(conversation.id, name), { seq: { lt: seq } });
};
