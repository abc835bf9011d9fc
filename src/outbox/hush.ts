import type { Perform } from './perform';

const AT_ONCE = 200;
const ANSWERED = 'Đã có người trả lời công dân trên Facebook nên tin tự động này không gửi nữa.';

/** Takes back what the bot has not got out yet. What is on its way cannot be; receipts and results still go. */
export const hush: Perform<'hush'> = async (deps, conversation) => {
  const where = { conversationId: conversation.id, state: 'waiting' };
  const found = await deps.messages.peek({ where, sort: ['seq'], limit: AT_ONCE });
  const chatter = found.filter(({ doc }) => doc.by === 'bot' && doc.lasting !== true);
  await deps.messages.updateMany(
    chatter.map(({ doc }) => doc.id),
    { state: 'failed', reason: ANSWERED },
    { state: 'waiting' },
  );
};
