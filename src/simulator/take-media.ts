import type { Ledger } from './ledger';
import { idText, isText, type Json } from './json';
import { parameter, type Refusal } from './refusal';
import type { Upload } from './read-graph-request';
import { storeFile } from './store-file';
import type { StoredFile } from './thread';

type Deps = { readonly ledger: Ledger; readonly baseUrl: () => string };

const megabyte = 1024 * 1024;
const mimeByType: Readonly<Record<string, RegExp>> = {
  image: /^image\/(jpeg|png|gif|webp)\b/,
  audio: /^(audio\/|video\/mp4)/,
  video: /^video\//,
  file: /./,
};

/** The file behind a media attachment: uploaded earlier, or fetched from its address as Meta does. */
export async function takeMedia(deps: Deps, type: string, payload: Json): Promise<StoredFile | Refusal> {
  const { files, attachments } = deps.ledger.state;
  const known = attachments.get(idText(payload.attachment_id));
  const uploaded = known && files.get(known.fileId);
  if (uploaded) return uploaded;
  const url = isText(payload.url) ? payload.url : '';
  const own = files.get(
    url.startsWith(`${deps.baseUrl()}/files/`) ? (url.slice(deps.baseUrl().length).split('/')[2] ?? '') : '',
  );
  if (own) return own;
  const fetched = await fetchMedia(url, type === 'video' ? 75_000 : 10_000);
  if (fetched === undefined) return parameter('Failed to fetch the file from the url', 2018008);
  return checkMedia(type, fetched) ?? storeFile(deps.ledger, fetched);
}

/** Meta's size and MIME rules. */
export function checkMedia(type: string, file: Upload): Refusal | undefined {
  if (!mimeByType[type]?.test(file.contentType))
    return parameter('The type of file you are trying to attach is not allowed', 2018047);
  if (file.content.byteLength > (type === 'image' ? 8 : 25) * megabyte)
    return parameter('Attachment size exceeds allowable limit', 2018109);
  return undefined;
}

async function fetchMedia(url: string, timeoutMs: number): Promise<Upload | undefined> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(timeoutMs) });
    if (!response.ok) return undefined;
    const contentType = (response.headers.get('content-type') ?? '').split(';')[0] ?? '';
    const name = decodeURIComponent(new URL(url).pathname.split('/').at(-1) ?? '');
    return { name, contentType, content: new Uint8Array(await response.arrayBuffer()) };
  } catch {
    return undefined;
  }
}
