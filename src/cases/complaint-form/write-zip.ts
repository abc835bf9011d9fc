export type ZipEntry = { readonly name: string; readonly content: string };

/** 1 January 1980, the first day that a zip file knows: a real one would make each file another. */
const DATE = 0x0021;
/** Names are UTF-8. */
const FLAGS = 0x0800;
const VERSION = 20;

/** A zip archive of text files, not compressed: the same entries are the same bytes on every machine. */
export function writeZip(entries: readonly ZipEntry[]): Uint8Array {
  const locals: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, content } of entries) {
    const [path, data] = [Buffer.from(name), Buffer.from(content)];
    const about = fields([VERSION, 2], [FLAGS, 2], [0, 2], [0, 2], [DATE, 2], [crc32(data), 4]);
    const sizes = fields([data.length, 4], [data.length, 4], [path.length, 2], [0, 2]);
    const local = Buffer.concat([fields([0x04034b50, 4]), about, sizes, path, data]);
    // Comment, disk, attributes of two kinds, and where the file itself begins.
    const place = fields([0, 2], [0, 2], [0, 2], [0, 4], [offset, 4]);
    directory.push(fields([0x02014b50, 4], [VERSION, 2]), about, sizes, place, path);
    locals.push(local);
    offset += local.length;
  }
  const index = Buffer.concat(directory);
  const end = fields(
    ...([
      [0x06054b50, 4],
      [0, 2],
      [0, 2],
      [entries.length, 2],
      [entries.length, 2],
    ] as const),
    ...([
      [index.length, 4],
      [offset, 4],
      [0, 2],
    ] as const),
  );
  return new Uint8Array(Buffer.concat([...locals, index, end]));
}

/** Numbers one after the other, each with how many bytes it takes, the lowest byte first. */
function fields(...numbers: readonly (readonly [value: number, bytes: 2 | 4])[]): Buffer {
  const written = Buffer.alloc(numbers.reduce((sum, [, bytes]) => sum + bytes, 0));
  let at = 0;
  for (const [value, bytes] of numbers) at = written.writeUIntLE(value, at, bytes);
  return written;
}

const table = Uint32Array.from({ length: 256 }, (_, byte) => {
  let crc = byte;
  for (let bit = 0; bit < 8; bit += 1) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  return crc;
});

/** The check sum of zip. Node has one of its own only from 20.15 on. */
function crc32(data: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of data) crc = (crc >>> 8) ^ (table[(crc ^ byte) & 0xff] ?? 0);
  return (crc ^ 0xffffffff) >>> 0;
}
