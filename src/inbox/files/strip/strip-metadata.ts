import { stripGif } from './strip-gif';
import { stripJpeg } from './strip-jpeg';
import { stripPng } from './strip-png';
import { stripWebp } from './strip-webp';

/**
 * An image without what gives away where, when and with what it was taken. Only the frame around the picture is taken
 * apart, nothing is decoded: a decoder fed with anything that anybody sends is the larger danger.
 * @returns `same` where there was nothing to take out, `impossible` where it is damaged or of a kind not known here
 */
export function stripMetadata(content: Uint8Array, type: string): Uint8Array | 'same' | 'impossible' {
  if (!type.startsWith('image/')) return 'same';
  const strip = Object.hasOwn(strippers, type) ? strippers[type] : undefined;
  const bytes = Buffer.from(content.buffer, content.byteOffset, content.byteLength);
  const stripped = strip?.(bytes);
  if (!stripped) return 'impossible';
  return stripped.equals(bytes) ? 'same' : stripped;
}

const strippers: Readonly<Record<string, (content: Buffer) => Buffer | undefined>> = {
  'image/jpeg': stripJpeg,
  'image/png': stripPng,
  'image/gif': stripGif,
  'image/webp': stripWebp,
};
