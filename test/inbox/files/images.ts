/** Small images, put together part by part, with what cameras and programs write into them. */

/** What must not be found in an image any more. */
export const PLACE = '20.8449N-106.6881E';
export const TAIL = '<script>alert(1)</script>';

const bytes = (text: string) => Buffer.from(text, 'latin1');
const be16 = (value: number) => Buffer.from([value >> 8, value & 0xff]);
const be32 = (value: number) => {
  const out = Buffer.alloc(4);
  out.writeUInt32BE(value);
  return out;
};
const le32 = (value: number) => {
  const out = Buffer.alloc(4);
  out.writeUInt32LE(value);
  return out;
};

const segment = (marker: number, data: Buffer) =>
  Buffer.concat([Buffer.from([0xff, marker]), be16(data.length + 2), data]);

/** EXIF with an orientation, in either order of bytes, and a place behind it. */
export function exif(orientation: number, order: 'II' | 'MM' = 'MM'): Buffer {
  const tiff = Buffer.alloc(26);
  tiff.write(order === 'MM' ? 'MM\0*' : 'II*\0', 'latin1');
  const put16 = (value: number, at: number) =>
    order === 'MM' ? tiff.writeUInt16BE(value, at) : tiff.writeUInt16LE(value, at);
  const put32 = (value: number, at: number) =>
    order === 'MM' ? tiff.writeUInt32BE(value, at) : tiff.writeUInt32LE(value, at);
  put32(8, 4);
  put16(1, 8);
  put16(0x0112, 10);
  put16(3, 12);
  put32(1, 14);
  put16(orientation, 18);
  return Buffer.concat([bytes('Exif\0\0'), tiff, bytes(PLACE)]);
}

export const jfif = segment(0xe0, bytes('JFIF\0\x01\x01\0\0\x01\0\x01\0\0'));
export const profile = segment(0xe2, bytes('ICC_PROFILE\0\x01\x01colours'));
export const tables = segment(0xdb, Buffer.alloc(65, 1));
/** Two scans, with a doubled 0xff, a restart mark and fill bytes in them. */
export const scans = Buffer.concat([
  segment(0xda, Buffer.from([1, 1, 0, 0, 63, 0])),
  Buffer.from([1, 2, 0xff, 0, 3, 0xff, 0xd0, 4]),
  segment(0xda, Buffer.from([1, 1, 0, 0, 63, 0])),
  Buffer.from([5, 0xff, 0, 6]),
]);
const SOI = Buffer.from([0xff, 0xd8]);
const EOI = Buffer.from([0xff, 0xd9]);

export const plainJpeg = Buffer.concat([SOI, jfif, profile, tables, scans, EOI]);
export const jpegWith = (...segments: Buffer[]) =>
  Buffer.concat([SOI, jfif, ...segments, profile, tables, scans, EOI, bytes(TAIL)]);
export const app = (number: number, text: string) => segment(0xe0 + number, bytes(text));
export const exifSegment = (orientation: number, order?: 'II' | 'MM') =>
  segment(0xe1, exif(orientation, order));
export const comment = segment(0xfe, bytes(PLACE));

const chunk = (type: string, data: Buffer) =>
  Buffer.concat([be32(data.length), bytes(type), data, Buffer.from([1, 2, 3, 4])]);
const png = (...chunks: Buffer[]) =>
  Buffer.concat([
    bytes('\x89PNG\r\n\x1a\n'),
    chunk('IHDR', Buffer.alloc(13, 1)),
    ...chunks,
    chunk('IDAT', Buffer.alloc(20, 7)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
export const plainPng = png();
export const dirtyPng = Buffer.concat([
  png(chunk('tEXt', bytes(PLACE)), chunk('eXIf', exif(1)), chunk('xxXX', bytes(PLACE))),
  bytes(TAIL),
]);

const part = (type: string, data: Buffer) =>
  Buffer.concat([bytes(type), le32(data.length), data, Buffer.alloc(data.length % 2)]);
const webp = (...parts: Buffer[]) => {
  const body = Buffer.concat([bytes('WEBP'), ...parts]);
  return Buffer.concat([bytes('RIFF'), le32(body.length), body]);
};
const extended = (flags: number) => part('VP8X', Buffer.from([flags, 0, 0, 0, 1, 0, 0, 1, 0, 0]));
const pixels = part('VP8 ', Buffer.alloc(11, 9));
export const plainWebp = webp(extended(0x10), pixels);
export const dirtyWebp = Buffer.concat([
  webp(extended(0x1c), pixels, part('EXIF', exif(1)), part('XMP ', bytes(PLACE))),
  bytes(TAIL),
]);

const gif = (...blocks: Buffer[]) =>
  Buffer.concat([bytes('GIF89a'), Buffer.from([1, 0, 1, 0, 0x80, 0, 0]), Buffer.alloc(6, 5), ...blocks]);
const picture = Buffer.from([0x2c, 0, 0, 0, 0, 1, 0, 1, 0, 0, 2, 2, 0x4c, 1, 0]);
const control = Buffer.from([0x21, 0xf9, 4, 0, 0, 0, 0, 0]);
const application = (name: string, data: Buffer) =>
  Buffer.concat([
    Buffer.from([0x21, 0xff, 11]),
    bytes(name),
    Buffer.from([data.length]),
    data,
    Buffer.from([0]),
  ]);
const loop = application('NETSCAPE2.0', Buffer.from([1, 0, 0]));
const remark = Buffer.concat([Buffer.from([0x21, 0xfe, PLACE.length]), bytes(PLACE), Buffer.from([0])]);
const end = Buffer.from([0x3b]);
export const plainGif = gif(loop, control, picture, end);
export const dirtyGif = gif(
  loop,
  remark,
  application('XMP DataXMP', bytes(PLACE)),
  control,
  picture,
  end,
  bytes(TAIL),
);
