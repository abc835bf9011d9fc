import sharp from 'sharp';
import { crc32 } from 'node:zlib';
import { makePreview } from '../../../src/inbox/files/make-preview';
import { exif } from './images';

/** Half red, half blue, wider than high. */
const photo = (width = 1_200, height = 600) =>
  sharp({ create: { width, height, channels: 3, background: '#d00000' } }).composite([
    { input: { create: { width: width / 2, height, channels: 3, background: '#0000d0' } }, left: 0, top: 0 },
  ]);
const turned = async (orientation: number) =>
  photo()
    .jpeg()
    .withMetadata({ orientation })
    .withExifMerge({ IFD0: { Copyright: 'của ông Khoai' } })
    .toBuffer();
const facts = async (preview: Uint8Array | undefined) => {
  if (!preview) return undefined;
  const { format, width, height, space, pages, exif: more, icc } = await sharp(preview).metadata();
  return { format, width, height, space, pages, hasMore: more !== undefined || icc !== undefined };
};
const small = { format: 'jpeg', width: 400, height: 200, space: 'srgb', pages: undefined, hasMore: false };

test.each<[string, string, () => Promise<Buffer>, object]>([
  ['a photo', 'image/jpeg', () => photo().jpeg().toBuffer(), small],
  [
    'a photo of the colours of a press',
    'image/jpeg',
    () => photo().toColourspace('cmyk').jpeg().toBuffer(),
    small,
  ],
  ['a picture without colours', 'image/png', () => photo().greyscale().png().toBuffer(), small],
  ['a picture that one can see through', 'image/png', () => photo().ensureAlpha(0.5).png().toBuffer(), small],
  ['a picture of another kind', 'image/webp', () => photo().webp().toBuffer(), small],
  [
    'an upright photo of a phone that lay',
    'image/jpeg',
    () => turned(6),
    { ...small, width: 200, height: 400 },
  ],
  [
    'a tiny one, as large as it is',
    'image/png',
    () => photo(2, 1).png().toBuffer(),
    { ...small, width: 2, height: 1 },
  ],
])('%s becomes a small picture that says nothing else', async (_what, type, make, expected) => {
  expect(await facts(await makePreview(await make(), type))).toEqual(expected);
});

test('an animation is its first picture', async () => {
  const frames = await Promise.all(
    ['#ff0000', '#0000ff'].map((background) =>
      sharp({ create: { width: 600, height: 600, channels: 3, background } })
        .png()
        .toBuffer(),
    ),
  );
  const gif = await sharp(frames, { join: { animated: true } })
    .gif()
    .toBuffer();
  const preview = await makePreview(gif, 'image/gif');
  expect(await facts(preview)).toEqual({ ...small, height: 400 });
  const { dominant } = await sharp(preview).stats();
  expect(dominant.r).toBeGreaterThan(200);
});

/** A picture of which the header says that it is very large. */
async function bomb(): Promise<Buffer> {
  const png = await photo().png().toBuffer();
  png.writeUInt32BE(30_000, 16);
  png.writeUInt32BE(30_000, 20);
  png.writeUInt32BE(crc32(png.subarray(12, 29)), 29);
  return png;
}

test.each<[string, string, () => Promise<Buffer>]>([
  ['a text that is called a photo', 'image/jpeg', async () => Buffer.from('Tôi không phải là ảnh.')],
  ['nothing', 'image/png', async () => Buffer.alloc(0)],
  [
    'a photo of which half came',
    'image/jpeg',
    async () => (await photo().jpeg().toBuffer()).subarray(0, 900),
  ],
  ['what unpacks to 900 million points', 'image/png', bomb],
  [
    'a drawing that could run',
    'image/svg+xml',
    async () => Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'),
  ],
  [
    'a drawing that is called a photo',
    'image/png',
    async () => Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'),
  ],
  ['a video', 'video/mp4', async () => Buffer.from('ftypisom')],
])('there is none of %s', async (_what, type, make) => {
  expect(await makePreview(await make(), type)).toBeUndefined();
});

test('one that cannot be made does not hold up the next', async () => {
  const jpeg = await photo().jpeg().toBuffer();
  const made = await Promise.all([
    makePreview(Buffer.from('x'), 'image/jpeg'),
    makePreview(jpeg, 'image/jpeg'),
    makePreview(Buffer.concat([jpeg.subarray(0, 2), exif(3)]), 'image/jpeg'),
    makePreview(jpeg, 'image/jpeg'),
  ]);
  expect(made.map((preview) => preview !== undefined)).toEqual([false, true, false, true]);
});
