import { advance } from '../../src/conversation/advance';
import { newConversation, type Conversation } from '../../src/conversation/conversation';
import type { ConversationId } from '../../src/conversation/conversation-id';
import type { Effect } from '../../src/conversation/effects';
import { failTurn } from '../../src/conversation/fail-turn';
import { fillTemplate } from '../../src/conversation/fill-template';
import { makeFlowBook } from '../../src/conversation/flow-book';
import { flow, type Flow, type Step } from '../../src/conversation/flow';
import type { Input } from '../../src/conversation/input';
import { FlowGone } from '../../src/conversation/make-turn';
import { answerPayload, commandPayload, parsePayload } from '../../src/conversation/payload';
import { MAX_STEPS, TooManySteps } from '../../src/conversation/walk';
import { shippedFlows } from '../support/shipped-flows';

const { phrases, department } = shippedFlows();
const NOW = Date.parse('2026-11-23T09:00:00+07:00');

const bookOf = (...flows: readonly Flow[]) =>
  makeFlowBook(
    flows.map((each) => ({ flow: each, number: 1 })),
    phrases,
    department,
  );
const flowOf = (steps: readonly object[], more: Partial<Flow> = {}): Flow =>
  flow.parse({
    id: 'thu',
    version: 1,
    title: 'Thử',
    start: (steps[0] as Step).id,
    entry: true,
    steps,
    ...more,
  });

const start = newConversation('conversation-1' as ConversationId);
const text = (said: string): Input => ({ type: 'text', text: said, eventId: 'event-1', at: NOW });
const tap = (payload: string): Input => ({ type: 'tap', payload, title: '', eventId: 'event-1', at: NOW });
const saidIn = (effects: readonly Effect[]) =>
  effects.flatMap((effect) => (effect.type === 'send' ? [effect.message.text] : []));

/** Plays inputs one after the other; answers with the last turn. */
function play(book: ReturnType<typeof bookOf>, ...inputs: readonly Input[]) {
  let taken = advance(book, start, text('Xin chào'), NOW);
  for (const input of inputs) taken = advance(book, taken.state, input, NOW);
  return taken;
}

describe('a turn', () => {
  it('ends as a failed turn when steps lead in a circle, and visits a hundred at most', () => {
    const chain = Array.from({ length: MAX_STEPS }, (_, at) => ({
      id: `s-${at}`,
      type: 'say',
      text: 'Một.',
    }));
    expect(() => advance(bookOf(flowOf(chain)), start, text('a'), NOW)).not.toThrow();
    const circle = flowOf([...chain, { id: 'cuoi', type: 'say', text: 'Hai.', next: 's-0' }]);
    expect(() => advance(bookOf(circle), start, text('a'), NOW)).toThrow(TooManySteps);
  });

  it('fails when its flow is gone; then an officer gets a case and the conversation is at rest', () => {
    const ask = { id: 'ten', type: 'ask', answer: 'text', text: 'Tên?', hint: 'Xin gõ tên.', label: 'Tên' };
    const { state } = play(bookOf(flowOf([ask])));
    const other = bookOf(flowOf([ask], { id: 'khac' }));
    expect(() => advance(other, state, text('An'), NOW)).toThrow(FlowGone);
    const failed = failTurn(other, { ...state, answers: { ten: { type: 'text', text: 'An' } } }, text('An'));
    expect(failed.state.frames).toEqual([]);
    expect(failed.effects).toEqual([
      // Nobody knows the flow any more: it may have been a tố cáo, so it is kept as one.
      expect.objectContaining({ type: 'open-case' }),
      expect.objectContaining({ type: 'send', confidential: true }),
    ]);
    expect(failed.effects[0]).toMatchObject({ draft: { kind: 'to-cao', reason: 'failed-turn' } });
  });

  it('keeps files that were sent as an answer when it fails', () => {
    const ask = { id: 'tep', type: 'ask', answer: 'files', text: 'Tệp?', hint: 'Gửi tệp.', label: 'Tệp' };
    const book = bookOf(flowOf([ask]));
    const file = { id: 'f-1', type: 'image' } as const;
    const { state } = play(book, { type: 'files', files: [file], eventId: 'event-2', at: NOW });
    const [opened] = failTurn(book, state, text('a')).effects;
    expect(opened).toMatchObject({ draft: { kind: 'chua-ro', reason: 'failed-turn', files: [file] } });
  });
});

describe('steps that no shipped flow has', () => {
  it('wait for the time or for the citizen, whichever comes first', () => {
    const book = bookOf(
      flowOf([
        { id: 'cho', type: 'wait', minutes: 60 },
        { id: 'xong', type: 'say', text: 'Đã xong.' },
      ]),
    );
    const waiting = play(book);
    expect(waiting.effects).toEqual([{ type: 'set-timer', name: 'wait', dueAt: NOW + 3_600_000 }]);
    const rung = advance(book, waiting.state, { type: 'timer', name: 'wait', eventId: 'e', at: NOW }, NOW);
    expect(saidIn(rung.effects)).toEqual(['Đã xong.']);
    const heard = advance(book, waiting.state, text('Alo'), NOW);
    expect(heard.effects[0]).toEqual({ type: 'clear-timer', name: 'wait' });
    expect(saidIn(heard.effects)).toEqual(['Đã xong.']);
  });

  it('set what follows from the road taken, and branch by it', () => {
    const book = bookOf(
      flowOf([
        { id: 'ghi', type: 'set', answer: 'loai', value: 'a', title: 'Loại A' },
        { id: 'xet', type: 'branch', when: [{ answer: 'loai', is: ['b', 'a'], next: 'dung' }] },
        { id: 'sai', type: 'say', text: 'Sai.' },
        { id: 'dung', type: 'say', text: 'Đã ghi {loai}.' },
      ]),
    );
    expect(saidIn(play(book).effects)).toEqual(['Đã ghi Loại A.']);
  });

  it('let an optional choice be skipped in words, but take its own words first', () => {
    const ask = {
      id: 'chon',
      type: 'ask',
      answer: 'choice',
      text: 'Chọn?',
      hint: 'Xin chọn.',
      label: 'Chọn',
      optional: true,
      choices: [
        { value: 'co', title: 'Cung cấp' },
        { value: 'khong', title: 'Không cung cấp' },
      ],
    };
    const after = { id: 'noi', type: 'ask', answer: 'email', text: 'Thư?', hint: 'Xin gõ.', label: 'Thư' };
    const book = bookOf(flowOf([ask, after]));
    expect(play(book, text('không cung cấp')).state.answers['chon']).toMatchObject({ value: 'khong' });
    expect(play(book, text('bo qua')).state.answers['chon']).toEqual({ type: 'skipped' });
    expect(play(book, tap('thu/chon=bo-qua')).state.answers['chon']).toEqual({ type: 'skipped' });
    expect(saidIn(play(book, text('2'), text('không có')).effects)).toEqual(['Xin gõ.']);
  });
});

describe('a second tap with the same finger', () => {
  const ask = {
    id: 'chon',
    type: 'ask',
    answer: 'choice',
    text: 'Chọn?',
    hint: 'Xin chọn.',
    label: 'Chọn',
    choices: [
      { value: 'a', title: 'Một' },
      { value: 'b', title: 'Hai' },
    ],
  };
  const book = bookOf(flowOf([ask, { ...ask, id: 'nua' }, { id: 'xong', type: 'say', text: 'Đã xong.' }]));
  const at = (input: Input, ms: number): Input => ({ ...input, at: NOW + ms });
  const isSilent = (...inputs: readonly Input[]) => play(book, ...inputs).effects.length === 0;
  const first = tap('thu/chon=a');

  it('is the same button within three seconds, in whichever order the two are delivered', () => {
    expect(isSilent(first, at(first, 20))).toBe(true);
    expect(isSilent(at(first, 20), first)).toBe(true);
    expect(isSilent(first, at(first, 3_000))).toBe(true);
    expect(isSilent(first, at(first, 3_001))).toBe(false);
    expect(isSilent(first, at(tap('thu/chon=b'), 20))).toBe(false);
  });

  it('is no other thing done twice: words, or a button that is pressed again after words', () => {
    expect(isSilent(text('1'), at(text('1'), 20))).toBe(false);
    expect(isSilent(first, at(text('quay lại'), 1_000), at(first, 2_000))).toBe(false);
    // These are older than the tap: they were not heard in between.
    expect(isSilent(first, at(text('Alo'), -5_000), at(first, 20))).toBe(true);
  });

  it('is the one that was held up on its way, also when words have come in between', () => {
    expect(isSilent(first, at(text('quay lại'), 1_000), at(first, 20))).toBe(true);
    expect(isSilent(first, at(text('quay lại'), 1_000), at(tap('thu/chon=b'), 20))).toBe(false);
  });

  it('opens no second case where the first tap failed', () => {
    const gone = bookOf(flowOf([ask], { id: 'khac' }));
    const { state } = play(book);
    expect(() => advance(gone, state, first, NOW)).toThrow(FlowGone);
    const failed = failTurn(gone, state, first);
    const again = advance(gone, failed.state, at(first, 20), NOW);
    expect(again.effects).toEqual([]);
    expect(again.mark.confidential).toBe(failed.mark.confidential);
  });
});

describe('a payload', () => {
  it('comes back as what it was made of', () => {
    expect(parsePayload(answerPayload('phan-anh', 'noi-dung', 'bo-qua'))).toEqual({
      type: 'answer',
      flow: 'phan-anh',
      step: 'noi-dung',
      value: 'bo-qua',
    });
    for (const command of [{ type: 'back' }, { type: 'call', flow: 'tra-cuu' }] as const)
      expect(parsePayload(commandPayload(command))).toEqual({ type: 'command', command });
    for (const strange of ['', '!', '!call=', '!toString', 'a/b', 'a/b=', '__proto__/b=c', 'A/b=c'])
      expect(parsePayload(strange)).toEqual({ type: 'unknown' });
  });
});

describe('a template', () => {
  it('is filled in once: braces that come in with a value stay', () => {
    const values: Record<string, string> = { a: '{b}', b: 'B' };
    expect(fillTemplate('{a} {b} {c} {D}', (name) => values[name])).toBe('{b} B  {D}');
  });
});

describe('what a tố cáo leaves behind', () => {
  const ask = (id: string) => ({ id, type: 'ask', answer: 'text', text: 'Gì?', hint: 'Gì?', label: 'Gì' });
  const open = flowOf([
    {
      ...ask('chon'),
      answer: 'choice',
      label: 'Chọn',
      choices: [{ value: 'kin', title: 'Kín', next: 'sang' }],
    },
    { id: 'sang', type: 'go-to', flow: 'kin' },
  ]);
  const secret = flowOf([ask('viec')], { id: 'kin', confidential: true, entry: undefined });

  it('is no file, when the citizen goes back and chooses something else', () => {
    const book = bookOf(open, secret);
    const file = { id: 'f-1', type: 'image' } as const;
    const sent: Conversation = play(book, text('kín'), {
      type: 'files',
      files: [file],
      eventId: 'event-2',
      at: NOW,
    }).state;
    expect(sent.extras).toEqual([file]);
    const back = advance(book, sent, text('quay lại'), NOW);
    expect(back.state.frames).toMatchObject([{ flow: 'thu', step: 'chon' }]);
    expect(back.state.extras).toEqual([]);
    expect(back.mark.confidential).toBe(true);
  });
});
