import { type Role, roles } from '../../../src/cases/case';
import type { CasePage, CaseQuery, CaseView, Transcript } from '../../../src/console/contract';
import { type OpenConsole, openConsole } from './open-console';
import { denouncerWords, denunciationWords, files } from './world';

const paths = [
  '/api/cases/h-to-cao',
  '/api/cases/h-to-cao/transcript',
  '/api/cases/h-gop-y',
  '/api/cases/h-gop-y/transcript',
  ...files.map(({ id }) => `/api/files/${id}`),
];

const searches: readonly CaseQuery[] = [
  {},
  { kind: 'to-cao' },
  { waiting: 'true' },
  { assignee: 'none' },
  { q: 'bi mat' },
  { q: 'tran thi to' },
];

let console: OpenConsole;
beforeAll(async () => {
  console = await openConsole();
});
afterAll(() => console.close());

const search = async (query: CaseQuery, cookie: string) =>
  console.ask('post', '/api/cases/search', cookie).send(query);

/** Everything that a role gets to see by these paths and searches, headers too. */
async function allThatIsSeen(role: Role): Promise<string> {
  const cookie = await console.signedIn(role);
  const answers = await Promise.all([
    ...paths.map((path) => console.ask('get', path, cookie)),
    ...searches.map((query) => search(query, cookie)),
  ]);
  return answers
    .map(({ text, headers }) => `${text ?? ''} ${decodeURIComponent(JSON.stringify(headers))}`)
    .join('\n');
}

describe('a tố cáo', () => {
  it.each(roles)('tells %s nothing of who sent it', async (role) => {
    const seen = await allThatIsSeen(role);
    expect(denouncerWords.filter((words) => seen.includes(words))).toEqual([]);
  });

  it.each(roles.filter((role) => role !== 'denunciation-officer'))(
    'tells %s nothing of what it says',
    async (role) => {
      const seen = await allThatIsSeen(role);
      expect(denunciationWords.filter((words) => seen.includes(words))).toEqual([]);
    },
  );

  it.each(['duty-officer', 'handler', 'office', 'leader', 'admin'])(
    'is for %s a code, a status and times in the list, and nothing else',
    async (role) => {
      const list = await search({}, await console.signedIn(role));
      const stored = (await console.deps.cases.get('h-to-cao'))?.doc;
      expect((list.body as CasePage).cases.find(({ id }) => id === 'h-to-cao')).toEqual({
        id: 'h-to-cao',
        code: stored?.code,
        status: 'moi',
        openedAt: stored?.openedAt,
        updatedAt: stored?.updatedAt,
        waiting: false,
        readable: false,
      });
    },
  );

  it.each(roles.filter((role) => role !== 'denunciation-officer'))(
    'answers %s exactly as a case that does not exist',
    async (role) => {
      const cookie = await console.signedIn(role);
      for (const end of ['', '/transcript']) {
        const there = await console.ask('get', `/api/cases/h-to-cao${end}`, cookie);
        const absent = await console.ask('get', `/api/cases/h-khong-co${end}`, cookie);
        expect([there.status, there.text]).toEqual([absent.status, absent.text]);
        expect(there.status).toBe(404);
      }
    },
  );

  it('is read by the denunciation officer without its identity answers and the names of its files', async () => {
    const cookie = await console.signedIn('denunciation-officer');
    const view = (await console.ask('get', '/api/cases/h-to-cao', cookie)).body as CaseView;
    expect(view.answers).toEqual([
      {
        id: 'noi-dung',
        label: 'Nội dung',
        shown: 'Ông Bí Mật nhận phong bì',
        identity: false,
        masked: false,
      },
      { id: 'ho-ten', label: 'Họ và tên', shown: '•••', identity: true, masked: true },
      { id: 'dien-thoai', label: 'Điện thoại', shown: '•••', identity: true, masked: true },
      { id: 'giay-to', label: 'Giấy tờ', shown: '•••', identity: true, masked: true },
    ]);
    expect(view.files.map(({ id, name }) => [id, name])).toEqual([['f-bang-chung', 'ảnh-gchung.jpg']]);
    expect(view).not.toHaveProperty('citizen');
  });

  it('is found by its code by the denunciation officer, and by those who know no more of it than that', async () => {
    const code = (await console.deps.cases.get('h-to-cao'))?.doc.code ?? '';
    for (const role of ['denunciation-officer', 'leader']) {
      const cookie = await console.signedIn(role);
      for (const typed of [code, code.toLowerCase().replaceAll('-', ''), code.slice(0, 6)]) {
        const page = (await search({ q: typed }, cookie)).body as CasePage;
        expect(page.cases.map(({ id }) => id)).toContain('h-to-cao');
      }
    }
  });
});

describe('the transcript of a conversation that holds a tố cáo', () => {
  it('leaves out what was said in it for whoever may not read it: a blank would tell that there is one', async () => {
    const cookie = await console.signedIn('duty-officer');
    const { items } = (await console.ask('get', '/api/cases/h-gop-y/transcript', cookie)).body as Transcript;
    expect(items.map(({ id, hidden }) => [id, hidden])).toEqual([
      ['t-4', false],
      ['t-5', false],
      ['t-9', false],
    ]);
  });

  it('shows the denunciation officer what was said, and blanks who said it', async () => {
    const cookie = await console.signedIn('denunciation-officer');
    const page = (await console.ask('get', '/api/cases/h-to-cao/transcript', cookie)).body as Transcript;
    const items = new Map(page.items.map((item) => [item.id, item]));
    expect(items.get('t-6')).toMatchObject({
      text: 'Ông Bí Mật nhận phong bì ở Phòng giao dịch',
      hidden: false,
      files: [{ id: 'f-bang-chung' }],
    });
    const blank = { text: '', files: [], choices: [], hidden: true };
    expect(items.get('t-7')).toMatchObject(blank);
    expect(items.get('t-8')).toMatchObject(blank);
  });

  it('passes over pages of which the reader sees nothing', async () => {
    const pages: Record<string, { text: string; confidential: boolean; before?: string }> = {
      '': { text: 'kín 1', confidential: true, before: 'b-1' },
      'b-1': { text: 'kín 2', confidential: true, before: 'b-2' },
      'b-2': { text: 'thường', confidential: false, before: 'b-3' },
    };
    const other = await openConsole({
      readTranscript: async (_id, { before = '' }) => {
        const page = pages[before];
        if (!page) throw new Error(`no page ${before}`);
        const { text, confidential } = page;
        const item = { id: before, at: 1, from: 'citizen', files: [], choices: [], identity: false } as const;
        return { items: [{ ...item, text, confidential }], before: page.before };
      },
    });
    const page = await other.ask('get', '/api/cases/h-gop-y/transcript', await other.signedIn('leader'));
    expect(page.body).toMatchObject({ items: [{ text: 'thường' }], before: 'b-3' });
    await other.close();
  });
});
