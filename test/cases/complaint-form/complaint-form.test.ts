import fc from 'fast-check';
import type { CaseAnswer } from '../../../src/cases/case';
import { complaintForm } from '../../../src/cases/complaint-form/complaint-form';
import { complaintFormFile } from '../../../src/cases/complaint-form/complaint-form-file';
import type { FormDocument } from '../../../src/cases/complaint-form/form-document';
import type { Answer } from '../../../src/conversation/answer';
import { unzip } from './open-docx';
import { checkXml, paragraphsOf } from './read-xml';

const department = { name: 'Sở Khoa học và Công nghệ thành phố Hải Phòng' };
const code = '7K2M-9QRS-TVW';

const text = (said: string): Answer => ({ type: 'text', text: said });
const about = (answers: Readonly<Record<string, Answer>>) => ({
  code,
  answers: Object.entries(answers).map(([id, answer]): CaseAnswer => ({
    id,
    label: id,
    answer,
    identity: false,
  })),
});
const full = about({
  'doi-tuong': text('Bộ phận tiếp nhận hồ sơ của Sở'),
  'noi-dung': text('Thông báo số 12 từ chối hồ sơ của tôi.\nThông báo không nêu lý do.'),
  'ngay-biet': { type: 'date', iso: '2026-11-20', shown: '20/11/2026' },
  'yeu-cau': text('Đề nghị xem xét lại hồ sơ và trả lời rõ lý do.'),
  'noi-da-giai-quyet': text('Ủy ban nhân dân phường Gia Viên'),
  tep: {
    type: 'files',
    files: [
      { id: 'f-1', type: 'image' },
      { id: 'f-2', type: 'image' },
    ],
    remarks: ['ảnh chụp thông báo'],
  },
  'ho-ten': text('Nguyễn Văn An'),
  'dien-thoai': { type: 'phone', e164: '+84912345678', shown: '0912 345 678' },
  'dia-chi': text('Số 5 Trần Phú, phường Gia Viên'),
});

const linesOf = ({ paragraphs }: FormDocument) =>
  paragraphs.map(
    ({ style, content }) =>
      `${style}| ${content.map((part) => (typeof part === 'string' ? part : '…')).join('')}`,
  );

test('a complaint with everything given stands in the form, in the order of the law', () => {
  expect(linesOf(complaintForm(full, department))).toEqual([
    'Country| CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM',
    'Motto| Độc lập - Tự do - Hạnh phúc',
    'PlaceAndDate| ......................., ngày ....... tháng ....... năm ...........',
    'FormTitle| ĐƠN KHIẾU NẠI',
    'Addressee| Kính gửi: Sở Khoa học và Công nghệ thành phố Hải Phòng',
    'Line| Họ và tên người khiếu nại: Nguyễn Văn An',
    'Line| Địa chỉ: Số 5 Trần Phú, phường Gia Viên',
    'Line| Số căn cước/số định danh cá nhân/hộ chiếu: …',
    'Line| Ngày cấp: ......./......./........... Nơi cấp: …',
    'Line| Số điện thoại: 0912 345 678',
    'Line| Khiếu nại về việc: quyết định hành chính, hành vi hành chính của Bộ phận tiếp nhận hồ sơ của Sở',
    'Line| Địa chỉ của cơ quan, tổ chức, người bị khiếu nại: …',
    'Line| Ngày nhận được quyết định, hoặc biết việc bị khiếu nại: 20/11/2026',
    'Line| Cơ quan đã giải quyết khiếu nại trước đây: Ủy ban nhân dân phường Gia Viên',
    'Line| Nội dung và lý do khiếu nại:',
    'Body| Thông báo số 12 từ chối hồ sơ của tôi.',
    'Body| Thông báo không nêu lý do.',
    'Line| Yêu cầu giải quyết:',
    'Body| Đề nghị xem xét lại hồ sơ và trả lời rõ lý do.',
    'Line| Tài liệu, chứng cứ kèm theo (nếu có): …',
    'Line| …',
    'Line| Đã gửi qua tin nhắn, theo mã hồ sơ 7K2M-9QRS-TVW: 2 ảnh.',
    'Signer| NGƯỜI KHIẾU NẠI',
    'SignerHint| (Chữ ký hoặc điểm chỉ)',
    'SignerName| Nguyễn Văn An',
    expect.stringMatching(/^Footnote\| Lập theo Mẫu số 01 .*mã hồ sơ 7K2M-9QRS-TVW/),
  ]);
});

test.each([
  ['nothing was answered', about({})],
  [
    'everything was left out',
    about(Object.fromEntries(full.answers.map(({ id }) => [id, { type: 'skipped' } as const]))),
  ],
  [
    'there is nothing in the answers but space',
    about({ 'ho-ten': text('  \u200e '), 'noi-dung': text('\n \n') }),
  ],
])('where %s, there are dotted lines to write on, and never the words of a skipped answer', (_, sparse) => {
  const lines = linesOf(complaintForm(sparse, department));
  expect(lines).toContain('Line| Họ và tên người khiếu nại: …');
  expect(lines).toContain('Line| Địa chỉ: …');
  expect(lines).toContain('Line| Khiếu nại về việc (của ai, về việc gì): …');
  expect(lines).toContain('Line| Nội dung và lý do khiếu nại: …');
  expect(lines).toContain('Line| Yêu cầu giải quyết: …');
  expect(lines).toContain('SignerName| Họ và tên: .................................');
  expect(lines.filter((line) => line === 'Line| …').length).toBeGreaterThan(6);
  expect(lines.join('\n')).not.toMatch(/Không cung cấp|Không có tệp|Số điện thoại|undefined/);
});

test('the Word file opens again and holds the form word for word', () => {
  const { name, contentType, content } = complaintFormFile(full, department);
  expect(name).toBe('don-khieu-nai-7K2M-9QRS-TVW.docx');
  expect(contentType).toBe('application/vnd.openxmlformats-officedocument.wordprocessingml.document');
  const parts = unzip(content);
  expect([...parts.keys()]).toEqual([
    '[Content_Types].xml',
    '_rels/.rels',
    'word/document.xml',
    'word/styles.xml',
    'word/_rels/document.xml.rels',
    'docProps/core.xml',
  ]);
  for (const xml of parts.values()) checkXml(xml);
  const read = paragraphsOf(parts.get('word/document.xml') ?? '');
  expect(read.map(({ style, text: words }) => `${style}| ${words.replaceAll('\t', '…')}`)).toEqual(
    linesOf(complaintForm(full, department)),
  );
  const styles = parts.get('word/styles.xml') ?? '';
  for (const { style } of read) expect(styles).toContain(`w:styleId="${style}"`);
  expect(styles).toContain('w:ascii="Times New Roman"');
});

test('the same case is the same bytes, whenever it is drawn', () => {
  const [first, second] = [complaintFormFile(full, department), complaintFormFile(full, department)];
  expect(Buffer.from(first.content).equals(second.content)).toBe(true);
});

const wordsIn = (said: string): string => {
  const { content } = complaintFormFile(about({ 'noi-dung': text(said), 'ho-ten': text(said) }), department);
  const parts = unzip(content);
  for (const xml of parts.values()) checkXml(xml);
  return paragraphsOf(parts.get('word/document.xml') ?? '')
    .filter(({ style }) => style === 'Body')
    .map((each) => each.text)
    .join('\n');
};

test.each([
  ['markup', '</w:t></w:r></w:p><w:p><w:r><w:t>chèn vào', '</w:t></w:r></w:p><w:p><w:r><w:t>chèn vào'],
  [
    'a comment and a section',
    '<!-- --> <![CDATA[x]]> &amp; &#x0; "\'',
    '<!-- --> <![CDATA[x]]> &amp; &#x0; "\'',
  ],
  [
    'a field that would run',
    '{ DDEAUTO c:\\windows\\system32\\cmd.exe }',
    '{ DDEAUTO c:\\windows\\system32\\cmd.exe }',
  ],
  ['signs that XML forbids', 'một\u0000hai\u0008ba\ufffebốn\ud800', 'một hai babốn\ufffd'],
  ['signs that turn the direction', 'tiền \u202e001\u202c đồng', 'tiền 001 đồng'],
  ['marks written apart', 'Hải Phòng'.normalize('NFD'), 'Hải Phòng'],
  ['line ends of every kind', 'một\r\nhai\u2028ba\u000bbốn\n\n\nnăm', 'một\nhai\nba\nbốn\nnăm'],
  ['a face', 'buồn 😢', 'buồn 😢'],
])('%s is text and nothing else', (_, said, read) => {
  expect(wordsIn(said)).toBe(read);
});

test('a very long text, and a word without an end, are all there', () => {
  const long = `${'Tôi khiếu nại việc này. '.repeat(1_500)}\n${'a'.repeat(20_000)}`;
  expect(wordsIn(long)).toBe(long.replace(/ \n/, '\n'));
});

test('whatever is said, the file opens', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (said) => {
      expect(wordsIn(said)).not.toMatch(/\u0000/);
    }),
    { numRuns: 300 },
  );
});
