import { applyCaseAction, type CitizenAction } from '../../../src/cases/apply-action';
import type { Case, CaseId, Kind } from '../../../src/cases/case';
import type { CasePage, CaseView } from '../../../src/console/contract';
import type { ConversationId } from '../../../src/conversation/conversation-id';
import { caseDoc } from '../../../src/store/cases';
import { someCase } from '../../cases/case-for-tests';
import { type OpenConsole, openConsole } from './open-console';
import { noon } from './world';

const id = 'h-cua-dan' as CaseId;
const code = '4MJJ-A995-4MS';
const why = 'Việc đã xong, căn cước 031085001234.';

let console: OpenConsole;
beforeEach(async () => {
  console = await openConsole();
});
afterEach(() => console.close());

/** A case in which the citizen told these things after it was sent. */
async function told(kind: Kind, actions: readonly CitizenAction[], from: Partial<Case> = {}): Promise<void> {
  const sent = someCase({
    id,
    code,
    kind,
    conversationId: 'v-dan' as ConversationId,
    openedAt: noon,
    ...from,
  });
  const after = actions.reduce((state, action) => {
    const applied = applyCaseAction(state, action, noon);
    if ('refused' in applied) throw new Error(applied.refused);
    return applied.state;
  }, sent);
  await console.deps.cases.insertIfAbsent([caseDoc(after, [])]);
}
const asked: CitizenAction = { type: 'withdrawal-asked', eventId: 'e-2', text: why };

const act = (cookie: string, body: object) =>
  console.ask('post', `/api/cases/${id}/actions`, cookie).send({ requestId: 'yeu-cau-1', ...body });
const seen = async (cookie: string) =>
  (await console.ask('get', `/api/cases/${id}`, cookie)).body as CaseView;
const row = async (cookie: string) =>
  ((await console.ask('post', '/api/cases/search', cookie).send({ q: code })).body as CasePage).cases[0];

test('a withdrawal stands at the case with its reason and in the list, and can be decided', async () => {
  await told('phan-anh', [asked]);
  const duty = await console.signedIn('duty-officer');
  const view = await seen(duty);
  expect(view.withdrawal).toEqual({
    at: noon,
    text: 'Việc đã xong, căn cước 0310••••••••.',
    needsPaper: false,
  });
  expect(view.may).toEqual(expect.arrayContaining(['confirm-withdrawal', 'decline-withdrawal']));
  expect(view.history.at(-1)).toMatchObject({ type: 'withdrawal-asked', by: 'citizen' });
  expect(JSON.stringify(view)).not.toContain('031085001234');
  expect((await row(duty))?.wants).toBe('withdrawal');
});

test('confirmed, the case is closed and its citizen told; once', async () => {
  await told('phan-anh', [asked]);
  const duty = await console.signedIn('duty-officer');
  const view = (await act(duty, { type: 'confirm-withdrawal' }).expect(200)).body as CaseView;
  await act(duty, { type: 'confirm-withdrawal' }).expect(200);
  expect(view).toMatchObject({ status: 'dong', waiting: false });
  expect([view.withdrawal, view.wants]).toEqual([undefined, undefined]);
  expect([view.withdrawn, (await row(duty))?.withdrawn]).toEqual([true, true]);
  const stored = (await console.deps.cases.get(id))?.doc;
  expect(stored?.effects).toEqual([{ id: 'yeu-cau-1:0', type: 'tell-withdrawal', confirmed: true }]);
  expect(console.woken).toEqual([id]);
});

test('declined, the case goes on and the reason goes to the citizen', async () => {
  await told('phan-anh', [asked]);
  const duty = await console.signedIn('duty-officer');
  await act(duty, { type: 'decline-withdrawal', reason: ' ' }).expect(400);
  const reason = 'Đang xác minh với đơn vị.';
  const view = (await act(duty, { type: 'decline-withdrawal', reason }).expect(200)).body as CaseView;
  expect(view.status).toBe('moi');
  expect(view.history.at(-1)).toMatchObject({ type: 'withdrawal-declined', text: reason });
  const stored = (await console.deps.cases.get(id))?.doc;
  expect(stored?.effects).toEqual([{ id: 'yeu-cau-1:0', type: 'tell-withdrawal', confirmed: false, reason }]);
});

test.each([
  ['khieu-nai', 'duty-officer'],
  ['to-cao', 'denunciation-officer'],
] as const)('a %s is withdrawn on signed paper only', async (kind, who) => {
  await told(kind, [asked]);
  const officer = await console.signedIn(who);
  expect((await seen(officer)).withdrawal?.needsPaper).toBe(true);
  expect((await act(officer, { type: 'confirm-withdrawal' })).body).toMatchObject({ code: 'refused' });
  const paper = 'Đơn rút số 12 ngày 23/11/2026';
  const view = (await act(officer, { type: 'confirm-withdrawal', paper }).expect(200)).body as CaseView;
  expect(view.history.at(-1)).toMatchObject({ type: 'withdrawal-confirmed', text: paper });
  // Of a tố cáo nobody else sees that it was withdrawn.
  const office = await console.signedIn('office');
  expect((await row(office))?.withdrawn).toBe(kind === 'to-cao' ? undefined : true);
});

test('who only reads decides nothing, and of a tố cáo nobody else sees that it is to be withdrawn', async () => {
  await told('to-cao', [asked]);
  const office = await console.signedIn('office');
  expect((await act(office, { type: 'confirm-withdrawal', paper: 'x' })).status).toBe(404);
  expect(await row(office)).not.toHaveProperty('wants');
});

test('what is not settled reaches the office, with a date anew', async () => {
  const history: Case['history'] = [
    { id: 'e-1', at: noon - 9_000, by: 'citizen', type: 'opened' },
    { id: 'r-1', at: noon - 8_000, by: 'system', type: 'replied', text: 'Đã đo lại.' },
  ];
  const text = 'Đêm qua vẫn mất sóng.';
  await told('phan-anh', [{ type: 'not-done', eventId: 'e-3', text }], { status: 'dong', history });
  const office = await console.signedIn('office');
  expect(await row(office)).toMatchObject({ wants: 'second-look', status: 'dang-xu-ly', waiting: true });
  const view = await seen(office);
  expect(view.history.at(-1)).toMatchObject({ type: 'not-done', text });
  expect(view.noticeDue?.at).toBeGreaterThan(noon);
  expect(view.may).not.toContain('confirm-withdrawal');
});

test('a rating is read at the case, with the words that came with it', async () => {
  await told('phan-anh', [{ type: 'rated', eventId: 'e-4', score: 4, text: 'Nhanh, rõ.' }]);
  const view = await seen(await console.signedIn('leader'));
  expect(view.rating).toBe(4);
  expect(view.history.at(-1)).toMatchObject({ type: 'rated', score: 4, text: 'Nhanh, rõ.' });
});

test('a request about data has two dates of its own', async () => {
  const answer = { type: 'choice', value: 'xoa', title: 'Xóa dữ liệu' } as const;
  await told('du-lieu', [], {
    answers: [{ id: 'yeu-cau-du-lieu', label: 'Yêu cầu', answer, identity: false }],
  });
  const { firstReplyDue, noticeDue, kind } = await seen(await console.signedIn('duty-officer'));
  expect(kind).toBe('du-lieu');
  // 24/11 is a holiday: two working days end with 26/11, twenty days with Sunday 13/12, so with 14/12.
  expect(new Date(firstReplyDue?.at ?? 0).toISOString()).toBe('2026-11-26T17:00:00.000Z');
  expect(new Date(noticeDue?.at ?? 0).toISOString()).toBe('2026-12-14T17:00:00.000Z');
});

const listed = async (cookie: string, filters: object) =>
  (
    (await console.ask('post', '/api/cases/search', cookie).send(filters).expect(200)).body as CasePage
  ).cases.map((one) => one.id);
const notDone: CitizenAction = { type: 'not-done', eventId: 'e-3', text: 'Vẫn mất sóng.' };
const answered = { status: 'da-tra-loi' } as const;

test('the list shows what citizens want decided, or looked at again, by itself', async () => {
  await told('phan-anh', [asked]);
  const duty = await console.signedIn('duty-officer');
  expect(await listed(duty, { wants: 'withdrawal' })).toEqual([id]);
  expect(await listed(duty, { wants: 'withdrawal', status: 'dong' })).toEqual([]);
  expect(await listed(duty, { wants: 'second-look' })).toEqual([]);
  await act(duty, { type: 'decline-withdrawal', reason: 'Đang xác minh.' }).expect(200);
  expect(await listed(duty, { wants: 'withdrawal' })).toEqual([]);
});

test('… and what is not settled for them, in the one status in which that can be', async () => {
  await told('phan-anh', [notDone], answered);
  const duty = await console.signedIn('duty-officer');
  expect(await listed(duty, { wants: 'second-look' })).toEqual([id]);
  expect(await listed(duty, { wants: 'second-look', status: 'dang-xu-ly' })).toEqual([id]);
  expect(await listed(duty, { wants: 'second-look', status: 'moi' })).toEqual([]);
  await console.ask('post', '/api/cases/search', duty).send({ wants: 'tat-ca' }).expect(400);
});

test('who may not read a tố cáo does not find it by what its citizen wants', async () => {
  await told('to-cao', [asked]);
  expect(await listed(await console.signedIn('duty-officer'), { wants: 'withdrawal' })).toEqual([]);
  expect(await listed(await console.signedIn('denunciation-officer'), { wants: 'withdrawal' })).toEqual([id]);
});
