import { parameter, type Refusal } from './refusal';
import type { PageComment } from './state';

const WINDOW_MS = 7 * 24 * 3_600_000;

/** What Meta would object to in a private answer to a comment: there is one, within seven days. */
export function checkPrivateReply(comment: PageComment | undefined, now: number): Refusal | undefined {
  if (!comment) return parameter('Object with this comment_id does not exist', 33);
  if (comment.isAnswered)
    return { code: 10900, message: '(#10900) Activity already replied to: a private reply was sent before' };
  if (now - comment.at > WINDOW_MS)
    return {
      code: 10903,
      message: "(#10903) This user can't reply to this activity: it is older than 7 days",
    };
  return undefined;
}
