import { createHmac } from 'node:crypto';
import type { ConversationId } from '../conversation/conversation-id';

/**
 * The id that stands for page and citizen in queues, logs and addresses: nobody can go back from it to the PSID
 * without the key.
 */
export const conversationIdOf =
  (key: Buffer) =>
  (pageId: string, psid: string): ConversationId =>
    createHmac('sha256', key)
      .update(`conversation|${pageId}|${psid}`)
      .digest('base64url')
      .slice(0, 32) as ConversationId;
