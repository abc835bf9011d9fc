import type { SpecOf } from './collection';

/** Somebody who was invited to the chat for a comment: once, whatever he comments on later. Nobody can be found by it. */
export type CommentInvitationDoc = {
  /** A keyed hash of whom Facebook names as the writer, or of the comment where it names nobody. */
  readonly id: string;
  /** For which comment (see `commentLane`). */
  readonly lane: string;
  readonly at: number;
};

export const commentInvitationsSpec: SpecOf<CommentInvitationDoc> = {
  name: 'comment-invitations',
  indexes: [['at']],
};
