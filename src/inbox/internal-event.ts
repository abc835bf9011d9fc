import type { Input } from '../conversation/input';
import type { EventDoc } from '../store/events';

/** Omits from each member of a union, not from what they share. */
type Without<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never;
export type InternalInput = Without<Input, 'eventId' | 'at'>;

/**
 * Something that happened on our side (an officer's reply, a timer, a stored case) as an event of the conversation:
 * it waits in the same inbox and is taken in the same order as what the citizen sends.
 * @param id makes it the same event however often it is inserted.
 */
export const internalEvent = (
  conversation: { readonly id: string; readonly pageId: string; readonly psid: string },
  id: string,
  when: { readonly at: number; readonly arrival: number },
  input: InternalInput,
): EventDoc => ({
  id,
  conversationId: conversation.id,
  pageId: conversation.pageId,
  psid: conversation.psid,
  ...when,
  kind: 'internal',
  state: 'new',
  shown: false,
  body: input,
  confidential: false,
  identity: false,
});
