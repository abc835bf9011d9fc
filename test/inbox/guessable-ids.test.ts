import { accept } from '../../src/inbox/accept';
import { conversationIdOf } from '../../src/inbox/conversation-id-of';
import { readMessagingItem } from '../../src/messenger/events';
import type { EventDoc } from '../../src/store/events';
import { frozenClock } from '../support/frozen-clock';
import { said } from '../support/open-shell';
import { pageId } from '../support/payload-files';

const read = {
  sender: { id: '7390123456789012' },
  recipient: { id: pageId },
  timestamp: 1,
  read: { watermark: 1 },
};

/** The ids under which an item of a webhook is stored by a server with this key. */
async function storedId(item: object, key: number): Promise<string | undefined> {
  const stored: EventDoc[] = [];
  const deps = {
    clock: frozenClock(),
    queue: { wake: async () => undefined },
    events: {
      insertIfAbsent: async (docs: readonly EventDoc[]) => docs.map((doc) => Boolean(stored.push(doc))),
    },
    settleEchoes: async (events: readonly EventDoc[]) => events,
    conversationIdOf: conversationIdOf(Buffer.alloc(32, key)),
  };
  await accept(deps, [readMessagingItem(pageId, item, 2)]);
  expect(stored[0]).not.toHaveProperty('guessable');
  return stored[0]?.id;
}

it('keys the id of what has no mid: without the key nobody can try PSIDs on it', async () => {
  const id = await storedId(read, 1);
  expect(await storedId({ ...read }, 1)).toBe(id);
  expect(await storedId(read, 2)).not.toBe(id);
  expect(readMessagingItem(pageId, read, 2).id).not.toBe(id);
  expect(id).toMatch(/^[\w-]{32}$/);
});

it('leaves the id of a message as its mid makes it, for an edit to find it', async () => {
  const item = said('m_1', 'xin chào');
  expect(await storedId(item, 1)).toBe(readMessagingItem(pageId, item, 2).id);
});
