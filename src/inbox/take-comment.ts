import type { Clock } from '../clock';
import type { ConversationId } from '../conversation/conversation-id';
import { judgeComment, PRIVATE_REPLY_MS, type CommentVerdict } from '../messenger/judge-comment';
import { readComment, type Comment } from '../messenger/read-change';
import { render } from '../messenger/render';
import type { Queue } from '../queues/queue';
import type { Collection } from '../store/collection';
import type { CommentInvitationDoc } from '../store/comment-invitations';
import type { EventDoc } from '../store/events';
import { untried, type MessageDoc } from '../store/messages';

export type TakeCommentDeps = {
  readonly events: Collection<EventDoc>;
  readonly messages: Collection<MessageDoc>;
  readonly commentInvitations: Collection<CommentInvitationDoc>;
  readonly conversationIdOf: (pageId: string, psid: string) => ConversationId;
  readonly queue: Pick<Queue, 'wake'>;
  readonly clock: Clock;
  /** What an admin wrote for people who comment; undefined: nobody is invited. */
  readonly reply: () => string | undefined;
  readonly commentTaken: (outcome: CommentOutcome) => void;
};

export type CommentOutcome = CommentVerdict | 'invited-before';

const MOST_OF_ONE = 50;
const GONE = 'Bình luận không còn nữa, không gửi tin riêng.';

/**
 * Looks at what happened to one comment. Whoever seems to have a matter gets one private message that invites to the
 * chat; the comment itself is answered by nobody here, and stays out of what is sent. May be killed anywhere and run
 * again: the invitation is claimed first, and its message has an id that follows from the comment.
 */
export async function takeComment(deps: TakeCommentDeps, lane: string): Promise<void> {
  const { events, clock } = deps;
  const query = { where: { conversationId: lane }, sort: ['conversationId'], limit: MOST_OF_ONE };
  const found = (await events.find(query)).map(({ doc }) => doc);
  const fresh = found.filter(({ state }) => state === 'new');
  if (fresh.length === 0) return;
  const comments = found.map(({ body }) => readComment(body)).filter((one) => one !== undefined);
  const verdict = judgeComment(comments, deps.reply(), clock.now());
  if (verdict === 'gone') await takeBack(deps, lane);
  const outcome = verdict === 'invite' ? await invite(deps, lane, comments, fresh[0]?.pageId ?? '') : verdict;
  await events.updateMany(
    fresh.map(({ id }) => id),
    { state: 'done' },
  );
  deps.commentTaken(outcome);
}

async function invite(
  deps: TakeCommentDeps,
  lane: string,
  comments: readonly Comment[],
  pageId: string,
): Promise<CommentOutcome> {
  const { commentInvitations, conversationIdOf, messages, clock, queue } = deps;
  const added = comments.find(({ verb }) => verb === 'add');
  const text = deps.reply();
  if (added?.at === undefined || text === undefined) return 'off';
  const now = clock.now();
  const id = added.from === undefined ? lane : conversationIdOf(pageId, `commenter|${added.from}`);
  const [isFirst] = await commentInvitations.insertIfAbsent([{ id, lane, at: now }]);
  if (!isFirst && (await commentInvitations.get(id))?.doc.lane !== lane) return 'invited-before';
  const [part] = render({ text });
  if (!part) return 'off';
  const comment = { id: added.id, until: added.at + PRIVATE_REPLY_MS };
  await messages.insertIfAbsent([{ ...messageOf(lane, now), ...part, comment }]);
  await queue.wake('deliveries', lane);
  return 'invite';
}

/** An invitation that has not gone out yet stays here. */
const takeBack = ({ messages }: TakeCommentDeps, lane: string): Promise<boolean> =>
  messages.update(messageId(lane), { state: 'failed', reason: GONE }, { state: 'waiting' });

const messageId = (lane: string): string => `${lane}-invitation`;

const messageOf = (lane: string, now: number) =>
  ({
    id: messageId(lane),
    conversationId: lane,
    seq: 1,
    at: now,
    by: 'bot',
    caseId: null,
    caseIds: [],
    ...untried(now),
    confidential: false,
    identity: false,
  }) as const;
