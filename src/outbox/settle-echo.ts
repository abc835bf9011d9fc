import type { MessageDoc } from '../store/messages';
import type { DeliverDeps } from './deliver-deps';
import { settle } from './settle-result';

/**
 * What a turn does with the echo of a message of ours. It may come after the system gave the message up, or put it
 * aside: the officer was told so, and is told now that it arrived. The case is told first, as always.
 */
export async function settleEcho(
  deps: Pick<DeliverDeps, 'messages' | 'replyDelivered' | 'tellOfficers'>,
  messageId: string,
  mid: string | undefined,
): Promise<void> {
  const found = await deps.messages.get(messageId);
  if (!found || found.doc.state === 'sent') return;
  if (isNewsToCase(found.doc)) await deps.replyDelivered(found.doc);
  await settle(deps, messageId, mid);
  deps.tellOfficers(found.doc.caseIds ?? []);
}

/** Its case believes that an officer's words did not arrive, or wait. */
export const isNewsToCase = ({ by, state, heldAt }: Pick<MessageDoc, 'by' | 'state' | 'heldAt'>): boolean =>
  by === 'officer' && (state === 'failed' || state === 'held' || heldAt !== undefined);
