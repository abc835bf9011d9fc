import { looksLikeMatter } from '../language/looks-like-matter';
import type { Comment } from './read-change';

/** Meta takes a private answer to a comment for so long. */
export const PRIVATE_REPLY_MS = 7 * 24 * 3_600_000;

export type CommentVerdict = 'invite' | 'off' | 'gone' | 'unknown-time' | 'too-old' | 'no-matter';

/**
 * Whether the writer of a comment is invited to the chat.
 * @param all what is known of one comment, in any order: it may be taken away again before anybody looks
 * @param reply what an admin wrote; without it nobody is invited
 */
export function judgeComment(
  all: readonly Comment[],
  reply: string | undefined,
  now: number,
): CommentVerdict {
  if (reply === undefined) return 'off';
  if (all.some(({ verb }) => verb !== 'add')) return 'gone';
  const added = all.find(({ verb }) => verb === 'add');
  if (added?.at === undefined) return 'unknown-time';
  if (now - added.at > PRIVATE_REPLY_MS) return 'too-old';
  return looksLikeMatter(added.text) ? 'invite' : 'no-matter';
}
