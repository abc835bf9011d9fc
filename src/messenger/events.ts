import { createHash } from 'node:crypto';
import { z } from 'zod';

/**
 * One item of a webhook, sorted into its kind. The body is kept whole, as it came: what is not understood today may
 * be tomorrow. Keys and types: Messenger Platform, Webhooks reference.
 */
export type Incoming = {
  /** The same for every copy that Meta delivers of the same event. */
  readonly id: string;
  /** The id is made of person, time and content, not of a `mid`: with patience a PSID could be guessed from it. */
  readonly guessable: boolean;
  readonly pageId: string;
  /** The citizen's page-scoped id; undefined where nobody is concerned. */
  readonly psid: string | undefined;
  /** Under whose name everything about one comment is taken together. */
  readonly commentId?: string;
  /** Meta's timestamp, ms. */
  readonly at: number;
  readonly kind: EventKind;
  /** It changes a conversation, or settles a message of ours. */
  readonly changes: boolean;
  /** A transcript shows it. */
  readonly shown: boolean;
  readonly body: unknown;
};

export type EventKind =
  | 'message'
  | 'postback'
  | 'echo'
  | 'delivery'
  | 'read'
  | 'reaction'
  | 'edit'
  | 'unsend'
  | 'referral'
  | 'optin'
  | 'handover'
  | 'policy'
  | 'standby'
  | 'change'
  | 'comment'
  | 'unknown';

/** Numbers come as numbers or, in old payloads, as strings. */
const idText = z.union([z.string().min(1), z.number()]).transform(String);
const party = z.object({ id: idText }).optional().catch(undefined);

/** What every messaging item has; lenient, because a field that surprises must not lose a message. */
const envelope = z.looseObject({
  sender: party,
  recipient: party,
  timestamp: z.coerce.number().int().positive().max(8.64e15).optional().catch(undefined),
});

/** How far Meta's clock may be ahead of ours before a timestamp is taken for a mistake. */
const MOST_AHEAD_MS = 24 * 3_600_000;
/** No page had a bot before; a time in seconds, for one, lies long before it. */
const EARLIEST = Date.UTC(2016, 3, 12);

export const attachment = z.looseObject({
  type: z.string().catch('unknown'),
  payload: z
    .looseObject({
      url: z.string().optional().catch(undefined),
      title: z.string().optional().catch(undefined),
      sticker_id: idText.optional().catch(undefined),
      coordinates: z.object({ lat: z.number(), long: z.number() }).optional().catch(undefined),
    })
    .nullish()
    .catch(undefined),
  // Of a shared link, in payloads of old.
  title: z.string().optional().catch(undefined),
  url: z.string().optional().catch(undefined),
});

export const messageItem = z.looseObject({
  message: z.looseObject({
    mid: z.string().optional().catch(undefined),
    text: z.string().optional().catch(undefined),
    quick_reply: z.looseObject({ payload: z.string() }).optional().catch(undefined),
    // One that is broken must not take the others with it.
    attachments: z
      .array(attachment.catch({ type: 'unknown' }))
      .optional()
      .catch(undefined),
    is_echo: z.boolean().optional().catch(undefined),
    app_id: idText.optional().catch(undefined),
    metadata: z.string().optional().catch(undefined),
  }),
});

export const postbackItem = z.looseObject({
  postback: z.looseObject({
    mid: z.string().optional().catch(undefined),
    title: z.string().catch(''),
    payload: z.string().catch(''),
  }),
});

export const editItem = z.looseObject({
  message_edit: z.looseObject({
    mid: z.string().min(1),
    text: z.string().catch(''),
  }),
});

/** Who has the thread now, or wants it; null stands for nobody. */
const control = z
  .looseObject({
    new_owner_app_id: idText.optional().catch(undefined),
    requested_owner_app_id: idText.optional().catch(undefined),
  })
  .optional()
  .catch(undefined);

export const handoverItem = z.looseObject({
  pass_thread_control: control,
  take_thread_control: control,
  request_thread_control: control,
});

const kinds: readonly (readonly [string, EventKind])[] = [
  ['message', 'message'],
  ['postback', 'postback'],
  ['delivery', 'delivery'],
  ['read', 'read'],
  ['reaction', 'reaction'],
  ['message_edit', 'edit'],
  ['referral', 'referral'],
  ['optin', 'optin'],
  ['pass_thread_control', 'handover'],
  ['take_thread_control', 'handover'],
  ['request_thread_control', 'handover'],
  ['app_roles', 'handover'],
  ['policy_enforcement', 'policy'],
];

/** The rest is kept and moves nothing. */
const changing: ReadonlySet<EventKind> = new Set([
  'message',
  'postback',
  'echo',
  'reaction',
  'referral',
  'handover',
]);

const isTakenBack = (reaction: unknown): boolean => isObject(reaction) && reaction.action !== 'react';

/** @param item one element of `entry[].messaging`. */
export function readMessagingItem(pageId: string, item: unknown, now: number): Incoming {
  const parsed = envelope.safeParse(item);
  const fields: Record<string, unknown> = parsed.success ? parsed.data : {};
  const named = kinds.find(([key]) => isObject(fields[key]))?.[1] ?? 'unknown';
  const message = named === 'message' && isObject(fields.message) ? fields.message : {};
  const isEcho = message.is_echo === true;
  const isUnsent = message.is_deleted === true;
  const kind = isEcho ? 'echo' : isUnsent ? 'unsend' : named;
  // In an echo the page is the sender.
  const psid = isEcho ? parsed.data?.recipient?.id : parsed.data?.sender?.id;
  const stamp = parsed.data?.timestamp ?? now;
  // Field by field: spread, it costs as much as all the rest.
  const { id, guessable } = dedupId(pageId, kind, psid, parsed.data?.timestamp, fields, item);
  return {
    id,
    guessable,
    pageId,
    psid: psid === pageId ? undefined : psid,
    // A time far ahead would make everything that the citizen says until then look late.
    at: stamp > now + MOST_AHEAD_MS || stamp < EARLIEST ? now : stamp,
    kind,
    changes: changing.has(kind) && !(kind === 'reaction' && isTakenBack(fields.reaction)),
    shown: kind === 'message' || kind === 'postback' || kind === 'edit',
    body: item,
  };
}

/**
 * What happens in a thread that another app of the page has. The citizen's words come without a right to answer them;
 * an echo is one all the same. Receipts for other people's messages move nothing.
 * @param item one element of `entry[].standby`.
 */
export function readStandbyItem(pageId: string, item: unknown, now: number): Incoming {
  const read = readMessagingItem(pageId, item, now);
  if (read.kind === 'echo') return read;
  const isSaid = read.kind === 'message' || read.kind === 'postback';
  return { ...read, kind: 'standby', changes: isSaid, shown: isSaid };
}

/** What is kept but moves nothing: feed items, other pages' entries, bodies that are not JSON. */
export function keepAside(pageId: string, kind: EventKind, body: unknown, now: number): Incoming {
  return {
    id: hash(pageId, kind, JSON.stringify(body) ?? ''),
    guessable: false,
    pageId,
    psid: undefined,
    at: now,
    kind,
    changes: false,
    shown: false,
    body,
  };
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;

/**
 * `mid` where there is one. Without: page, person, time, kind and content; an attachment's address differs between
 * two copies of one message, but a message always has a mid.
 */
function dedupId(
  pageId: string,
  kind: EventKind,
  psid: string | undefined,
  at: number | undefined,
  fields: Record<string, unknown>,
  item: unknown,
): Pick<Incoming, 'id' | 'guessable'> {
  const named = isObject(fields.message) ? fields.message : isObject(fields.postback) ? fields.postback : {};
  // What takes a message back has that message's mid, and must not pass for a copy of it.
  const { mid } = named;
  if (typeof mid === 'string' && mid !== '')
    return {
      id: kind === 'unsend' ? idOfUnsend(idOfMid(pageId, mid)) : idOfMid(pageId, mid),
      guessable: false,
    };
  const id = hash(pageId, kind, psid ?? '', String(at ?? ''), JSON.stringify(item) ?? '');
  return { id, guessable: psid !== undefined };
}

/** The id of the event that brought a message. */
export const idOfMid = (pageId: string, mid: string): string => hash(pageId, mid);

/** The id of the event that took back the message of another event. */
export const idOfUnsend = (eventId: string): string => hash('unsend', eventId);

export const idOf = (...parts: string[]): string => hash(...parts);

const hash = (...parts: string[]) =>
  createHash('sha256').update(parts.join('|')).digest('base64url').slice(0, 32);
