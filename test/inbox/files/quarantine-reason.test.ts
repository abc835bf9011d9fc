import { quarantineReason } from '../../../src/inbox/files/quarantine-reason';
import { sniffType } from '../../../src/inbox/sniff-type';

const bytes = (text: string) => Buffer.from(text, 'latin1');
const reasonOf = (content: Buffer) => quarantineReason(content, sniffType(content));
const ole = (name: string) =>
  Buffer.concat([Buffer.from([0xd0, 0xcf, 0x11, 0xe0]), Buffer.alloc(600), Buffer.from(name, 'utf16le')]);

test.each<[string, Buffer]>([
  ['a photo', Buffer.from([0xff, 0xd8, 0xff, 0xe0])],
  ['a clip', bytes('\0\0\0\x18ftypisom')],
  ['a recording', bytes('OggS')],
  ['a PDF', bytes('%PDF-1.7')],
  ['a document', bytes('PK\x03\x04....word/document.xml....')],
  ['a table', bytes('PK\x03\x04....xl/workbook.xml....')],
  ['an open document', bytes(`PK\x03\x04${'.'.repeat(26)}mimetypeapplication/vnd.oasis.opendocument.textPK`)],
  ['an old document', ole('WordDocument')],
  ['a plain text', Buffer.from('Kính gửi Sở,\r\n\tTôi xin phản ánh …')],
  ['nothing at all', Buffer.alloc(0)],
])('%s may be opened as usual', (_what, content) => {
  expect(reasonOf(content)).toBeUndefined();
});

test.each<[string, Buffer, RegExp]>([
  [
    'the test virus',
    bytes(`X5O!P%@AP[4\\PZX54(P^)7CC)7}$${'EICAR'}-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*`),
    /mã độc/,
  ],
  ['an archive', bytes('PK\x03\x04....anh/1.jpg....'), /Tệp nén/],
  ['a document with macros', bytes('PK\x03\x04....word/document.xml....word/vbaProject.bin'), /macro/],
  ['an old document with macros', ole('_VBA_PROJECT'), /macro/],
  ['a document with a password', ole('EncryptedPackage'), /mật khẩu/],
  ['a program', bytes('MZ\x90\0'), /không được phép/],
  ['a script', bytes('#!/bin/sh\nrm -rf /'), /không được phép/],
  ['a page', bytes('<!DOCTYPE html><script>alert(1)</script>'), /không được phép/],
  ['a drawing that may hold scripts', bytes('  <svg onload="alert(1)">'), /không được phép/],
  ['a PDF in disguise', bytes('xin chào\n%PDF-1.7'), /không được phép/],
  ['what nobody knows', Buffer.from([1, 2, 3, 4, 5]), /không được phép/],
])('%s is set apart', (_what, content, reason) => {
  expect(reasonOf(content)).toMatch(reason);
});
