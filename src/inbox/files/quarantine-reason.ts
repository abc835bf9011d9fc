/**
 * Why a file is set apart, in words for the officer; undefined where it may be opened as usual. It goes by what the
 * content is (see `sniffType`), never by its name.
 */
export function quarantineReason(content: Uint8Array, type: string): string | undefined {
  const bytes = Buffer.from(content.buffer, content.byteOffset, content.byteLength);
  if (bytes.includes(TEST_VIRUS)) return 'Tệp có mã độc (mẫu thử của phần mềm diệt vi-rút).';
  if (bytes.length === 0) return undefined;
  if (type === 'application/zip') return 'Tệp nén: không kiểm tra được bên trong có gì.';
  if (!isAllowed(type)) return 'Loại tệp này không được phép: có thể là chương trình, trang web hoặc mã độc.';
  if (MACROS.some((mark) => isOffice(type) && bytes.includes(mark)))
    return 'Tài liệu có macro (đoạn chương trình), có thể là mã độc.';
  if (type === OLE && bytes.includes(ENCRYPTED))
    return 'Tài liệu có mật khẩu: không kiểm tra được bên trong có gì.';
  return undefined;
}

const OLE = 'application/x-ole-storage';
const isOffice = (type: string): boolean => type === OLE || /(officedocument|opendocument)/.test(type);
const isAllowed = (type: string): boolean =>
  /^(image|audio|video)\/(?!svg)/.test(type) ||
  type === 'application/pdf' ||
  type === 'text/plain' ||
  isOffice(type);

/** Names of parts: in an archive they are never packed, in an old document they are UTF-16. */
const MACROS = [
  Buffer.from('vbaProject.bin'),
  Buffer.from('Basic/Standard/'),
  Buffer.from('_VBA_PROJECT', 'utf16le'),
];
const ENCRYPTED = Buffer.from('EncryptedPackage', 'utf16le');
/** The file that every scanner must know, put together here so that none finds it in this program. */
const TEST_VIRUS = Buffer.from(
  ['X5O!P%@AP[4\\PZX54(P^)7CC)7}', '$EICAR-STANDARD-', 'ANTIVIRUS-TEST-FILE!'].join(''),
);
