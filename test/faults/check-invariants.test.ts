import type { CaseId } from '../../src/cases/case';
import { newConversation } from '../../src/conversation/conversation';
import type { ConversationId } from '../../src/conversation/conversation-id';
import type { CaseDoc } from '../../src/store/cases';
import type { ConversationDoc } from '../../src/store/conversations';
import type { EventDoc } from '../../src/store/events';
import type { FileDoc } from '../../src/store/files';
import type { MessageDoc } from '../../src/store/messages';
import type { Said } from '../../src/store/read-transcript';
import {
  checkInvariants,
  countResends,
  type Acknowledged,
  type Thread,
  type World,
} from './check-invariants';

const psid = '4000000001';
const conversationId = 'conversation-1';

const said = (mid: string, at: number) => ({
  sender: { id: psid },
  timestamp: at,
  message: { mid, text: mid },
});

const event = (mid: string, at: number, arrival: number): EventDoc => ({
  id: `id-of-${mid}`,
  conversationId,
  pageId: '1',
  psid,
  at,
  arrival,
  kind: 'message',
  state: 'done',
  shown: true,
  body: said(mid, at),
  confidential: false,
  identity: false,
});

const message = (id: string, seq: number): MessageDoc => ({
  id,
  conversationId,
  seq,
  at: seq,
  by: 'bot',
  text: `text of ${id}`,
  choices: [],
  body: {},
  state: 'sent',
  dueAt: 0,
  attempts: 1,
  uncertain: 0,
  mid: `mid-${id}`,
  reason: null,
  caseId: null,
  confidential: false,
  identity: false,
});

const inTranscript = (mid: string, at: number): Said => ({
  id: `id-of-${mid}`,
  at,
  from: 'citizen',
  text: mid,
  files: [],
  choices: [],
  confidential: false,
  identity: false,
});

const oneCase: CaseDoc = {
  id: 'case-1' as CaseId,
  code: '7K2M-9QRS-TVW',
  kind: 'gop-y',
  status: 'moi',
  conversationId: conversationId as ConversationId,
  summary: 'Cán bộ hướng dẫn tận tình.',
  answers: [],
  files: [],
  openedAt: 3,
  updatedAt: 3,
  reason: 'sent',
  waiting: false,
  speaking: false,
  history: [],
  assigneeId: null,
  restricted: false,
  effects: [],
  effectsDue: false,
};

const conversation: ConversationDoc = {
  id: conversationId,
  pageId: '1',
  psid,
  state: newConversation(conversationId as ConversationId),
  effectsDue: false,
  handled: [],
  nextSeq: 3,
  updatedAt: 3,
};

const thread: Thread = {
  psid,
  kind: 'gop-y',
  summary: oneCase.summary,
  mids: ['m1', 'm2'],
  told: ['Câu hỏi một', 'Biên nhận'],
  expected: ['Câu hỏi một', 'Biên nhận'],
  codes: [oneCase.code],
};

const file: FileDoc = {
  id: 'file-1',
  conversationId,
  type: 'image',
  name: null,
  state: 'kept',
  url: null,
  dueAt: 0,
  attempts: 0,
  contentType: 'image/png',
  size: 1,
  reason: null,
};

const acknowledged: readonly Acknowledged[] = [
  { at: 100, psid, mid: 'm1', item: JSON.stringify(said('m1', 1)) },
  // Meta delivers at least once.
  { at: 150, psid, mid: 'm1', item: JSON.stringify(said('m1', 1)) },
  { at: 200, psid, mid: 'm2', item: JSON.stringify(said('m2', 2)) },
];

/** One citizen, one intake, two kills: everything as it should be. */
const sound: World = {
  kills: 2,
  acknowledged,
  calls: [
    { metadata: 'a', at: 110 },
    { metadata: 'b', at: 210 },
  ],
  threads: [thread],
  others: new Set(),
  refused: new Set(),
  events: [event('m1', 1, 10), event('m2', 2, 20)],
  conversations: [conversation],
  messages: [message('a', 1), message('b', 2)],
  cases: [oneCase],
  files: [file],
  transcripts: new Map([[psid, [inTranscript('m1', 1), inTranscript('m2', 2)]]]),
  log: '{"msg":"turn taken"}',
  secrets: [psid],
};

const [first, second] = [event('m1', 1, 10), event('m2', 2, 20)];
const withThread = (change: Partial<Thread>): World => ({ ...sound, threads: [{ ...thread, ...change }] });
const withTranscript = (...items: Said[]): World => ({ ...sound, transcripts: new Map([[psid, items]]) });
const echo = (echoOf: string, at: number): Acknowledged => ({
  at,
  psid,
  echoOf,
  item: JSON.stringify(said('m1', 1)),
});

const broken: readonly (readonly [string, World, RegExp])[] = [
  ['an acknowledged event is not stored', { ...sound, events: [first] }, /^I1: .* stored 0 times/],
  [
    'an acknowledged event is stored twice',
    { ...sound, events: [first, second, { ...second, id: 'other' }] },
    /^I1: .* stored 2 times/,
  ],
  ['a word is missing in the transcript', withTranscript(inTranscript('m2', 2)), /^I1: m1 .* 0 times/],
  [
    'a word is in the transcript twice',
    withTranscript(inTranscript('m1', 1), inTranscript('m2', 2), inTranscript('m2', 2)),
    /^I1: m2 .* 2 times/,
  ],
  ['a word is never acknowledged', { ...sound, acknowledged: acknowledged.slice(0, 2) }, /^I1: m2 was never/],
  [
    'the transcript has two words in reverse',
    withTranscript(inTranscript('m2', 2), inTranscript('m1', 1)),
    /^I2: the transcript has another order/,
  ],
  [
    'two words of one millisecond stand in reverse of their arrival',
    { ...sound, events: [{ ...first, at: 2, arrival: 30, body: said('m1', 1) }, second] },
    /^I2: id-of-m2 stands behind id-of-m1/,
  ],
  ['a completed intake has no case', { ...sound, cases: [] }, /^I3: .* led to 0 cases/],
  [
    'a completed intake has two cases',
    { ...sound, cases: [oneCase, { ...oneCase, id: 'case-2' as CaseId, code: 'OTHER' }] },
    /^I3: .* led to 2 cases/,
  ],
  [
    'two cases share a code',
    { ...sound, cases: [oneCase, { ...oneCase, id: 'case-2' as CaseId }] },
    /^I3: the code .* belongs to 2 cases/,
  ],
  ['the receipt names another code', withThread({ codes: ['OTHER'] }), /^I3: the receipt says OTHER/],
  ['there is no receipt', withThread({ codes: [] }), /^I3: a citizen got 0 receipts/],
  ['the case holds something else', withThread({ summary: 'Việc khác' }), /^I3: the case .* is not what/],
  [
    'a talk that makes no case made one',
    withThread({ summary: undefined }),
    /^I3: 1 cases were made of a talk/,
  ],
  ["a case is nobody's", { ...sound, threads: [] }, /^I3: the case .* is nobody's/],
  ['a message never reached Meta', { ...sound, calls: sound.calls.slice(1) }, /^I4: the message a never/],
  [
    'a message ended as failed',
    { ...sound, messages: [message('a', 1), { ...message('b', 2), state: 'failed' }] },
    /^I4: the message b ended as failed/,
  ],
  [
    'a message was sent again though nothing was killed',
    { ...sound, kills: 0, calls: [...sound.calls, { metadata: 'a', at: 120 }] },
    /^I4: 1 messages were sent again, with 0 kills/,
  ],
  [
    'more messages were sent again than there were kills',
    { ...sound, calls: [...sound.calls, ...['a', 'a', 'b'].map((metadata) => ({ metadata, at: 205 }))] },
    /^I4: 3 messages were sent again, with 2 kills/,
  ],
  [
    'a message without an answer was sent oftener than it was left without one',
    {
      ...sound,
      kills: 0,
      messages: [{ ...message('a', 1), uncertain: 1 }, message('b', 2)],
      calls: [...sound.calls, ...['a', 'a'].map((metadata) => ({ metadata, at: 105 }))],
    },
    /^I4: the message a was sent 3 times, with 0 kills and 1 answers missing/,
  ],
  [
    'a message without an answer was sent again after its echo',
    {
      ...sound,
      messages: [{ ...message('a', 1), uncertain: 1 }, message('b', 2)],
      acknowledged: [...acknowledged, echo('a', 130)],
      calls: [...sound.calls, { metadata: 'a', at: 10_110 }],
    },
    /^I4: the message a was sent again after its echo/,
  ],
  [
    'a message that Meta refused counts as sent',
    { ...sound, calls: sound.calls.slice(1), refused: new Set(['a']) },
    /^I4: the message a, which Meta refused, ended as sent/,
  ],
  [
    'a message was sent oftener than there were kills',
    { ...sound, calls: [1, 2, 3, 4].map((at) => ({ metadata: 'a', at })).concat(sound.calls) },
    /^I4: the message a was sent 5 times, with 2 kills and 0 answers missing/,
  ],
  [
    'a message was sent again after its echo',
    {
      ...sound,
      acknowledged: [...acknowledged, echo('a', 130)],
      calls: [...sound.calls, { metadata: 'a', at: 15_000 }],
    },
    /^I4: the message a was sent again after its echo/,
  ],
  [
    'something was sent that is not stored',
    { ...sound, calls: [...sound.calls, { metadata: 'x', at: 1 }] },
    /^I4: x was sent, but is no stored message/,
  ],
  ['a question was lost', withThread({ told: ['Biên nhận'] }), /^I4: message 1 .* should be “Câu hỏi một”/],
  [
    'a question was asked twice',
    withThread({ told: ['Câu hỏi một', 'Câu hỏi một', 'Biên nhận'] }),
    /^I4: message 2 .* but was “Câu hỏi một”/,
  ],
  [
    'something was said at the end that nobody expects',
    withThread({ told: [...thread.told, 'Xin chào'] }),
    /^I4: .* went on with “Xin chào”/,
  ],
  [
    'an event was never taken',
    { ...sound, events: [first, { ...second, state: 'new' }] },
    /^I5: the event id-of-m2/,
  ],
  [
    'a message waits',
    { ...sound, messages: [message('a', 1), { ...message('b', 2), state: 'waiting' }] },
    /^I5: the message b is still waiting/,
  ],
  [
    'a conversation has effects to perform',
    { ...sound, conversations: [{ ...conversation, effectsDue: true }] },
    /^I5: the conversation/,
  ],
  [
    'a case has effects to perform',
    { ...sound, cases: [{ ...oneCase, effectsDue: true }] },
    /^I5: the case case-1 has effects/,
  ],
  ['a file was never fetched', { ...sound, files: [{ ...file, state: 'wanted' }] }, /^I5: the file file-1/],
  ['the log names a person', { ...sound, log: `turn of ${psid}` }, /^I6: the log holds/],
];

describe('the checker of invariants', () => {
  it('finds nothing wrong where all is well, also when Meta delivered something twice', () => {
    expect(checkInvariants(sound)).toEqual([]);
  });

  it('allows a second send after a kill, as long as no echo had settled the first', () => {
    const again = { metadata: 'a', at: 15_000 };
    const acknowledgedLater = [...acknowledged, echo('a', 15_010)];
    const world = { ...sound, calls: [...sound.calls, again], acknowledged: acknowledgedLater };
    expect(checkInvariants(world)).toEqual([]);
  });

  it('counts a second send whose first got no answer apart, and wants no kill for it', () => {
    const world = {
      ...sound,
      kills: 0,
      messages: [{ ...message('a', 1), uncertain: 3 }, message('b', 2)],
      calls: [...sound.calls, { metadata: 'a', at: 10_110 }],
      acknowledged: [...acknowledged, echo('a', 10_120)],
    };
    expect(checkInvariants(world)).toEqual([]);
    expect(countResends(world)).toEqual({ afterKills: 0, unanswered: 1 });
    const killed = { ...world, calls: [...world.calls, { metadata: 'b', at: 15_210 }] };
    expect(countResends(killed)).toEqual({ afterKills: 1, unanswered: 1 });
  });

  it('allows a second send where the echo was forgotten with the state of the store', () => {
    const world = {
      ...sound,
      restoredAt: 1_000,
      acknowledged: [...acknowledged, echo('a', 130)],
      calls: [...sound.calls, { metadata: 'a', at: 15_000 }],
    };
    expect(checkInvariants(world)).toEqual([]);
  });

  it('leaves out what became of citizens of whom nothing is expected', () => {
    expect(checkInvariants({ ...sound, threads: [], others: new Set([psid]) })).toEqual([]);
  });

  it('expects a message that Meta refused to have failed', () => {
    const failed = { ...message('b', 2), state: 'failed' as const };
    const world = { ...sound, messages: [message('a', 1), failed], refused: new Set(['b']) };
    expect(checkInvariants({ ...world, calls: sound.calls.slice(0, 1) })).toEqual([]);
  });

  it.each(broken)('says so when %s', (_what, world, sentence) => {
    expect(checkInvariants(world)).toContainEqual(expect.stringMatching(sentence));
  });
});
