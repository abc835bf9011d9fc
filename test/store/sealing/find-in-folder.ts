import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Which of these texts stand readable in any file below a folder: as they are, escaped, folded, or as base64. */
export function findInFolder(folder: string, texts: readonly string[]): string[] {
  const contents = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name)));
  return texts.filter((text) => contents.some((bytes) => spellings(text).some((one) => bytes.includes(one))));
}

function spellings(text: string): Buffer[] {
  const utf8 = Buffer.from(text);
  // Base64 shows a text in three ways, by where it begins; the letters at its ends depend on the neighbours.
  const base64 = [0, 1, 2].map((shift) =>
    Buffer.concat([Buffer.alloc(shift), utf8])
      .toString('base64')
      .replace(/=+$/, '')
      .slice(shift + 1, -2),
  );
  return [
    utf8,
    Buffer.from(text.normalize('NFD')),
    Buffer.from(text, 'utf16le'),
    Buffer.from(JSON.stringify(text).slice(1, -1)),
    Buffer.from(
      text.replace(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`),
    ),
    Buffer.from(utf8.toString('hex')),
    ...base64.map((one) => Buffer.from(one)),
    ...base64.map((one) => Buffer.from(one.replaceAll('+', '-').replaceAll('/', '_'))),
  ];
}
