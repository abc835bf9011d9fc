import { windowFrom } from '../conversation/window-from';
import type { OpenDoor, Recipient } from '../messenger/client';
import { isNotOurs, isTooLate, type SendResult } from '../messenger/judge-answer';
import { judgeSend, RESPONSE_MS, type Door, type Sending } from '../messenger/judge-send';
import type { MessageBody } from '../messenger/render';
import type { MessageDoc } from '../store/messages';
import type { DeliverDeps } from './deliver-deps';
import { isFormBody, isWordBody } from './form-body';
import { NOT_OURS, TOO_LATE } from './hold';

const COMMENT_TOO_OLD = 'Bình luận đã quá 7 ngày, Facebook không cho gửi tin riêng nữa.';
const NO_FORM = 'Không lập được mẫu đơn vì không còn hồ sơ.';

/** What came of a message; `closed`: Messenger takes it through no door at this time. */
export type Outcome =
  | SendResult
  | {
      readonly type: 'closed';
      readonly reason: string;
      readonly code: string;
      readonly operator?: string;
    };

/** Sends a message through the door that is open for it, if any is. */
export async function callMessenger(deps: DeliverDeps, to: Recipient, message: MessageDoc): Promise<Outcome> {
  if (typeof to !== 'string') {
    const isOver = deps.clock.now() > (message.comment?.until ?? 0);
    return isOver
      ? { type: 'give-up', reason: COMMENT_TOO_OLD, code: 'comment-too-old' }
      : deps.client.send(to, message.body as MessageBody, message.id);
  }
  const door = await doorFor(deps, message);
  if (door.type === 'none') return { type: 'closed', reason: TOO_LATE, code: 'window' };
  const result = await callThrough(deps, door, to, message);
  if (isNotOurs(result)) return { ...result, type: 'closed', reason: NOT_OURS };
  if (!isTooLate(result)) return result;
  // By Meta's clock the day is over, whatever ours says.
  const next = judgeSend(
    sendingOf(message),
    deps.clock.now() - RESPONSE_MS - 1,
    deps.clock.now(),
    deps.permissions,
  );
  const again =
    door.type === 'response' && next.type === 'human-agent'
      ? await callThrough(deps, next, to, message)
      : result;
  return isTooLate(again) ? { type: 'closed', reason: TOO_LATE, code: 'window' } : again;
}

/** The conversation is asked only where the message's own knowledge of the citizen has grown old. */
async function doorFor(deps: DeliverDeps, message: MessageDoc): Promise<Door> {
  const judge = (heardAt: number | undefined): Door =>
    judgeSend(sendingOf(message), heardAt, deps.clock.now(), deps.permissions);
  if (message.heardAt !== undefined && judge(message.heardAt).type === 'response')
    return { type: 'response' };
  const stored = await deps.conversations.get(message.conversationId);
  return judge(stored && windowFrom(stored.doc.state));
}

const sendingOf = ({ by, body }: MessageDoc): Sending => ({
  by,
  what: isFormBody(body) ? 'file' : isWordBody(body) ? 'word' : 'text',
});

async function callThrough(
  deps: DeliverDeps,
  door: OpenDoor,
  psid: string,
  { id, body }: MessageDoc,
): Promise<SendResult> {
  if (isFormBody(body)) {
    const file = await deps.drawForm(body.form);
    return file
      ? deps.client.sendFile(psid, file, id)
      : { type: 'give-up', reason: NO_FORM, code: 'no-form' };
  }
  if (isWordBody(body) && door.type === 'template') {
    const { name, language } = door.template;
    const parameters = [{ type: 'text', text: body.word.code }];
    const template = { name, language: { code: language }, components: [{ type: 'body', parameters }] };
    return deps.client.send(psid, { template }, id, door);
  }
  return deps.client.send(psid, body as MessageBody, id, door);
}
