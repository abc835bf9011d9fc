import { checkMessage, type AttachmentFacts } from './check-message';
import { checkPrivateReply } from './check-private-reply';
import { idText, isObject, isText, type Json } from './json';
import { parameter, type Refusal } from './refusal';
import type { PageComment, ThreadOwner } from './state';

export type SendFacts = AttachmentFacts & {
  readonly now: number;
  /** undefined: nobody has this PSID. */
  readonly citizen: (
    psid: string,
  ) => { readonly lastActionAt: number | undefined; readonly owner: ThreadOwner } | undefined;
  readonly comment: (id: string) => PageComment | undefined;
  /** Approved utility templates, by name. */
  readonly templates: readonly string[];
};

const hour = 3_600_000;
const deadTags = ['CONFIRMED_EVENT_UPDATE', 'ACCOUNT_UPDATE', 'POST_PURCHASE_UPDATE'];
const senderActions = ['mark_seen', 'typing_on', 'typing_off', 'react', 'unreact'];
const messagingTypes = ['RESPONSE', 'UPDATE', 'MESSAGE_TAG', 'UTILITY'];

const outsideWindow: Refusal = {
  code: 10,
  subcode: 2018278,
  message:
    '(#10) This message is sent outside of allowed window. Learn more about the new policy here: https://developers.facebook.com/docs/messenger-platform/policy-overview',
};

const notOwner: Refusal = {
  code: 10,
  subcode: 2018300,
  message: '(#10) Message failed to send because another app is controlling this thread now.',
};

/** The refusal that Meta would answer to `POST /me/messages`, or undefined when the message may go. Unknown fields are ignored. */
export function checkSend(body: Json, facts: SendFacts): Refusal | undefined {
  for (const refusal of problems(body, facts)) return refusal;
  return undefined;
}

function* problems(body: Json, facts: SendFacts): Generator<Refusal> {
  const { recipient, message, sender_action: action } = body;
  if (message !== undefined && action !== undefined)
    yield parameter('Cannot send message and sender_action in the same call', 2018014);
  if (!isObject(recipient)) yield parameter('The parameter recipient is required');
  else if (recipient.comment_id !== undefined) {
    yield* privately(body, recipient.comment_id, facts);
    return;
  } else if (!isText(recipient.id))
    yield parameter('Param recipient[id] must be a valid ID string (e.g., "123")');
  if (action !== undefined && !(isText(action) && senderActions.includes(action.toLowerCase()))) {
    yield parameter(`Param sender_action must be one of {${senderActions.join(', ').toUpperCase()}}`);
  }
  if (action === undefined && !isObject(message)) yield parameter('The parameter message is required');
  const psid = isObject(recipient) ? String(recipient.id) : '';
  const citizen = facts.citizen(psid);
  if (citizen === undefined) {
    yield parameter('No matching user found', 2018001);
    return;
  }
  yield* checkTag(body);
  if (citizen.owner === 'inbox') yield notOwner;
  if (body.messaging_type === 'UTILITY') {
    yield* checkTemplate(message, facts.templates);
    return;
  }
  if (isObject(message)) yield* checkMessage(message, facts);
  const allowed = body.tag === 'HUMAN_AGENT' ? 7 * 24 * hour : 24 * hour;
  if (citizen.lastActionAt === undefined || facts.now - citizen.lastActionAt > allowed) yield outsideWindow;
}

/** The window does not matter: nobody needs to have written to the page. */
function* privately({ message }: Json, commentId: unknown, facts: SendFacts): Generator<Refusal> {
  if (!isObject(message)) yield parameter('The parameter message is required');
  else yield* checkMessage(message, facts);
  const refusal = checkPrivateReply(facts.comment(idText(commentId)), facts.now);
  if (refusal) yield refusal;
}

/** Approved words may go at any time. */
function* checkTemplate(message: unknown, approved: readonly string[]): Generator<Refusal> {
  const template = isObject(message) && isObject(message.template) ? message.template : undefined;
  if (!template || !approved.includes(idText(template.name)))
    yield parameter('No approved utility template under this name');
  else if (!isObject(template.language) || !isText(template.language.code))
    yield parameter('Param message[template][language] must name a code');
}

function* checkTag({ tag, messaging_type: type }: Json): Generator<Refusal> {
  if (type !== undefined && !messagingTypes.includes(idText(type))) {
    yield parameter(`Param messaging_type must be one of {${messagingTypes.join(', ')}}`);
  }
  if (type === 'MESSAGE_TAG' && tag === undefined)
    yield parameter('The parameter tag is required with messaging_type MESSAGE_TAG');
  if (tag === undefined) return;
  if (deadTags.includes(idText(tag)))
    yield parameter('Invalid parameter: this message tag is no longer available', 1893061);
  else if (tag !== 'HUMAN_AGENT') yield parameter('Param tag must be one of {HUMAN_AGENT}');
  else if (type !== undefined && type !== 'MESSAGE_TAG')
    yield parameter('Param tag goes with messaging_type MESSAGE_TAG');
}
