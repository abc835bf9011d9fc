const EXTENSION = 0x21;
const IMAGE = 0x2c;
const TRAILER = 0x3b;
const GRAPHIC_CONTROL = 0xf9;
const APPLICATION = 0xff;

/** A GIF without comments, XMP and whatever hangs behind its end. @returns undefined where it is not whole */
export function stripGif(content: Buffer): Buffer | undefined {
  const head = 13 + tableBytes(content[10]);
  if (content.length < head) return undefined;
  const parts = [content.subarray(0, head)];
  for (let at = head; at < content.length;) {
    const block = content[at];
    if (block === TRAILER) return Buffer.concat([...parts, Buffer.from([TRAILER])]);
    const from = at;
    if (block === EXTENSION) at = endOfBlocks(content, at + 2);
    else if (block === IMAGE) at = endOfBlocks(content, at + 11 + tableBytes(content[at + 9]));
    else return undefined;
    if (at > content.length) return undefined;
    if (block === IMAGE || isNeeded(content, from)) parts.push(content.subarray(from, at));
  }
  return undefined;
}

/** How long a picture is shown, and how often all of them are. */
function isNeeded(content: Buffer, at: number): boolean {
  const label = content[at + 1];
  if (label === GRAPHIC_CONTROL) return true;
  const name = content.subarray(at + 3, at + 14).toString('latin1');
  return label === APPLICATION && (name === 'NETSCAPE2.0' || name === 'ANIMEXTS1.0');
}

/** The colour table that these flags announce. */
const tableBytes = (flags = 0): number => (flags & 0x80 ? 3 * 2 ** ((flags & 0x07) + 1) : 0);

/** Data comes in blocks, each with its size before it; one of size 0 is the last. */
function endOfBlocks(content: Buffer, from: number): number {
  let at = from;
  while (at < content.length) {
    const size = content[at] ?? 0;
    at += 1 + size;
    if (size === 0) return at;
  }
  return content.length + 1;
}
