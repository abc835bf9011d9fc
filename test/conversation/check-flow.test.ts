import fc from 'fast-check';
import {
  checkFlows,
  checkPhrases,
  readFlow,
  readFlows,
  showFinding,
} from '../../src/conversation/check-flow';
import type { FlowIn } from '../../src/conversation/check-flow';
import type { Flow, Phrases } from '../../src/conversation/flow';
import { shippedFiles, shippedFlows } from '../support/shipped-flows';

const { phrases, department, flows } = shippedFlows();
const check = (...broken: readonly FlowIn[]) => checkFlows(broken, phrases, department).map(showFinding);
const checkSentences = (changed: Partial<Phrases>) =>
  checkPhrases('phrases.yaml', { ...phrases, ...changed }, department).map(showFinding);

const say: Flow = {
  id: 'chao',
  version: 1,
  title: 'Chào',
  start: 'chao',
  entry: true,
  steps: [{ id: 'chao', type: 'say', text: 'Xin chào.' }],
};
const inFile = (flow: Flow): FlowIn => ({ file: `${flow.id}.yaml`, flow });

describe('the check of flows', () => {
  it('finds nothing wrong with what ships', () => {
    expect(check(...flows.map(inFile))).toEqual([]);
    expect(checkSentences({})).toEqual([]);
  });

  it('takes no more first questions than Messenger shows', () => {
    const asking = flows.map((flow) => ({
      ...flow,
      ...(flow.menu !== undefined && { 'ice-breaker': 'Hỏi?' }),
    }));
    expect(asking.filter((flow) => flow['ice-breaker'] !== undefined).length).toBeGreaterThan(4);
    expect(check(...asking.map(inFile))).toEqual([expect.stringContaining('trang có hơn 4 câu gợi ý')]);
  });

  it('names the step and its line', () => {
    const text =
      'id: a\nversion: 1\ntitle: A\nstart: mot\nsteps:\n  - id: mot\n    type: say\n    tetx: Xin chào.\n';
    const read = readFlow('a.yaml', text);
    expect('findings' in read && read.findings.map(showFinding)).toEqual([
      'a.yaml:6, bước mot: thiếu “text” (steps[0].text). Cách sửa: thêm vào; đó là chữ.',
      'a.yaml:6, bước mot: ở đây không có mục nào tên là tetx (steps[0]). Cách sửa: có phải là “text” không?',
    ]);
  });

  it('asks for an entry where there is none', () => {
    expect(check(inFile({ ...say, entry: false }))).toEqual([
      'chao.yaml: chưa có luồng nào là luồng đầu tiên. Cách sửa: ghi “entry: true” ở luồng mà công dân gặp đầu tiên.',
    ]);
  });

  it('counts the lines of the menu', () => {
    const many = Array.from({ length: 20 }, (_, at) =>
      inFile({ ...say, id: `chao-${at}`, entry: at === 0, menu: `Mục ${at}` }),
    );
    expect(check(...many)).toEqual([expect.stringContaining('menu của trang có hơn 20 dòng')]);
    expect(check(...many.slice(1, 20), inFile(say))).toEqual([]);
  });

  it('takes a title of twenty letters, however many characters their marks are', () => {
    const title = 'Ệ'.repeat(20);
    const ask = (shown: string): Flow => ({
      ...say,
      steps: [
        {
          id: 'chao',
          type: 'ask',
          answer: 'choice',
          text: 'Chọn gì?',
          hint: 'Xin bấm nút.',
          label: 'Chọn',
          choices: [{ value: 'a', title: shown }],
        },
      ],
    });
    expect(check(inFile(ask(title)))).toEqual([]);
    expect(check(inFile(ask(`${title}Ệ`)))).toEqual([expect.stringContaining('dài 21 ký tự')]);
    expect(check(inFile(ask('😀'.repeat(20))))).toEqual([]);
  });

  it('judges the sentences that belong to no flow', () => {
    expect(checkSentences({ greeting: 'a'.repeat(161) })).toEqual([
      expect.stringContaining('“greeting” dài 161 ký tự'),
    ]);
    expect(checkSentences({ greeting: 'Xin chào từ {so.ten}.' })).toEqual([
      expect.stringContaining('“greeting”: không có gì điền vào {so.ten}'),
    ]);
    expect(checkSentences({ 'case-closed': 'Hồ sơ {code} đã xong.' })).toEqual([
      expect.stringContaining('“case-closed”: không có gì điền vào {code}'),
    ]);
    expect(checkSentences({ buttons: { ...phrases.buttons, skip: 'Bỏ qua câu hỏi này đi' } })).toEqual([
      expect.stringContaining('nút “skip” dài 21 ký tự'),
    ]);
    expect(checkSentences({ commands: { ...phrases.commands, help: ['thoat'] } })).toEqual([
      expect.stringContaining('lệnh “thoat” của help cũng là lệnh của cancel'),
    ]);
    expect(checkSentences({ help: 'Trợ giúp'.normalize('NFD') })).toEqual([
      expect.stringContaining('“help” có chữ mà dấu là ký tự rời'),
    ]);
  });
});

describe('the reading of a folder', () => {
  it('says which file is missing', () => {
    const files = shippedFiles().filter(({ file }) => file !== 'phrases.yaml');
    expect(readFlows(files)).toEqual({
      findings: [{ file: 'phrases.yaml', flow: '', what: 'chưa có tệp này', mend: 'đặt lại tệp này' }],
    });
    const alone = shippedFiles().filter(({ file }) => file === 'phrases.yaml' || file === 'department.yaml');
    expect(readFlows(alone)).toEqual({
      findings: [expect.objectContaining({ what: 'chưa có luồng nào' })],
    });
  });

  it('tells all mistakes of all files at once', () => {
    const files = shippedFiles().map(({ file, text }) => ({
      file,
      text: /^(gop-y|tra-cuu|phrases)\.yaml$/.test(file)
        ? text.replace(/^(title|greeting):/m, 'name:')
        : text,
    }));
    const read = readFlows(files);
    expect('findings' in read && read.findings.map((finding) => finding.file)).toEqual(
      expect.arrayContaining(['gop-y.yaml', 'tra-cuu.yaml', 'phrases.yaml']),
    );
  });

  it('refuses a file that is too long, and never throws, whatever a file holds', () => {
    expect(readFlow('a.yaml', 'a'.repeat(500_001))).toEqual({
      findings: [expect.objectContaining({ what: 'tệp dài hơn 500000 ký tự' })],
    });
    const [sample = { file: '', text: '' }] = shippedFiles().filter(({ file }) => file === 'lien-he.yaml');
    const damaged = fc
      .tuple(fc.nat(sample.text.length), fc.nat(40), fc.string({ unit: 'binary', maxLength: 12 }))
      .map(([at, cut, put]) => sample.text.slice(0, at) + put + sample.text.slice(at + cut));
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.json(), damaged), (text) => {
        const read = readFlow('a.yaml', text);
        const shown =
          'findings' in read
            ? read.findings.map(showFinding)
            : checkFlows([read], phrases, department).map(showFinding);
        for (const line of shown) expect(line).not.toMatch(/\n|undefined/);
        expect('flow' in read || read.findings.length > 0).toBe(true);
      }),
      { numRuns: 300 },
    );
  });
});
