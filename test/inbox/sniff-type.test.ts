import { sniffType } from '../../src/inbox/sniff-type';

const of = (...parts: (string | number[])[]) =>
  Buffer.concat(
    parts.map((part) => (typeof part === 'string' ? Buffer.from(part, 'latin1') : Buffer.from(part))),
  );

test.each([
  ['image/jpeg', of([0xff, 0xd8, 0xff, 0xe0], 'JFIF')],
  ['image/png', of([0x89], 'PNG\r\n', [0x1a], '\n')],
  ['image/gif', of('GIF89a')],
  ['image/gif', of('GIF87a')],
  ['image/webp', of('RIFF', [1, 2, 3, 4], 'WEBPVP8 ')],
  ['image/heic', of([0, 0, 0, 24], 'ftypheic')],
  ['image/heic', of([0, 0, 0, 24], 'ftypmif1')],
  ['audio/mp4', of([0, 0, 0, 24], 'ftypM4A ')],
  ['video/mp4', of([0, 0, 0, 24], 'ftypisom')],
  ['video/webm', of([0x1a, 0x45, 0xdf, 0xa3])],
  ['audio/ogg', of('OggS')],
  ['audio/mpeg', of('ID3', [4, 0])],
  ['audio/mpeg', of([0xff, 0xfb, 0x90])],
  ['audio/aac', of([0xff, 0xf1, 0x50])],
  ['audio/wav', of('RIFF', [10, 13, 0, 1], 'WAVEfmt ')],
  ['application/pdf', of('%PDF-1.7')],
  ['application/zip', of('PK', [3, 4])],
  ['application/x-ole-storage', of([0xd0, 0xcf, 0x11, 0xe0])],
])('knows %s by its first bytes', (type, content) => {
  expect(sniffType(content)).toBe(type);
  expect(sniffType(Buffer.concat([content, Buffer.alloc(100, 7)]))).toBe(type);
});

test.each([
  ['nothing', of()],
  ['one byte', of([0xff])],
  ['a web page', of('<!DOCTYPE html><script>alert(1)</script>')],
  ['a drawing that can hold scripts', of('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)">')],
  ['a program', of('MZ', [0x90, 0])],
  ['a shell script', of('#!/bin/sh\n')],
  ['a photo behind a blank', of(' ', [0xff, 0xd8, 0xff])],
  ['a PDF behind a line', of('\n%PDF-1.7')],
  ['RIFF of another kind', of('RIFF', [1, 2, 3, 4], 'AVI ')],
])('takes %s for a plain download', (_what, content) => {
  expect(sniffType(content)).toBe('application/octet-stream');
});
