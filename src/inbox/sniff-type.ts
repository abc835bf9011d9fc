/** What the first bytes say a file is; names and headers can be made up. Unknown is a plain download. */
export function sniffType(content: Uint8Array): string {
  const head = Buffer.from(content.subarray(0, 32)).toString('latin1');
  const found = signatures.find(([pattern]) => pattern.test(head));
  return found?.[1] ?? 'application/octet-stream';
}

const signatures: readonly (readonly [RegExp, string])[] = [
  [/^\xff\xd8\xff/, 'image/jpeg'],
  [/^\x89PNG\r\n\x1a\n/, 'image/png'],
  [/^GIF8[79]a/, 'image/gif'],
  [/^RIFF[\s\S]{4}WEBP/, 'image/webp'],
  [/^[\s\S]{4}ftyp(heic|heix|mif1)/, 'image/heic'],
  [/^[\s\S]{4}ftyp(M4A|M4B)/, 'audio/mp4'],
  [/^[\s\S]{4}ftyp/, 'video/mp4'],
  [/^\x1aE\xdf\xa3/, 'video/webm'],
  [/^OggS/, 'audio/ogg'],
  [/^(ID3|\xff[\xfb\xf3\xf2])/, 'audio/mpeg'],
  [/^\xff\xf1|^\xff\xf9/, 'audio/aac'],
  [/^RIFF[\s\S]{4}WAVE/, 'audio/wav'],
  [/^%PDF-/, 'application/pdf'],
  [/^PK\x03\x04/, 'application/zip'],
  [/^\xd0\xcf\x11\xe0/, 'application/x-ole-storage'],
];
