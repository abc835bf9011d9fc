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

  it('names the step and its line', () => {
    const text =
      'id: a\nversion: 1\ntitle: A\nstart: mot\nsteps:\n  - id: mot\n    type: say\n    tetx: Xin chào.\n';
    const read = readFlow('a.yaml', text);
    expect('findings' in read && read.findings.map(showFinding)).toEqual([
      'a.yaml:6, step mot: "text" is missing (steps[0].text). To mend it: add it; it is text.',
      'a.yaml:6, step mot: tetx is not known here (steps[0]). To mend it: did you mean "text"?',
    ]);
  });

  it('asks for an entry where there is none', () => {
    expect(check(inFile({ ...say, entry: false }))).toEqual([
      'chao.yaml: no flow is the entry. To mend it: write "entry: true" in the flow that a citizen meets first.',
    ]);
  });

  it('counts the lines of the menu', () => {
    const many = Array.from({ length: 20 }, (_, at) =>
      inFile({ ...say, id: `chao-${at}`, entry: at === 0, menu: `Mục ${at}` }),
    );
    expect(check(...many)).toEqual([expect.stringContaining('the menu has more than 20 lines')]);
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
    expect(check(inFile(ask(`${title}Ệ`)))).toEqual([expect.stringContaining('has 21 characters')]);
    expect(check(inFile(ask('😀'.repeat(20))))).toEqual([]);
  });

  it('judges the sentences that belong to no flow', () => {
    expect(checkSentences({ greeting: 'a'.repeat(161) })).toEqual([
      expect.stringContaining('greeting has 161 characters'),
    ]);
    expect(checkSentences({ greeting: 'Xin chào từ {so.ten}.' })).toEqual([
      expect.stringContaining('greeting: nothing provides {so.ten}'),
    ]);
    expect(checkSentences({ 'case-closed': 'Hồ sơ {code} đã xong.' })).toEqual([
      expect.stringContaining('case-closed: nothing provides {code}'),
    ]);
    expect(checkSentences({ buttons: { ...phrases.buttons, skip: 'Bỏ qua câu hỏi này đi' } })).toEqual([
      expect.stringContaining('button skip has 21 characters'),
    ]);
    expect(checkSentences({ commands: { ...phrases.commands, help: ['thoat'] } })).toEqual([
      expect.stringContaining('the command "thoat" of help is one of cancel too'),
    ]);
    expect(checkSentences({ help: 'Trợ giúp'.normalize('NFD') })).toEqual([
      expect.stringContaining('help has letters whose marks'),
    ]);
  });
});

describe('the reading of a folder', () => {
  it('says which file is missing', () => {
    const files = shippedFiles().filter(({ file }) => file !== 'phrases.yaml');
    expect(readFlows(files)).toEqual({
      findings: ['phrases.yaml: this file is missing. To mend it: put it back.'],
    });
    const alone = shippedFiles().filter(({ file }) => file === 'phrases.yaml' || file === 'department.yaml');
    expect(readFlows(alone)).toEqual({
      findings: ['there is no flow file. To mend it: put the flows that ship back.'],
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
    expect('findings' in read && read.findings.map((finding) => finding.split(':')[0])).toEqual(
      expect.arrayContaining(['gop-y.yaml', 'tra-cuu.yaml', 'phrases.yaml']),
    );
  });

  it('refuses a file that is too long, and never throws, whatever a file holds', () => {
    expect(readFlow('a.yaml', 'a'.repeat(500_001))).toEqual({
      findings: [expect.objectContaining({ what: 'the file has more than 500000 characters' })],
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
