import type { ConversationId } from '../conversation/conversation-id';

const PREFIX = 'comment.';

/**
 * What is known of one comment goes the way of a conversation's events, so that nothing of it is lost or done twice; but
 * it is no conversation, for nobody has written to the page. Keyed, like a conversation's id.
 */
export const commentLane = (
  conversationIdOf: (pageId: string, psid: string) => ConversationId,
  pageId: string,
  commentId: string,
): string => `${PREFIX}${conversationIdOf(pageId, `comment|${commentId}`)}`;

export const isCommentLane = (id: string): boolean => id.startsWith(PREFIX);
