import { randomInt } from 'node:crypto';
import type { PeopleDeps } from './people';
import type { SendOptions } from './simulator-contract';

const digits = (count: number): string => Array.from({ length: count }, () => randomInt(10)).join('');

export type Commented = { readonly commentId: string };

/** People who write below the page's posts, where everybody can read it. */
export function createComments({ ledger, clock, deliveries, pageId }: PeopleDeps) {
  const tell = (psid: string, value: object, options?: SendOptions): void =>
    deliveries.add({ lane: psid, in: 'changes', event: { field: 'feed', value } }, options);

  const about = (id: string, psid: string, at: number) => ({
    item: 'comment',
    post_id: `${pageId}_77`,
    parent_id: `${pageId}_77`,
    comment_id: id,
    created_time: Math.floor(at / 1_000),
    // Not the PSID: Messenger knows people by other numbers than the page's posts do.
    from: { id: `1${psid}`, name: ledger.state.threads.get(psid)?.citizen.name },
  });

  return {
    comment(psid: string, text: string, options?: SendOptions): Commented {
      const at = clock.now();
      const id = `77_${digits(15)}`;
      ledger.write({ type: 'comment', comment: { id, psid, at, isAnswered: false } });
      tell(psid, { ...about(id, psid, at), verb: 'add', message: text }, options);
      return { commentId: id };
    },
    removeComment(commentId: string, options?: SendOptions): void {
      const comment = ledger.state.comments.get(commentId);
      if (!comment) throw new Error('The simulator knows no such comment.');
      tell(
        comment.psid,
        { ...about(commentId, comment.psid, comment.at), verb: 'remove', message: '' },
        options,
      );
    },
  };
}
