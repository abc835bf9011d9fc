import { nextArrival } from '../inbox/accept';
import { internalEvent } from '../inbox/internal-event';
import { windowFrom } from '../conversation/window-from';
import { RESPONSE_MS, type Permissions } from '../messenger/judge-send';
import type { ConversationDoc } from '../store/conversations';
import { untried, type MessageDoc } from '../store/messages';
import type { DeliverDeps } from './deliver-deps';

export const TOO_LATE = 'Đã quá thời hạn Facebook cho phép gửi tin.';
export const STALE = `${TOO_LATE} Tin tự động này không gửi nữa.`;
export const NOT_OURS = 'Cuộc trò chuyện đang do hộp thư Facebook giữ.';

/** Nothing hangs on one event alone: once a day it is tried anew. */
const LOOK_AGAIN_MS = 24 * 3_600_000;

/**
 * Keeps a message that Messenger does not take now until the citizen does something. The case is told first, then the
 * message is put aside, then the conversation is told, which releases it at once if he did something meanwhile: killed
 * anywhere in between, the next try begins anew and says nothing twice.
 */
export async function hold(
  deps: DeliverDeps,
  message: MessageDoc,
  { doc }: { readonly doc: ConversationDoc },
  reason: string,
): Promise<void> {
  const now = deps.clock.now();
  const heardAt = windowFrom(doc.state);
  // An echo may have shown meanwhile that it arrived.
  if (message.by === 'officer' && (await stateOf(deps, message)) !== 'sending') return;
  if (message.by === 'officer') await deps.replyHeld(message, reason);
  const put = { state: 'held', heldAt: now, heardAt, dueAt: now + LOOK_AGAIN_MS, reason } as const;
  if (!(await deps.messages.update(message.id, put, { state: 'sending' }))) {
    // Or just while the case was told the opposite.
    if (message.by === 'officer' && (await stateOf(deps, message)) === 'sent')
      await deps.replyDelivered(message);
    return;
  }
  if (doc.state.holds) return;
  const word = wordOf(deps.permissions, message, doc, now);
  if (word) await deps.messages.insertIfAbsent([word]);
  await deps.events.insertIfAbsent([
    internalEvent(
      doc,
      `${message.id}-held-${heardAt}-${message.releasedAt ?? 0}`,
      { at: now, arrival: nextArrival(now) },
      { type: 'message-held', heardAt },
    ),
  ]);
  await deps.queue.wake('turns', doc.id);
}

const stateOf = async ({ messages }: DeliverDeps, { id }: MessageDoc) => (await messages.get(id))?.doc.state;

/** Word that there is news, where Meta approved one. Of a tố cáo nothing is said unasked: who knows who sees it. */
function wordOf(
  { template }: Permissions,
  message: MessageDoc,
  { state }: ConversationDoc,
  now: number,
): MessageDoc | undefined {
  const code = state.cases.find(({ id }) => id === message.caseId)?.code;
  if (!template || code === undefined || message.confidential || now - windowFrom(state) <= RESPONSE_MS)
    return undefined;
  return {
    ...message,
    // Once for each silence of the citizen.
    id: `${message.conversationId}-word-${windowFrom(state)}`,
    by: 'bot',
    caseId: null,
    at: now,
    text: `(Tin mẫu của Facebook) Hồ sơ ${code} có cập nhật.`,
    choices: [],
    body: { word: { code } },
    ...untried(now),
    identity: false,
    lasting: false,
  };
}
