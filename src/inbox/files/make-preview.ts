import type sharpType from 'sharp';

/** Of the longer side; a page shows it half as large, so that it is sharp on any screen. */
const SIDE = 400;
/** A photo of 50 megapixels still has one; what unpacks to more is a bomb. */
const MOST_PIXELS = 60_000_000;
const MOST_SECONDS = 5;
const READABLE: ReadonlySet<string> = new Set(['image/jpeg', 'image/png', 'image/gif', 'image/webp']);

const LOADERS = ['Jpeg', 'Png', 'Nsgif', 'Webp'].map((name) => `VipsForeignLoad${name}`);

type Sharp = typeof sharpType;
let loading: Promise<Sharp> | undefined;
/** One at a time: a heap of photos must not take all cores and memory from those who wait for an answer. */
let last: Promise<unknown> = Promise.resolve();

/**
 * A small picture of a photo, drawn anew (JPEG, upright, without metadata), so that nothing of the file itself reaches
 * an officer's browser before he opens it. An animation is its first picture.
 * @param contentType as sniffed
 * @returns undefined where there is none to make: another type, damaged, or too large
 */
export function makePreview(content: Uint8Array, contentType: string): Promise<Uint8Array | undefined> {
  if (!READABLE.has(contentType)) return Promise.resolve(undefined);
  const made = last.then(() => draw(content)).catch(() => undefined);
  last = made;
  return made;
}

async function draw(content: Uint8Array): Promise<Uint8Array> {
  const sharp = await (loading ??= load());
  return sharp(content, { limitInputPixels: MOST_PIXELS, failOn: 'error', sequentialRead: true })
    .timeout({ seconds: MOST_SECONDS })
    .autoOrient()
    .resize({ width: SIDE, height: SIDE, fit: 'inside', withoutEnlargement: true })
    .flatten({ background: '#ffffff' })
    .toColourspace('srgb')
    .jpeg({ quality: 75 })
    .toBuffer();
}

/** Only where a photo comes: a start costs nothing. */
async function load(): Promise<Sharp> {
  const { default: sharp } = await import('sharp');
  // Whatever the file says of itself: no other part of the library is reached.
  sharp.block({ operation: ['VipsForeignLoad'] });
  sharp.unblock({ operation: LOADERS });
  sharp.cache(false);
  sharp.concurrency(1);
  return sharp;
}
