import { randomInt } from 'node:crypto';
import { attachmentEvent, templateEvent } from './attachment-event';
import { checkSend } from './check-send';
import type { Deliveries } from './deliver-webhooks';
import { isObject, isText, type Json } from './json';
import type { Ledger } from './ledger';
import type { MovableClock } from './movable-clock';
import { newMid, nextTime, threadOf, type People } from './people';
import type { Refusal } from './refusal';
import { takeMedia } from './take-media';
import type { AttachmentType, QuickReply, Template, ThreadAttachment, ThreadMessage } from './thread';

export type SendDeps = {
  readonly ledger: Ledger;
  readonly clock: MovableClock;
  readonly deliveries: Deliveries;
  readonly people: People;
  readonly pageId: string;
  readonly appId: string;
  readonly baseUrl: () => string;
  readonly readAtOnce: boolean;
  readonly templates: readonly string[];
};

export type SendAnswer =
  | { readonly type: 'sent'; readonly psid: string; readonly mid?: string }
  | { readonly type: 'refused'; readonly refusal: Refusal };

const ninetyDays = 90 * 24 * 3_600_000;

/** `POST /me/messages`: checks, puts the message into the thread and sends the webhooks that follow at Meta. */
export async function sendFromPage(deps: SendDeps, body: Json): Promise<SendAnswer> {
  const { ledger, clock } = deps;
  const refusal = checkSend(body, {
    now: clock.now(),
    templates: deps.templates,
    citizen: (psid) => ledger.state.threads.get(psid),
    comment: (id) => ledger.state.comments.get(id),
    attachmentKind(id) {
      const attachment = ledger.state.attachments.get(id);
      return attachment && clock.now() - attachment.at < ninetyDays ? attachment.kind : undefined;
    },
  });
  if (refusal) return { type: 'refused', refusal };
  const recipient = body.recipient as Json;
  const comment = ledger.state.comments.get(String(recipient.comment_id));
  const psid = comment?.psid ?? String(recipient.id);
  if (body.sender_action !== undefined) {
    act(deps, psid, (body.sender_action as string).toLowerCase());
    return { type: 'sent', psid };
  }
  const message = body.message as Json;
  const attachments = await mediaOf(deps, message);
  if ('code' in attachments) return { type: 'refused', refusal: attachments };
  if (comment) ledger.write({ type: 'comment', comment: { ...comment, isAnswered: true } });
  return {
    type: 'sent',
    psid,
    mid: write(deps, psid, message, attachments, isText(body.tag) ? body.tag : undefined),
  };
}

function act(deps: SendDeps, psid: string, action: string): void {
  const thread = threadOf(deps.ledger, psid);
  if (action === 'mark_seen')
    deps.ledger.write({
      type: 'seen',
      psid,
      by: 'page',
      until: thread.messages.at(-1)?.at ?? deps.clock.now(),
    });
  if (action === 'typing_on' || action === 'typing_off')
    deps.ledger.tell({ type: 'typing', psid, on: action === 'typing_on' });
}

async function mediaOf(deps: SendDeps, message: Json): Promise<readonly ThreadAttachment[] | Refusal> {
  if (message.sticker_id !== undefined) return [{ type: 'sticker', stickerId: Number(message.sticker_id) }];
  const given = (message.attachments ?? [message.attachment]) as readonly unknown[];
  const attachments: ThreadAttachment[] = [];
  for (const attachment of given) {
    if (!isObject(attachment) || !isObject(attachment.payload) || attachment.type === 'template') continue;
    const type = attachment.type as AttachmentType;
    const file = await takeMedia(deps, type, attachment.payload);
    if ('code' in file) return file;
    attachments.push({ type, fileId: file.id, name: file.name, contentType: file.contentType });
  }
  return attachments;
}

function write(
  deps: SendDeps,
  psid: string,
  message: Json,
  attachments: readonly ThreadAttachment[],
  tag: string | undefined,
): string {
  const { ledger, clock, deliveries, pageId, appId } = deps;
  const template = templateOf(message.attachment);
  const text = isText(message.text) ? message.text : approvedWords(message.template);
  const metadata = isText(message.metadata) ? message.metadata : undefined;
  const written: ThreadMessage = {
    mid: newMid(),
    psid,
    at: nextTime(clock, threadOf(ledger, psid)),
    from: 'page',
    text,
    metadata,
    tag,
    template,
    ...(attachments.length > 0 ? { attachments } : {}),
    ...(Array.isArray(message.quick_replies)
      ? { quickReplies: message.quick_replies as readonly QuickReply[] }
      : {}),
  };
  ledger.write({ type: 'message', message: written });
  const events = [
    ...attachments.map((attachment) => attachmentEvent(attachment, deps.baseUrl())),
    ...(template ? [templateEvent(template)] : []),
  ];
  deliveries.add({
    lane: psid,
    in: 'messaging',
    event: {
      sender: { id: pageId },
      recipient: { id: psid },
      timestamp: written.at,
      message: {
        mid: written.mid,
        is_echo: true,
        app_id: /^\d{1,15}$/.test(appId) ? Number(appId) : appId,
        ...(metadata === undefined ? {} : { metadata }),
        ...(text === undefined ? {} : { text }),
        ...(events.length > 0 ? { attachments: events } : {}),
      },
    },
  });
  deliveries.add({
    lane: psid,
    in: 'messaging',
    event: {
      sender: { id: psid },
      recipient: { id: pageId },
      timestamp: written.at,
      delivery: { mids: [written.mid], watermark: written.at },
    },
  });
  if (deps.readAtOnce) deps.people.read(psid);
  return written.mid;
}

/** Stands in for words that only Meta knows: the template's name, and what was put into it. */
function approvedWords(template: unknown): string | undefined {
  if (!isObject(template)) return undefined;
  const parameters = JSON.stringify(template.components ?? []).matchAll(/"text":"([^"]*)"/g);
  return [`[${String(template.name)}]`, ...[...parameters].map((found) => found[1])].join(' ');
}

function templateOf(attachment: unknown): Template | undefined {
  if (!isObject(attachment) || attachment.type !== 'template' || !isObject(attachment.payload))
    return undefined;
  const { template_type: type, ...content } = attachment.payload;
  return { type, ...content } as unknown as Template;
}

/** Ids of uploads look like Meta's: long numbers. */
export const newAttachmentId = (): string => `${randomInt(1e7, 1e8)}${randomInt(1e7, 1e8)}`;
