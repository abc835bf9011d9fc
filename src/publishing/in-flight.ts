import type { Collection } from '../store/collection';
import type { ConversationDoc } from '../store/conversations';

const PAGE = 100;

/** Every conversation with a flow under way. Documents of old do not say whether they have one, so they are looked into. */
export async function* busyConversations(
  conversations: Collection<ConversationDoc>,
): AsyncGenerator<ConversationDoc> {
  for (const busy of [true, null]) {
    for (let after: string | undefined; ;) {
      const page = await conversations.find({
        where: { busy },
        sort: ['busy'],
        limit: PAGE,
        ...(after !== undefined && { after }),
      });
      for (const { doc } of page) if (doc.state.frames.length > 0) yield doc;
      after = page.at(-1)?.cursor;
      if (page.length < PAGE) break;
    }
  }
}
