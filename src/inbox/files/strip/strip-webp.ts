const HEAD_BYTES = 12;
const kept = new Set(['VP8 ', 'VP8L', 'VP8X', 'ICCP', 'ANIM', 'ANMF', 'ALPH']);
/** Bits of a VP8X chunk that announce EXIF and XMP. */
const ANNOUNCED = 0x08 | 0x04;

/** A WebP without what was written beside the picture, or hangs behind it. @returns undefined where it is not whole */
export function stripWebp(content: Buffer): Buffer | undefined {
  if (content.length < HEAD_BYTES) return undefined;
  const end = 8 + content.readUInt32LE(4);
  if (end > content.length) return undefined;
  const parts: Buffer[] = [];
  for (let at = HEAD_BYTES; at + 8 <= end;) {
    const type = content.subarray(at, at + 4).toString('latin1');
    const size = content.readUInt32LE(at + 4);
    // A chunk of odd size is followed by a byte that says nothing.
    const next = at + 8 + size + (size % 2);
    if (at + 8 + size > end) return undefined;
    if (kept.has(type))
      parts.push(type === 'VP8X' ? unannounced(content, at, next) : content.subarray(at, next));
    at = next;
  }
  if (parts.length === 0) return undefined;
  const body = Buffer.concat(parts);
  const head = Buffer.from('RIFF\0\0\0\0WEBP', 'latin1');
  head.writeUInt32LE(4 + body.length, 4);
  return Buffer.concat([head, body]);
}

function unannounced(content: Buffer, from: number, to: number): Buffer {
  const chunk = Buffer.from(content.subarray(from, to));
  if (chunk.length > 8) chunk[8] = (chunk[8] ?? 0) & ~ANNOUNCED;
  return chunk;
}
