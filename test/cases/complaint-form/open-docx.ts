import { crc32 } from 'node:zlib';

/** The parts of a Word file by name, read as any other reader of zip files would. @throws when it is broken */
export function unzip(file: Uint8Array): ReadonlyMap<string, string> {
  const data = Buffer.from(file);
  const end = data.lastIndexOf(Buffer.from('PK\u0005\u0006'));
  if (end < 0) throw new Error('no end of a zip file');
  const parts = new Map<string, string>();
  let at = data.readUInt32LE(end + 16);
  for (let left = data.readUInt16LE(end + 10); left > 0; left -= 1) {
    if (data.readUInt32LE(at) !== 0x02014b50) throw new Error(`no directory entry at ${at}`);
    const [sum, size, nameLength] = [
      data.readUInt32LE(at + 16),
      data.readUInt32LE(at + 24),
      data.readUInt16LE(at + 28),
    ];
    const local = data.readUInt32LE(at + 42);
    const name = data.toString('utf8', at + 46, at + 46 + nameLength);
    if (data.readUInt32LE(local) !== 0x04034b50) throw new Error(`${name} is not where it should be`);
    const from = local + 30 + data.readUInt16LE(local + 26) + data.readUInt16LE(local + 28);
    const content = data.subarray(from, from + size);
    if (crc32(content) !== sum) throw new Error(`${name} is damaged`);
    parts.set(name, content.toString('utf8'));
    at += 46 + nameLength;
  }
  return parts;
}
