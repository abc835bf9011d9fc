import type { CaseId } from '../../../src/cases/case';
import type { CasePage, CaseView, Transcript } from '../../../src/console/contract';
import type { ConversationId } from '../../../src/conversation/conversation-id';
import { caseDoc } from '../../../src/store/cases';
import { someCase } from '../../cases/case-for-tests';
import { type OpenConsole, openConsole } from './open-console';

const said = 'Căn cước của tôi là 031085001234, gọi 0912345678.';
const covered = 'Căn cước của tôi là 0310••••••••, gọi 0912345678.';
const id = 'h-so' as CaseId;

let console: OpenConsole;
beforeEach(async () => {
  const spoken = { id: 't-1', at: 1, from: 'citizen' as const, text: said };
  const rest = { files: [], choices: [], confidential: false, identity: false };
  console = await openConsole({ readTranscript: async () => ({ items: [{ ...spoken, ...rest }] }) });
  const answer = { type: 'text', text: said } as const;
  const doc = someCase({
    id,
    code: '4MJJ-A995-4MS',
    conversationId: 'v-so' as ConversationId,
    summary: said,
    answers: [{ id: 'noi-dung', label: 'Nội dung', answer, identity: false }],
  });
  await console.deps.cases.insertIfAbsent([caseDoc(doc, [])]);
});
afterEach(() => console.close());

async function seenBy(cookie: string) {
  const view = (await console.ask('get', `/api/cases/${id}`, cookie)).body as CaseView;
  const transcript = (await console.ask('get', `/api/cases/${id}/transcript`, cookie)).body as Transcript;
  const list = (await console.ask('post', '/api/cases/search', cookie).send({ q: '4MJJ-A995-4MS' }))
    .body as CasePage;
  return { view, transcript, row: list.cases[0] };
}

const show = (cookie: string, requestId = 'yeu-cau-1') =>
  console.ask('post', `/api/cases/${id}/actions`, cookie).send({ requestId, type: 'show-numbers' });

test('numbers of identity papers are covered everywhere until an officer asks for them', async () => {
  const { view, transcript, row } = await seenBy(await console.signedIn('duty-officer'));
  expect([view.summary, view.answers[0]?.shown, transcript.items[0]?.text, row?.summary]).toEqual(
    Array.from({ length: 4 }, () => covered),
  );
  expect([view.numbersCovered, transcript.numbersCovered]).toEqual([true, true]);
});

test('who asks sees them in the case for a quarter of an hour, and the history says so', async () => {
  const cookie = await console.signedIn('duty-officer');
  const answer = (await show(cookie).expect(200)).body as CaseView;
  expect(answer.answers[0]?.shown).toBe(said);
  expect(answer.history.at(-1)).toMatchObject({ type: 'numbers-shown', by: { id: 'o-duty-officer' } });
  const shown = await seenBy(cookie);
  expect([shown.view.summary, shown.transcript.items[0]?.text]).toEqual([said, said]);
  expect([shown.view.numbersCovered, shown.transcript.numbersCovered]).toEqual([false, false]);
  // In passing they stay covered, and for others too; and the case stays where it is in the list.
  expect(shown.row?.summary).toBe(covered);
  expect(shown.view.updatedAt).toBe(1000);
  expect((await seenBy(await console.signedIn('handler'))).view.summary).toBe(covered);
  console.time.now += 15 * 60_000;
  expect((await seenBy(cookie)).view.summary).toBe(covered);
});

test('who may not know who the citizen is may not ask either', async () => {
  const cookie = await console.signedIn('admin');
  expect((await show(cookie)).status).toBe(404);
});
