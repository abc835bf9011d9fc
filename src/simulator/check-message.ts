import { checkButtons } from './check-buttons';
import { idText, isObject, isText, type Json } from './json';
import { parameter, type Refusal } from './refusal';

export type AttachmentFacts = {
  /** The kind of an uploaded attachment; undefined when there is none under this id, or it has expired. */
  readonly attachmentKind: (id: string) => string | undefined;
};

const mediaTypes = ['image', 'audio', 'video', 'file'];

/** What is wrong with the `message` of a send, in the order in which Meta would complain. */
export function* checkMessage(message: Json, facts: AttachmentFacts): Generator<Refusal> {
  const {
    text,
    attachment,
    attachments,
    quick_replies: quickReplies,
    metadata,
    sticker_id: sticker,
  } = message;
  const contents = [text, attachment, attachments, sticker].filter(
    (content) => content !== undefined && content !== null,
  );
  if (contents.length === 0)
    yield parameter('Message cannot be empty, must provide valid attachment or text');
  if (contents.length > 1) yield parameter('Param message must have either text or attachment, not both');
  if (text !== undefined) {
    if (!isText(text) || text.trim() === '')
      yield parameter('Message cannot be empty, must provide valid attachment or text');
    else if (text.length > 2000)
      yield parameter('Length of param message[text] must be less than or equal to 2000');
  }
  if (metadata !== undefined && (!isText(metadata) || metadata.length > 1000)) {
    yield parameter('Length of param message[metadata] must be less than or equal to 1000');
  }
  if (quickReplies !== undefined) yield* checkQuickReplies(quickReplies);
  if (attachment !== undefined && attachment !== null)
    yield* checkAttachment(attachment, 'message[attachment]', facts);
  if (attachments !== undefined && attachments !== null) yield* checkImages(attachments, facts);
}

function* checkQuickReplies(replies: unknown): Generator<Refusal> {
  if (!Array.isArray(replies)) {
    yield parameter('Param message[quick_replies] must be an array');
    return;
  }
  if (replies.length > 13)
    yield parameter('Length of param message[quick_replies] must be less than or equal to 13');
  for (const [index, reply] of replies.entries()) {
    const where = `message[quick_replies][${index}]`;
    if (
      !isObject(reply) ||
      !['text', 'user_phone_number', 'user_email'].includes(String(reply.content_type))
    ) {
      yield parameter(`Param ${where}[content_type] must be one of {TEXT, USER_PHONE_NUMBER, USER_EMAIL}`);
      continue;
    }
    if (reply.content_type !== 'text') continue;
    if (!isText(reply.title) || reply.title.trim() === '')
      yield parameter(`Param ${where}[title] is required`);
    else if (reply.title.length > 20)
      yield parameter(`Length of param ${where}[title] must be less than or equal to 20`);
    if (!isText(reply.payload) || reply.payload === '')
      yield parameter(`Param ${where}[payload] is required`);
    else if (reply.payload.length > 1000)
      yield parameter(`Length of param ${where}[payload] must be less than or equal to 1000`);
  }
}

function* checkImages(attachments: unknown, facts: AttachmentFacts): Generator<Refusal> {
  if (!Array.isArray(attachments) || attachments.length === 0 || attachments.length > 30) {
    yield parameter('Param message[attachments] must be an array of 1 to 30 images');
    return;
  }
  for (const [index, attachment] of attachments.entries()) {
    const where = `message[attachments][${index}]`;
    if (!isObject(attachment) || attachment.type !== 'image')
      yield parameter(`Param ${where}[type] must be image`);
    else yield* checkAttachment(attachment, where, facts);
  }
}

function* checkAttachment(attachment: unknown, where: string, facts: AttachmentFacts): Generator<Refusal> {
  if (!isObject(attachment) || !isObject(attachment.payload)) {
    yield parameter(`Param ${where}[payload] is required`);
    return;
  }
  const { type, payload } = attachment;
  if (type === 'template') yield* checkTemplate(payload, `${where}[payload]`);
  else if (!mediaTypes.includes(String(type)))
    yield parameter(`Param ${where}[type] must be one of {AUDIO, FILE, IMAGE, TEMPLATE, VIDEO}`);
  else if (payload.attachment_id !== undefined) {
    const kind = facts.attachmentKind(idText(payload.attachment_id));
    if (kind === undefined)
      yield parameter("Invalid attachment_id: it is not this Page's, or it has expired", 2018074);
    else if (kind !== type)
      yield parameter('The type of file you are trying to attach is not allowed', 2018047);
  } else if (!isText(payload.url) || !/^https?:\/\/\S+$/i.test(payload.url)) {
    yield parameter(`Param ${where}[payload][url] is not a valid URI`);
  }
}

function* checkTemplate(payload: Json, where: string): Generator<Refusal> {
  if (payload.template_type === 'button') {
    const { text } = payload;
    if (!isText(text) || text.trim() === '') yield parameter(`Param ${where}[text] is required`);
    else if (text.length > 640)
      yield parameter(`Length of param ${where}[text] must be less than or equal to 640`);
    yield* checkButtons(payload.buttons, `${where}[buttons]`, { most: 3, title: 20 });
  } else if (payload.template_type === 'generic') {
    const { elements } = payload;
    if (!Array.isArray(elements) || elements.length === 0)
      yield parameter(`Param ${where}[elements] must be a non-empty array`);
    else if (elements.length > 10)
      yield parameter(`Length of param ${where}[elements] must be less than or equal to 10`);
    else
      for (const [index, element] of elements.entries())
        yield* checkElement(element, `${where}[elements][${index}]`);
  } else {
    yield parameter(`Param ${where}[template_type]: this stand-in knows the templates button and generic`);
  }
}

function* checkElement(element: unknown, where: string): Generator<Refusal> {
  if (!isObject(element)) {
    yield parameter(`Param ${where} must be an object`);
    return;
  }
  const { title, subtitle, buttons, image_url: image, default_action: action } = element;
  if (!isText(title) || title.trim() === '') yield parameter(`Param ${where}[title] is required`);
  else if (title.length > 80)
    yield parameter(`Length of param ${where}[title] must be less than or equal to 80`);
  if (subtitle !== undefined && (!isText(subtitle) || subtitle.length > 80)) {
    yield parameter(`Length of param ${where}[subtitle] must be less than or equal to 80`);
  }
  if ([subtitle, buttons, image, action].every((part) => part === undefined)) {
    yield parameter(`Param ${where} needs at least one property besides title`);
  }
  if (buttons !== undefined) yield* checkButtons(buttons, `${where}[buttons]`, { most: 3, title: 20 });
}
