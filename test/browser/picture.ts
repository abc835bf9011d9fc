import { deflateSync } from 'node:zlib';

type Colour = readonly [number, number, number];

const width = 480;
const height = 320;

/** A photo for a phản ánh: a transmitter mast above roofs at dusk, as a PNG. */
export function mastPicture(): Buffer {
  const rows: Buffer[] = [];
  for (let y = 0; y < height; y++) {
    const row = Buffer.alloc(1 + width * 3);
    for (let x = 0; x < width; x++) row.set(colourAt(x, y), 1 + x * 3);
    rows.push(row);
  }
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  // 8 bits, red-green-blue.
  head.set([8, 2, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', head),
    chunk('IDAT', deflateSync(Buffer.concat(rows))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const ends = Buffer.alloc(8);
  ends.writeUInt32BE(data.length, 0);
  ends.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([ends.subarray(0, 4), body, ends.subarray(4)]);
}

/** As PNG defines it; Node has its own only from 20.15 on. */
function crc32(bytes: Buffer): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return ~crc >>> 0;
}

function colourAt(x: number, y: number): Colour {
  const roof = 250 + Math.abs((x % 120) - 60) / 2 + (x > 240 ? 10 : 0);
  if (y > roof) return (x % 30) + (y % 26) < 14 && y > 285 ? [232, 190, 110] : [58, 50, 62];
  const half = 4 + (y - 40) / 12;
  const off = x - 330;
  const isMast = y > 40 && Math.abs(Math.abs(off) - half) < 2;
  const isBrace = y > 40 && Math.abs(off) < half && (y % 26 < 2 || Math.abs((off + y) % 26) < 2);
  const isDish = [70, 110].some((at) => (x - 312) ** 2 + (y - at) ** 2 < 110);
  if (isMast || isBrace || isDish) return isDish ? [228, 230, 234] : [170, 48, 44];
  const dusk = y / height;
  return [90 + 140 * dusk, 130 + 50 * dusk, 185 - 60 * dusk].map(Math.round) as unknown as Colour;
}
