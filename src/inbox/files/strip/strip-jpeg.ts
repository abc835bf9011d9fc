import { orientationIn, orientationSegment } from './orientation';

const SOI = 0xd8;
const EOI = 0xd9;
const SOS = 0xda;
const APP0 = 0xe0;
const APP1 = 0xe1;
const APP2 = 0xe2;
const APP14 = 0xee;
const APP15 = 0xef;
const COM = 0xfe;

/**
 * A JPEG without what its camera and programs wrote beside the picture: EXIF with place, time and device, XMP, IPTC,
 * comments, previews, and whatever hangs behind its end. The pixels stay byte for byte. Which way is up is said in
 * EXIF too; only that is written anew.
 * @returns undefined where it is no whole JPEG
 */
export function stripJpeg(content: Buffer): Buffer | undefined {
  if (content[0] !== 0xff || content[1] !== SOI) return undefined;
  const kept: Buffer[] = [];
  let orientation = 1;
  let at = 2;
  while (at + 4 <= content.length) {
    if (content[at] !== 0xff) return undefined;
    const marker = content[at + 1] ?? 0;
    // Fill bytes may stand before a marker.
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    if (marker === EOI) break;
    const end = at + 2 + content.readUInt16BE(at + 2);
    if (end > content.length || end < at + 4) return undefined;
    const data = content.subarray(at + 4, end);
    if (marker === APP1) orientation = orientationIn(data) ?? orientation;
    if (isKept(marker, data)) kept.push(content.subarray(at, end));
    at = end;
    if (marker !== SOS) continue;
    const next = endOfScan(content, at);
    kept.push(content.subarray(at, next));
    at = next;
  }
  if (kept.length === 0) return undefined;
  const turned = orientation === 1 ? [] : [orientationSegment(orientation)];
  return Buffer.concat([Buffer.from([0xff, SOI]), ...turned, ...kept, Buffer.from([0xff, EOI])]);
}

/** What a decoder needs: JFIF's densities, the colour profile, Adobe's word on the colours, and all but APPn. */
function isKept(marker: number, data: Buffer): boolean {
  if (marker === COM) return false;
  if (marker < APP0 || marker > APP15) return true;
  if (marker === APP0) return startsWith(data, 'JFIF\0');
  if (marker === APP2) return startsWith(data, 'ICC_PROFILE\0');
  return marker === APP14 && startsWith(data, 'Adobe');
}

const startsWith = (data: Buffer, text: string): boolean =>
  data.subarray(0, text.length).toString('latin1') === text;

/** Where the next marker stands. In a scan 0xff is doubled by a zero, and restart marks belong to it. */
function endOfScan(content: Buffer, from: number): number {
  for (let at = content.indexOf(0xff, from); at !== -1; at = content.indexOf(0xff, at + 1)) {
    const next = content[at + 1];
    if (next === undefined) break;
    if (next !== 0 && next !== 0xff && !(next >= 0xd0 && next <= 0xd7)) return at;
  }
  return content.length;
}
