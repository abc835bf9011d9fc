import type { FileRef } from '../conversation/answer';
import type { CitizenInput, Input } from '../conversation/input';
import type { EventDoc } from '../store/events';
import { messageItem, postbackItem, type attachment } from './events';
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
  const heard = (input: CitizenInput, files: readonly WantedFile[] = []): Meaning => ({
    type: 'input',
    input: { ...base, ...input },
    files,
  });
  switch (event.kind) {
    case 'internal':
      return { type: 'input', input: { ...(event.body as Input), ...base }, files: [] };
    case 'postback': {
      const parsed = postbackItem.safeParse(event.body);
      if (!parsed.success) return heard({ type: 'wordless', what: 'postback' });
      const { payload, title } = parsed.data.postback;
      return heard({ type: 'tap', payload, title });
    }
    case 'echo': {
      const parsed = messageItem.safeParse(event.body);
      if (!parsed.success) return { type: 'nothing' };
      const { app_id, metadata, mid, text } = parsed.data.message;
      // Only an app can set metadata; payloads of old leave out which one.
      if (app_id === ownAppId || (app_id === undefined && metadata))
        return metadata ? { type: 'own-echo', effectId: metadata, mid } : { type: 'nothing' };
      return { type: 'input', input: { ...base, type: 'staff-said', text: text ?? '' }, files: [] };
    }
    case 'message': {
      const parsed = messageItem.safeParse(event.body);
      if (!parsed.success) return heard({ type: 'wordless', what: 'message' });
      const { text, quick_reply, attachments } = parsed.data.message;
      if (quick_reply) return heard({ type: 'tap', payload: quick_reply.payload, title: text ?? '' });
      const files = (attachments ?? []).flatMap((one, at) => fileOf(one, `${event.id}-${at}`));
      const wanted = files.filter((file): file is WantedFile => 'url' in file);
      const words = text?.trim() ? text : undefined;
      if (files.length > 0) {
        return heard(
          { type: 'files', files: files.map(withoutUrl), ...(words !== undefined && { text: words }) },
          wanted,
        );
      }
      const said = words ?? linksIn(attachments ?? []);
      return heard(said === '' ? { type: 'wordless', what: 'message' } : { type: 'text', text: said });
    }
    default:
      return { type: 'nothing' };
  }
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
