import type { CaseView } from '../../../src/console/contract';
import { newConversation, type Conversation } from '../../../src/conversation/conversation';
import type { ConversationId } from '../../../src/conversation/conversation-id';
import type { CaseId } from '../../../src/cases/case';
import { type OpenConsole, openConsole } from './open-console';
import { noon } from './world';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

let console: OpenConsole;
beforeEach(async () => {
  console = await openConsole();
});
afterEach(() => console.close());

/** The conversation of a case in which the citizen was heard an hour ago. */
const stored = async (id: string, state: Partial<Conversation> = {}): Promise<void> => {
  const conversationId = id as ConversationId;
  await console.deps.conversations.insertIfAbsent([
    {
      id: conversationId,
      pageId: 'p',
      psid: '7390123456789012',
      state: { ...newConversation(conversationId), heardAt: noon - HOUR, ...state },
      effectsDue: false,
      handled: [],
      nextSeq: 1,
      updatedAt: noon,
    },
  ]);
};
const reachOf = async (path: string, username: string): Promise<CaseView['reach']> => {
  const answer = await console.ask('get', `/api/cases/${path}`, await console.signedIn(username));
  expect(answer.status).toBe(200);
  return (answer.body as CaseView).reach;
};
const denunciation = { id: 'h-to-cao' as CaseId, code: 'X', kind: 'to-cao' } as const;

test('says until when Messenger takes what, counted from what the citizen did last', async () => {
  await stored('v-1', { touchedAt: noon });
  expect(await reachOf('h-phan-anh', 'duty-officer')).toMatchObject({
    at: noon,
    answerUntil: noon + DAY,
    personUntil: noon + 7 * DAY,
    isAnnounced: false,
  });
});

test('says nothing of a person’s seven days where Meta does not allow them', async () => {
  await console.close();
  console = await openConsole({ permissions: { humanAgent: false, template: undefined } });
  await stored('v-1');
  expect(await reachOf('h-phan-anh', 'duty-officer')).not.toHaveProperty('personUntil');
});

test('a conversation that is not there leaves only what remains without it', async () => {
  const reach = await reachOf('h-phan-anh', 'duty-officer');
  expect(reach).not.toHaveProperty('answerUntil');
  expect(reach.sms).toMatch(/hồ sơ [0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{3} đã có trả lời/);
});

describe('of a citizen who also sent a tố cáo', () => {
  const both = { cases: [denunciation], heardAt: noon - HOUR, plainlyHeardAt: noon - 3 * DAY };

  test('the officers of another case learn only of what was said outside it', async () => {
    await stored('v-3', both);
    expect((await reachOf('h-gop-y', 'duty-officer')).answerUntil).toBe(noon - 2 * DAY);
    expect((await reachOf('h-to-cao', 'denunciation-officer')).answerUntil).toBe(noon + 23 * HOUR);
  });

  test('they learn nothing where nobody knows which it was', async () => {
    await stored('v-3', { cases: [denunciation] });
    expect(await reachOf('h-gop-y', 'duty-officer')).not.toHaveProperty('answerUntil');
  });

  test('nor that a person on Facebook speaks about it', async () => {
    const onFacebook = { since: noon - HOUR, until: noon + HOUR };
    await stored('v-3', { ...both, onFacebook, speaker: 'officer', withOfficer: denunciation.id });
    expect(await reachOf('h-gop-y', 'duty-officer')).not.toHaveProperty('onFacebook');
    expect((await reachOf('h-to-cao', 'denunciation-officer')).onFacebook).toEqual(onFacebook);
  });

  test('who sent it is nobody’s to call or to write to', async () => {
    await stored('v-3', both);
    expect(await reachOf('h-to-cao', 'denunciation-officer')).toMatchObject({ phones: [], addresses: [] });
  });
});

test('a person who speaks on Facebook is shown, with the end of the silence', async () => {
  const onFacebook = { since: noon - HOUR, answeredAt: noon, until: noon + 12 * HOUR, taken: true } as const;
  await stored('v-1', { onFacebook, speaker: 'officer' });
  expect((await reachOf('h-phan-anh', 'duty-officer')).onFacebook).toEqual({
    since: noon - HOUR,
    until: noon + 12 * HOUR,
  });
});

test('the phone and the address that the citizen gave are shown to whoever may know them', async () => {
  const { doc, version } = (await console.deps.cases.get('h-phan-anh')) ?? { doc: undefined, version: 0 };
  if (!doc) throw new Error('no such case');
  const phone = { type: 'phone', e164: '+84912345678', shown: '0912 345 678' } as const;
  const address = { type: 'text', text: 'Số 5 Trần Phú, phường Gia Viên' } as const;
  const answers = [
    { id: 'dien-thoai', label: 'Điện thoại', answer: phone, identity: true },
    { id: 'dia-chi', label: 'Địa chỉ', answer: address, identity: true },
    // Somebody else's number within what is told is nobody to call.
    { id: 'noi-dung', label: 'Nội dung', answer: { ...phone, shown: '0999 999 999' }, identity: false },
  ];
  await console.deps.cases.replace({ ...doc, answers }, { version });
  expect(await reachOf('h-phan-anh', 'duty-officer')).toMatchObject({
    phones: ['0912 345 678'],
    addresses: ['Số 5 Trần Phú, phường Gia Viên'],
  });
});
