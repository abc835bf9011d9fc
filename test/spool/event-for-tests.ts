import type { EventDoc } from '../../src/store/events';

/** A citizen's message as the inbox keeps it. */
export const eventFor = (id: string, more: Partial<EventDoc> = {}): EventDoc => ({
  id,
  conversationId: `c-${id}`,
  pageId: '100200300400500',
  psid: '7390123456789012',
  at: 1_790_000_000_000,
  arrival: 179_000_000_000_000,
  kind: 'message',
  state: 'new',
  shown: true,
  body: { message: { mid: id, text: `Kính gửi Sở, “${id}” ạ` } },
  confidential: false,
  identity: false,
  ...more,
});
