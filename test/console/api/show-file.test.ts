import { fileName } from '../../../src/console/api/show-file';

const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
const named = (name: string, contentType: string) =>
  fileName({ id: 'ev-000123-0', type: 'file', name, contentType }, false);

test.each([
  ['đơn của tôi.docx', DOCX, 'đơn của tôi.docx'],
  ['ảnh.JPEG', 'image/jpeg', 'ảnh.JPEG'],
  ['../../etc/passwd', 'text/plain', '_.._etc_passwd.txt'],
  ['C:\\Windows\\a.pdf', 'application/pdf', 'C__Windows_a.pdf'],
  ['hoa-don.pdf.exe', 'application/pdf', 'hoa-don.pdf.exe.pdf'],
  ['cap-nhat.bat', 'text/plain', 'cap-nhat.bat.txt'],
  ['anh\u202Egpj.exe', 'image/jpeg', 'anhgpj.exe.jpg'],
  ['a\u0000b\r\nc.pdf', 'application/pdf', 'abc.pdf'],
  ['a"b;c<d>.pdf', 'application/pdf', 'a_b;c_d_.pdf'],
])('a file that calls itself %j and is %s is saved as %j', (name, type, expected) => {
  expect(named(name, type)).toBe(expected);
});

test('a name of which nothing is left is made anew', () => {
  expect(named('\u202E...', 'application/pdf')).toBe('tài-liệu-001230.pdf');
});
