import type { FileRef } from '../conversation/answer';
import type { CitizenInput, Input } from '../conversation/input';
import type { EventDoc } from '../store/events';
import { handoverItem, messageItem, postbackItem, type attachment } from './events';
import type { z } from 'zod';

/** A file that came with a message and is still at Meta. */
export type WantedFile = FileRef & { readonly url: string };

/** What an event means. Anything else that is stored moves nothing. */
export type Meaning =
  | { readonly type: 'input'; readonly input: Input; readonly files: readonly WantedFile[] }
  /** The echo of a message that we sent: `effectId` as we put it into the metadata. */
  | { readonly type: 'own-echo'; readonly effectId: string; readonly mid: string | undefined }
  | { readonly type: 'nothing' };

/**
 * Reads a stored event into the engine's words. Never throws: what it cannot read is a wordless message, because a
 * person did something and must get an answer.
 * @param ownAppId an echo with any other app id was typed by a person in Facebook's inbox.
 */
export function toInput(event: EventDoc, ownAppId: string): Meaning {
  const base = { eventId: event.id, at: event.at };
  const learned = (input: Learned, files: readonly WantedFile[] = []): Meaning => ({
    type: 'input',
    input: { ...base, ...input },
    files,
  });
  switch (event.kind) {
    case 'internal':
      return { type: 'input', input: { ...(event.body as Input), ...base }, files: [] };
    case 'message':
    case 'postback': {
      const { said, files } = readSaid(event);
      return learned(said, files);
    }
    case 'standby': {
      const { said, files } = readSaid(event);
      return learned({ type: 'said-aside', said }, files);
    }
    case 'echo': {
      const parsed = messageItem.safeParse(event.body);
      if (!parsed.success) return { type: 'nothing' };
      const { app_id, metadata, mid, text } = parsed.data.message;
      // Only an app can set metadata; payloads of old leave out which one.
      if (app_id === ownAppId || (app_id === undefined && metadata))
        return metadata ? { type: 'own-echo', effectId: metadata, mid } : { type: 'nothing' };
      return learned({ type: 'staff-said', text: text ?? '' }, filesIn(event).filter(isWanted));
    }
    case 'reaction':
    case 'referral':
      return learned({ type: 'touched' });
    case 'handover':
      return readHandover(event.body, ownAppId, learned);
    default:
      return { type: 'nothing' };
  }
}

type Learned =
  | CitizenInput
  | { readonly type: 'staff-said'; readonly text: string }
  | { readonly type: 'said-aside'; readonly said: CitizenInput }
  | { readonly type: 'touched' | 'thread-taken' | 'thread-given' }
  | { readonly type: 'thread-wanted'; readonly appId: string };

/** Who has the thread from now on: we, or somebody else. What names nobody moves nothing. */
function readHandover(body: unknown, ownAppId: string, learned: (input: Learned) => Meaning): Meaning {
  const parsed = handoverItem.safeParse(body);
  const {
    pass_thread_control: pass,
    take_thread_control: take,
    request_thread_control: request,
  } = parsed.data ?? {};
  const wanting = request?.requested_owner_app_id;
  if (wanting !== undefined && wanting !== ownAppId)
    return learned({ type: 'thread-wanted', appId: wanting });
  // Whoever takes it may not be named; given back to nobody, it is anybody's.
  if (take) return learned({ type: take.new_owner_app_id === ownAppId ? 'thread-given' : 'thread-taken' });
  const owner = pass?.new_owner_app_id;
  if (owner === undefined) return { type: 'nothing' };
  return learned({ type: owner === ownAppId ? 'thread-given' : 'thread-taken' });
}

/** What came with a message, whoever sent it. */
export function filesIn({ id, body }: Pick<EventDoc, 'id' | 'body'>): readonly (FileRef | WantedFile)[] {
  const parsed = messageItem.safeParse(body);
  const attachments = parsed.data?.message.attachments ?? [];
  return attachments.flatMap((one, at) => fileOf(one, `${id}-${at}`));
}

const isWanted = (file: FileRef | WantedFile): file is WantedFile => 'url' in file;

/** What the citizen did, in a message or with a button. */
function readSaid({ id, kind, body }: EventDoc): {
  readonly said: CitizenInput;
  readonly files: readonly WantedFile[];
} {
  const just = (said: CitizenInput) => ({ said, files: [] });
  const tapped = kind === 'message' ? undefined : postbackItem.safeParse(body).data;
  const parsed = messageItem.safeParse(body);
  if (tapped && (kind === 'postback' || !parsed.success)) {
    const { payload, title } = tapped.postback;
    return just({ type: 'tap', payload, title });
  }
  if (!parsed.success) return just({ type: 'wordless', what: 'message' });
  const { text, quick_reply, attachments } = parsed.data.message;
  if (quick_reply) return just({ type: 'tap', payload: quick_reply.payload, title: text ?? '' });
  const files = filesIn({ id, body });
  const wanted = files.filter(isWanted);
  const words = text?.trim() ? text : undefined;
  if (files.length > 0) {
    const sent = { files: files.map(withoutUrl), ...(words !== undefined && { text: words }) };
    return { said: { type: 'files', ...sent }, files: wanted };
  }
  const said = words ?? linksIn(attachments ?? []);
  return just(said === '' ? { type: 'wordless', what: 'message' } : { type: 'text', text: said });
}

const fileTypes: Readonly<Record<string, FileRef['type']>> = {
  image: 'image',
  video: 'video',
  audio: 'audio',
  file: 'file',
};

/** A sticker is no photo, and a shared link is no file. */
function fileOf(one: z.infer<typeof attachment>, id: string): (FileRef | WantedFile)[] {
  const { payload } = one;
  if (one.type === 'location' && payload?.coordinates) {
    const { lat, long } = payload.coordinates;
    return [{ id, type: 'location', name: `Vị trí ${lat.toFixed(5)}, ${long.toFixed(5)}` }];
  }
  const type = Object.hasOwn(fileTypes, one.type) ? fileTypes[one.type] : undefined;
  const url = payload?.url ?? one.url;
  if (!type || !url || payload?.sticker_id) return [];
  return [{ id, type, url, ...(type === 'file' && { name: nameIn(url) }) }];
}

/** What somebody shares without a word of his own. Of other types nothing is known, but an address is one. */
const shared = new Set(['fallback', 'post', 'ig_post', 'reel', 'ig_reel', 'template']);
const MOST_LINKS = 5;
const MOST_TITLE = 300;
const MOST_URL = 2_000;

/** @returns title and address of each; empty where nothing was shared */
const linksIn = (attachments: readonly z.infer<typeof attachment>[]): string =>
  attachments
    .map(linkOf)
    .filter((link) => link !== '')
    .slice(0, MOST_LINKS)
    .join('\n');

function linkOf({ type, payload, ...one }: z.infer<typeof attachment>): string {
  if (Object.hasOwn(fileTypes, type) || type === 'location' || type === 'sticker' || payload?.sticker_id)
    return '';
  const url = payload?.url ?? one.url ?? '';
  const isLink = url.length <= MOST_URL && /^https?:\/\/\S+$/i.test(url) && URL.canParse(url);
  if (!isLink && !shared.has(type)) return '';
  const title = (payload?.title ?? one.title ?? '')
    .slice(0, MOST_TITLE * 2)
    .replace(/\s+/g, ' ')
    .trim();
  // Not through the middle of a character.
  const whole = title.slice(0, MOST_TITLE).replace(/[\ud800-\udbff]$/, '');
  return [whole, isLink ? url : ''].filter((part) => part !== '').join('\n');
}

/** The last part of the address: Meta puts the file's own name there. */
function nameIn(url: string): string {
  const last = URL.canParse(url) ? (new URL(url).pathname.split('/').at(-1) ?? '') : '';
  try {
    return decodeURIComponent(last).slice(0, 120) || 'tệp';
  } catch {
    return last.slice(0, 120) || 'tệp';
  }
}

const withoutUrl = ({ id, type, name }: FileRef): FileRef => ({
  id,
  type,
  ...(name !== undefined && { name }),
});
