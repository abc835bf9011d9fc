import type { FileView } from '../../contract';

/** Where to get a file, if it is kept and lies on our own server. */
export function downloadAddress(file: FileView): string | undefined {
  const { url } = file;
  return file.state === 'kept' && url !== undefined && /^\/(?![/\\])/.test(url) ? url : undefined;
}

/** The photo as it came, where this reader may have it. */
export function originalAddress(file: FileView): string | undefined {
  const { original } = file;
  return original !== undefined && /^\/(?![/\\])/.test(original) ? original : undefined;
}

/** A small picture of it. */
export function previewAddress(file: FileView): string | undefined {
  const { preview } = file;
  return preview !== undefined && /^\/(?![/\\])/.test(preview) ? preview : undefined;
}

/** The same of one that may do harm: only for who was warned. */
export function unsafeAddress(file: FileView): string | undefined {
  const url = file.state === 'quarantined' ? downloadAddress({ ...file, state: 'kept' }) : undefined;
  return url && `${url}?unsafe=1`;
}

/** What every browser draws; an iPhone's HEIC, say, is offered for download instead. */
const drawn = new Set(['image/jpeg', 'image/png', 'image/gif', 'image/webp']);

/** The same, to be shown in the page. */
export function inlineAddress(file: FileView): string | undefined {
  const url = downloadAddress(file);
  const type = file.contentType?.split(';')[0]?.trim().toLowerCase();
  if (url === undefined || file.type !== 'image' || (type !== undefined && !drawn.has(type)))
    return undefined;
  return `${url}${url.includes('?') ? '&' : '?'}inline=1`;
}
