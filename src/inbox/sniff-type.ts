/** What its content says a file is; names and headers can be made up. Unknown is a plain download. */
export function sniffType(content: Uint8Array): string {
  const bytes = Buffer.from(content.buffer, content.byteOffset, content.byteLength);
  const head = bytes.subarray(0, 32).toString('latin1');
  const found = signatures.find(([pattern]) => pattern.test(head))?.[1];
  if (found === 'application/zip') return documentIn(bytes) ?? found;
  return found ?? (isPlainText(bytes) ? 'text/plain' : 'application/octet-stream');
}

const signatures: readonly (readonly [RegExp, string])[] = [
  [/^\xff\xd8\xff/, 'image/jpeg'],
  [/^\x89PNG\r\n\x1a\n/, 'image/png'],
  [/^GIF8[79]a/, 'image/gif'],
  [/^RIFF[\s\S]{4}WEBP/, 'image/webp'],
  [/^[\s\S]{4}ftyp(hei[cxms]|hev[cx]|mif1|msf1)/, 'image/heic'],
  [/^[\s\S]{4}ftypavi[fs]/, 'image/avif'],
  [/^[\s\S]{4}ftyp(M4A|M4B)/, 'audio/mp4'],
  [/^[\s\S]{4}ftyp/, 'video/mp4'],
  [/^\x1aE\xdf\xa3/, 'video/webm'],
  [/^OggS/, 'audio/ogg'],
  [/^(ID3|\xff[\xfb\xf3\xf2])/, 'audio/mpeg'],
  [/^\xff\xf1|^\xff\xf9/, 'audio/aac'],
  [/^RIFF[\s\S]{4}WAVE/, 'audio/wav'],
  [/^#!AMR/, 'audio/amr'],
  [/^%PDF-/, 'application/pdf'],
  [/^PK\x03\x04/, 'application/zip'],
  [/^\xd0\xcf\x11\xe0/, 'application/x-ole-storage'],
];

const OFFICE = 'application/vnd.openxmlformats-officedocument';
const documents: readonly (readonly [string, string])[] = [
  ['word/document.xml', `${OFFICE}.wordprocessingml.document`],
  ['xl/workbook.xml', `${OFFICE}.spreadsheetml.sheet`],
  ['ppt/presentation.xml', `${OFFICE}.presentationml.presentation`],
];

/** Documents of today are archives; the names of their parts stand in them readable. */
function documentIn(archive: Buffer): string | undefined {
  const open = /^mimetype(application\/vnd\.oasis\.opendocument\.(text|spreadsheet|presentation))PK/;
  const named = open.exec(archive.subarray(30, 128).toString('latin1'))?.[1];
  return named ?? documents.find(([part]) => archive.includes(part))?.[1];
}

/** UTF-8 without control characters, that no program would take for a page, a script or a document. */
function isPlainText(content: Buffer): boolean {
  if (content.length === 0 || content.subarray(0, 1_024).includes('%PDF-')) return false;
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(content);
    return !/^\s*(<|#!|\{\\rtf)/.test(text) && !/[\0-\x08\x0b\x0e-\x1f\x7f]/.test(text);
  } catch {
    return false;
  }
}
