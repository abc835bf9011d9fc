import { z } from 'zod';
import { idOf, keepAside, type Incoming } from './events';

const idText = z.union([z.string().min(1), z.number()]).transform(String);

const commentChange = z.looseObject({
  field: z.literal('feed'),
  value: z.looseObject({
    item: z.literal('comment'),
    verb: z.enum(['add', 'remove', 'hide']),
    comment_id: idText,
    post_id: idText,
    from: z.looseObject({ id: idText }).optional().catch(undefined),
    message: z.string().catch(''),
    /** In seconds, unlike everything else. */
    created_time: z.coerce.number().int().positive().max(8.64e12).optional().catch(undefined),
  }),
});

/** A comment under a post, as the `feed` field tells of it. */
export type Comment = {
  readonly id: string;
  readonly verb: 'add' | 'remove' | 'hide';
  readonly postId: string;
  /** Of Facebook, not the PSID that Messenger knows the person by; not always told. */
  readonly from: string | undefined;
  readonly text: string;
  /** ms */
  readonly at: number | undefined;
};

/** @param body an element of `entry[].changes`. @returns undefined for anything but a comment that came or went */
export function readComment(body: unknown): Comment | undefined {
  const value = commentChange.safeParse(body).data?.value;
  if (!value) return undefined;
  return {
    id: value.comment_id,
    verb: value.verb,
    postId: value.post_id,
    from: value.from?.id,
    text: value.message,
    at: value.created_time === undefined ? undefined : value.created_time * 1_000,
  };
}

/**
 * A comment on one of the page's posts that came or went waits to be looked at; the page's own comments, and everything
 * else that happens there, are kept and move nothing.
 * @param item one element of `entry[].changes`.
 */
export function readChange(pageId: string, item: unknown, now: number): Incoming {
  const comment = readComment(item);
  const isOther = comment?.from === pageId || !comment?.postId.startsWith(`${pageId}_`);
  if (!comment || isOther) return keepAside(pageId, 'change', item, now);
  const at = comment.at ?? now;
  return {
    id: idOf(pageId, 'comment', comment.id, comment.verb, String(comment.at ?? '')),
    guessable: false,
    pageId,
    psid: undefined,
    commentId: comment.id,
    // Nobody wrote in the future; and how old it is decides whether it may be answered.
    at: Math.min(at, now),
    kind: 'comment',
    changes: true,
    shown: false,
    body: item,
  };
}
