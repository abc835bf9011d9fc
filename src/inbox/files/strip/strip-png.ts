const HEAD_BYTES = 8;
/** Length, type and checksum. */
const FRAME_BYTES = 12;

/** What a decoder needs; texts, EXIF, times and what nobody knows are not among it. */
const kept = new Set(
  'IHDR PLTE IDAT IEND tRNS gAMA cHRM sRGB iCCP sBIT bKGD hIST pHYs cICP mDCV cLLI acTL fcTL fdAT'.split(' '),
);

/** A PNG without what was written beside the picture, or hangs behind it. @returns undefined where it is not whole */
export function stripPng(content: Buffer): Buffer | undefined {
  const parts = [content.subarray(0, HEAD_BYTES)];
  for (let at = HEAD_BYTES; at + FRAME_BYTES <= content.length;) {
    const end = at + FRAME_BYTES + content.readUInt32BE(at);
    if (end > content.length) return undefined;
    const type = content.subarray(at + 4, at + 8).toString('latin1');
    if (kept.has(type)) parts.push(content.subarray(at, end));
    if (type === 'IEND') return Buffer.concat(parts);
    at = end;
  }
  return undefined;
}
