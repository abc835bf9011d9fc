import type { Exclusion, Kind, Role } from '../../../src/cases/case';
import type { CasePage } from '../../../src/console/contract';
import { type CaseDoc, caseDoc } from '../../../src/store/cases';
import { type OpenConsole, openConsole } from './open-console';
import { caseDocs } from './world';

let console: OpenConsole;
beforeEach(async () => {
  console = await openConsole();
});
afterEach(() => console.close());

/** Puts an exclusion on the tố cáo of the console's world. */
async function goRound(excluded: Exclusion): Promise<CaseDoc> {
  const { doc, version } = (await console.deps.cases.get('h-to-cao'))!;
  const restricted = caseDoc({ ...doc, excluded }, []);
  expect(await console.deps.cases.replace(restricted, { version })).toBe(true);
  return restricted;
}

async function list(role: Role, query = {}): Promise<CasePage> {
  const cookie = await console.signedIn(role);
  return (await console.ask('post', '/api/cases/search', cookie).send(query)).body as CasePage;
}

const codes = ({ cases }: CasePage) => cases.map(({ code }) => code);

describe('a tố cáo that goes round somebody', () => {
  it('is in no list, search or count of his, and in those of others as before', async () => {
    const before = await list('leader');
    const { code } = await goRound({ accounts: [], roles: ['leader', 'office'] });
    for (const role of ['leader', 'office'] as const) {
      expect(codes(await list(role))).not.toContain(code);
      expect(codes(await list(role, { q: code }))).toEqual([]);
      expect(codes(await list(role, { q: code.slice(0, 4) }))).toEqual([]);
      expect(codes(await list(role, { status: 'moi' }))).not.toContain(code);
      expect((await list(role)).counts.moi).toBe(before.counts.moi - 1);
    }
    expect(codes(await list('duty-officer', { q: code }))).toEqual([code]);
    expect((await list('duty-officer')).counts.moi).toBe(before.counts.moi);
    expect(codes(await list('denunciation-officer'))).toEqual([code]);
  });

  it('is no case for an excluded denunciation officer, by any address or action', async () => {
    const { code } = await goRound({ accounts: ['denunciation-officer'], roles: ['denunciation-officer'] });
    const cookie = await console.signedIn('denunciation-officer');
    expect(codes(await list('denunciation-officer', { q: code }))).toEqual([]);
    for (const path of ['/api/cases/h-to-cao', '/api/cases/h-to-cao/transcript', '/api/files/f-bang-chung'])
      expect([path, (await console.ask('get', path, cookie)).status]).toEqual([path, 404]);
    const act = console.ask('post', '/api/cases/h-to-cao/actions', cookie);
    expect((await act.send({ type: 'claim', requestId: 'yeu-cau-0001' })).status).toBe(404);
  });

  it('is read by the leader where it goes round those who read tố cáo', async () => {
    const { code } = await goRound({ accounts: [], roles: ['denunciation-officer'] });
    const cookie = await console.signedIn('leader');
    expect((await console.ask('get', '/api/cases/h-to-cao', cookie)).body).toMatchObject({ code });
    expect((await list('leader', { q: code })).cases).toMatchObject([{ code, readable: true }]);
  });

  it('takes its words out of what the same officer reads of another tố cáo of that citizen', async () => {
    const { doc } = (await console.deps.cases.get('h-to-cao'))!;
    const other = { ...doc, id: 'h-to-cao-2', code: '2222-2222-222', files: [] } as unknown as CaseDoc;
    await console.deps.cases.insertIfAbsent([other]);
    await goRound({ accounts: ['denunciation-officer'], roles: [] });
    const cookie = await console.signedIn('denunciation-officer');
    const { text } = await console.ask('get', '/api/cases/h-to-cao-2/transcript', cookie);
    expect(text).not.toContain('nhận phong bì');
    expect((await console.ask('get', '/api/files/f-mat-roi', cookie)).status).toBe(404);
  });

  it('leaves a full page to an officer whom many go round', async () => {
    const [first] = caseDocs();
    const many = Array.from({ length: 120 }, (_, at): CaseDoc => {
      const hidden = at % 2 === 0;
      const kind: Kind = hidden ? 'to-cao' : 'phan-anh';
      const excluded: Exclusion | undefined = hidden ? { accounts: [], roles: ['office'] } : undefined;
      const numbered = { ...first!, id: `n-${at}`, code: `c-${at}`, kind, ...(excluded && { excluded }) };
      return caseDoc(numbered as unknown as CaseDoc, []);
    });
    await console.deps.cases.insertIfAbsent(many);
    const page = await list('office');
    expect(page.cases).toHaveLength(50);
    const rest = await list('office', { cursor: page.cursor });
    const all = [...codes(page), ...codes(rest)];
    expect(new Set(all).size).toBe(all.length);
    expect(all.filter((code) => code.startsWith('c-'))).toHaveLength(60);
    expect(all.every((code) => !code.startsWith('c-') || Number(code.slice(2)) % 2 === 1)).toBe(true);
  });

  it('makes no live notice for him', async () => {
    await goRound({ accounts: ['denunciation-officer'], roles: [] });
    const cookie = await console.signedIn('denunciation-officer');
    const response = await fetch(`${console.url}/api/live`, { headers: { cookie } });
    const reader = response.body!.getReader();
    console.deps.live.publish({ type: 'case-opened', caseId: 'h-to-cao', code: '0000-0000-000' });
    console.deps.live.publish({ type: 'conversation-changed', caseIds: ['h-to-cao'] });
    // Ends the page: what was to be told before has been told by then.
    await console.deps.accounts.update('o-denunciation-officer', { active: false });
    console.deps.live.publish({ type: 'case-changed', caseId: 'h-to-cao' });
    let read = '';
    for (let part = await reader.read(); !part.done; part = await reader.read())
      read += Buffer.from(part.value).toString();
    expect(read).not.toContain('data:');
  });
});
