import { readdirSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { fold } from '../../src/language/fold';

/** Where something that a citizen wrote, or who he is, stands readable. */
export type Found = { readonly file: string; readonly secret: string };
export type Search = { readonly files: number; readonly bytes: number; readonly found: readonly Found[] };

const CHUNK = 1_048_576;
/** A shorter one would be found by chance in the bytes of a large file. */
const LEAST_BYTES = 8;

/**
 * Looks for the secrets in every file below a folder: as they were written, folded (as an index of words has them),
 * as JSON escapes them, and in base64.
 */
export async function searchFolder(folder: string, secrets: readonly string[]): Promise<Search> {
  const index = indexOf(secrets);
  const found = new Map<string, Found>();
  let bytes = 0;
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, path, name }) => join(parentPath ?? path, name));
  for (const file of files) {
    bytes += await readChunks(file, index.longest, (chunk) => {
      for (const secret of secretsIn(chunk, index))
        found.set(`${file} ${secret}`, { file: relative(folder, file), secret });
    });
  }
  return { files: files.length, bytes, found: [...found.values()] };
}

/** How one secret may stand in a file. */
export function formsOf(secret: string): Buffer[] {
  const escaped = secret.replace(
    /[^\x20-\x7e]/g,
    (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  const texts = [secret, secret.toLowerCase(), fold(secret), escaped];
  const raw = [...new Set(texts)].map((text) => Buffer.from(text));
  return [...raw, ...base64Forms(Buffer.from(secret))].filter(({ length }) => length >= LEAST_BYTES);
}

/** In base64 it looks different for each place (modulo 3) at which it begins; both ends depend on what is around it. */
const base64Forms = (bytes: Buffer): Buffer[] =>
  [0, 1, 2].map((before) => {
    const text = Buffer.concat([Buffer.alloc(before), bytes])
      .toString('base64')
      .replace(/=+$/, '');
    return Buffer.from(text.slice(Math.ceil((before * 4) / 3), -1));
  });

type Index = {
  /** By their first four bytes: phone numbers begin alike, so the first two would say little. */
  readonly byHead: ReadonlyMap<number, readonly { readonly form: Buffer; readonly secret: string }[]>;
  /** Whether one begins with these two; nearly no place of a file gets further. */
  readonly isHead: Uint8Array;
  readonly longest: number;
};

function indexOf(secrets: readonly string[]): Index {
  const byHead = new Map<number, { form: Buffer; secret: string }[]>();
  const isHead = new Uint8Array(65_536);
  let longest = 0;
  for (const secret of new Set(secrets)) {
    for (const form of formsOf(secret)) {
      const head = form.readUInt32BE(0);
      byHead.set(head, [...(byHead.get(head) ?? []), { form, secret }]);
      isHead[form.readUInt16BE(0)] = 1;
      longest = Math.max(longest, form.length);
    }
  }
  return { byHead, isHead, longest };
}

function secretsIn(chunk: Buffer, { byHead, isHead }: Index): Set<string> {
  const found = new Set<string>();
  let head = chunk[0] ?? 0;
  for (let at = 0; at + LEAST_BYTES <= chunk.length; at += 1) {
    head = ((head << 8) | (chunk[at + 1] ?? 0)) & 0xffff;
    if (isHead[head] === 0) continue;
    for (const { form, secret } of byHead.get(chunk.readUInt32BE(at)) ?? [])
      if (form.equals(chunk.subarray(at, at + form.length))) found.add(secret);
  }
  return found;
}

/** Chunks overlap by the longest form; between them others get their turn. @returns the size of the file */
async function readChunks(file: string, overlap: number, look: (chunk: Buffer) => void): Promise<number> {
  const handle = await open(file, 'r').catch((error: NodeJS.ErrnoException) => {
    // A side file of a database that has just been closed.
    if (error.code !== 'ENOENT') throw error;
  });
  if (!handle) return 0;
  const buffer = Buffer.alloc(CHUNK + overlap);
  let kept = 0;
  let total = 0;
  try {
    for (;;) {
      const { bytesRead } = await handle.read(buffer, kept, CHUNK, null);
      if (bytesRead === 0) return total;
      total += bytesRead;
      const chunk = buffer.subarray(0, kept + bytesRead);
      look(chunk);
      const tail = Math.min(overlap, chunk.length);
      buffer.copyWithin(0, chunk.length - tail, chunk.length);
      kept = tail;
    }
  } finally {
    await handle.close();
  }
}
