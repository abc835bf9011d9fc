import fc from 'fast-check';
import { orientationIn } from '../../../src/inbox/files/strip/orientation';
import { stripMetadata } from '../../../src/inbox/files/strip/strip-metadata';
import * as images from './images';

const { PLACE, TAIL, plainJpeg, jpegWith, exifSegment } = images;

const stripped = (content: Buffer, type: string): Buffer => {
  const result = stripMetadata(content, type);
  if (typeof result === 'string') throw new Error(result);
  return Buffer.from(result);
};

test.each<[string, string, Buffer, Buffer]>([
  ['EXIF', 'image/jpeg', jpegWith(exifSegment(1)), plainJpeg],
  ['EXIF written the other way round', 'image/jpeg', jpegWith(exifSegment(1, 'II')), plainJpeg],
  ['XMP', 'image/jpeg', jpegWith(images.app(1, `http://ns.adobe.com/xap/1.0/\0${PLACE}`)), plainJpeg],
  ['IPTC', 'image/jpeg', jpegWith(images.app(13, `Photoshop 3.0\0${PLACE}`)), plainJpeg],
  ['more pictures in one', 'image/jpeg', jpegWith(images.app(2, `MPF\0${PLACE}`)), plainJpeg],
  ["a maker's notes", 'image/jpeg', jpegWith(images.app(5, PLACE), images.app(15, PLACE)), plainJpeg],
  ['a comment', 'image/jpeg', jpegWith(images.comment), plainJpeg],
  ['texts, EXIF and what nobody knows', 'image/png', images.dirtyPng, images.plainPng],
  ['EXIF and XMP', 'image/webp', images.dirtyWebp, images.plainWebp],
  ['a remark and XMP', 'image/gif', images.dirtyGif, images.plainGif],
])('takes %s out of %s, and what hangs behind its end', (_what, type, dirty, plain) => {
  expect(dirty.includes(PLACE) && dirty.includes(TAIL)).toBe(true);
  expect(stripped(dirty, type)).toEqual(plain);
});

test.each<[string, Buffer]>([
  ['image/jpeg', plainJpeg],
  ['image/png', images.plainPng],
  ['image/webp', images.plainWebp],
  ['image/gif', images.plainGif],
  ['application/pdf', Buffer.from('%PDF-1.7')],
  ['video/mp4', Buffer.from('\0\0\0\x18ftypisom')],
])('leaves %s alone where there is nothing to take out', (type, content) => {
  expect(stripMetadata(content, type)).toBe('same');
});

test.each([2, 3, 4, 5, 6, 7, 8])('a photo that lies (%i) is still put upright', (orientation) => {
  for (const order of ['MM', 'II'] as const) {
    const clean = stripped(jpegWith(exifSegment(orientation, order)), 'image/jpeg');
    expect(clean.includes(PLACE)).toBe(false);
    const at = clean.indexOf('Exif');
    expect(orientationIn(clean.subarray(at))).toBe(orientation);
    // Taking it apart again changes nothing.
    expect(stripMetadata(clean, 'image/jpeg')).toBe('same');
  }
});

test('a photo that was cut off in its pixels is ended', () => {
  const cut = Buffer.from(plainJpeg.subarray(0, plainJpeg.length - 4));
  expect(stripped(cut, 'image/jpeg').subarray(-2)).toEqual(Buffer.from([0xff, 0xd9]));
});

test.each<[string, string, Buffer]>([
  ['a JPEG that ends in its head', 'image/jpeg', plainJpeg.subarray(0, 30)],
  ['nothing but a beginning', 'image/jpeg', Buffer.from([0xff, 0xd8, 0xff, 0xd9])],
  ['a PNG without an end', 'image/png', images.plainPng.subarray(0, -12)],
  ['a WebP that is shorter than it says', 'image/webp', images.plainWebp.subarray(0, -4)],
  ['a GIF without an end', 'image/gif', images.plainGif.subarray(0, -1)],
  ['a HEIC', 'image/heic', Buffer.from('\0\0\0\x18ftypheic')],
])('says so when it cannot: %s', (_what, type, content) => {
  expect(stripMetadata(content, type)).toBe('impossible');
});

test('whatever comes, it ends, and never makes it larger by more than a frame', () => {
  const any = fc.oneof(
    fc.constantFrom(jpegWith(exifSegment(6)), images.dirtyPng, images.dirtyWebp, images.dirtyGif),
    fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes)),
  );
  const hits = fc.array(fc.tuple(fc.nat(400), fc.nat(255)), { maxLength: 8 });
  const type = fc.constantFrom('image/jpeg', 'image/png', 'image/webp', 'image/gif');
  fc.assert(
    fc.property(any, hits, type, (content, changes, as) => {
      const broken = Buffer.from(content);
      for (const [at, value] of changes) if (at < broken.length) broken[at] = value;
      const result = stripMetadata(broken, as);
      if (typeof result !== 'string') expect(result.length).toBeLessThanOrEqual(broken.length + 40);
    }),
    { numRuns: 3_000 },
  );
});
