import { timerId } from '../store/timers';
import type { Perform } from './perform';

export const clearTimer: Perform<'clear-timer'> = async (deps, conversation, { name }) => {
  await deps.timers.delete(timerId(conversation.id, name));
};
