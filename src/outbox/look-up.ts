import type { Status } from '../cases/case';
import { internalEvent } from '../inbox/internal-event';
import type { Perform } from './perform';

/** What a citizen reads for each status. */
const statusWords: Readonly<Record<Status, string>> = {
  moi: 'Đã tiếp nhận',
  'dang-xu-ly': 'Đang xử lý',
  'da-tra-loi': 'Đã có trả lời',
  dong: 'Đã kết thúc',
};

/** Finds a case by its code and answers the conversation with its status, nothing else. */
export const lookUp: Perform<'look-up'> = async (deps, conversation, effect) => {
  const [found] = await deps.cases.find({ where: { code: effect.code }, sort: [], limit: 1 });
  const glimpse = found && {
    code: found.doc.code,
    status: statusWords[found.doc.status],
    updatedAt: found.doc.updatedAt,
    confidential: found.doc.kind === 'to-cao',
  };
  // Before anything else that waits: the step is waiting for it.
  const when = { at: 0, arrival: effect.event.arrival };
  await deps.events.insertIfAbsent([
    internalEvent(conversation, `${effect.id}-found`, when, {
      type: 'looked-up',
      ...(glimpse && { found: glimpse }),
    }),
  ]);
  await deps.queue.wake('turns', conversation.id);
};
