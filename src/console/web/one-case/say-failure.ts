import { isUncertain, messageOf } from '../server/server-error';

/** Why a message or an action did not go through, and that trying again is safe. */
export function sayActionFailure(error: unknown): string {
  if (!isUncertain(error)) return messageOf(error);
  return `${messageOf(error)} Thử lại sẽ không làm hai lần cùng một việc.`;
}
