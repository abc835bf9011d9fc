import { filesIn } from '../messenger/to-input';
import type { EventDoc } from '../store/events';
import type { MessageDoc } from '../store/messages';
import { heardSort, saidSort } from '../store/transcript-place';
import { deleteFile } from './delete-file';
import { filesInCases, forgottenFile } from './forget-files';
import type { Perform, PerformDeps } from './perform';

const AT_ONCE = 100;
const SAID = '(đã xóa cùng nội dung chưa gửi)';
const NOT_SENT = 'Nội dung đã hủy, tin không được gửi.';

/**
 * Deletes what was said for something that was never sent: the citizen's words with what came along, and what the bot
 * repeated of them. That something was said, when, and why it is gone stays in the transcript. What a person wrote stays,
 * whoever he was; so does what a case holds.
 */
export const forgetWords: Perform<'forget-words'> = async (deps, conversation, { since, why, event }) => {
  const { id } = conversation;
  const inCases = await filesInCases(deps, id);
  const handled = new Set(conversation.handled.map((one) => one.id));
  let count = 0;
  for await (const heard of heardIn(deps, id, { gte: since, lte: event.at })) {
    // What waits for its turn is no part of what the turns before threw away.
    if (heard.id === event.id || (heard.state !== 'done' && !handled.has(heard.id))) continue;
    const files = filesIn(heard).filter((file) => !inCases.has(file.id));
    for (const file of files) await deleteFile(deps, file.id, forgottenFile[why]);
    if (await deps.events.update(heard.id, { body: null, forgotten: why })) count += 1;
  }
  // Not what this turn itself says of it.
  for await (const said of saidIn(deps, id, { gte: since, lt: event.at })) {
    const { state, dueAt } = said;
    const unsent = state === 'sent' ? {} : ({ state: 'failed', reason: NOT_SENT } as const);
    const forgotten = { text: SAID, choices: [], body: null, ...unsent };
    if (await deps.messages.update(said.id, forgotten, { state, dueAt })) count += 1;
  }
  deps.log.info({ conversationId: id, count }, 'words of what was never sent deleted');
};

type Range = { readonly gte: number; readonly lt?: number; readonly lte?: number };

async function* heardIn(
  { events }: PerformDeps,
  conversationId: string,
  at: Range,
): AsyncGenerator<EventDoc> {
  for (let after: string | undefined; ;) {
    const where = { conversationId, shown: true, at };
    const page = await events.find({ where, sort: heardSort, limit: AT_ONCE, ...(after && { after }) });
    for (const { doc } of page)
      if (!doc.forgotten && doc.kind !== 'echo' && doc.kind !== 'standby') yield doc;
    after = page.at(-1)?.cursor;
    if (page.length < AT_ONCE) return;
  }
}

/** What lasts (a receipt, the answer to a look-up) is about a case; what Messenger has in hand is not ours to change. */
async function* saidIn(
  { messages }: PerformDeps,
  conversationId: string,
  at: Range,
): AsyncGenerator<MessageDoc> {
  for (let after: string | undefined; ;) {
    const where = { conversationId, at };
    const page = await messages.find({ where, sort: saidSort, limit: AT_ONCE, ...(after && { after }) });
    for (const { doc } of page)
      if (doc.by === 'bot' && !doc.lasting && doc.state !== 'sending' && doc.text !== SAID) yield doc;
    after = page.at(-1)?.cursor;
    if (page.length < AT_ONCE) return;
  }
}
