import fc from 'fast-check';
import type { CaseId } from '../../src/cases/case';
import { receiptCode } from '../../src/cases/receipt-code';
import { advance, type Advanced } from '../../src/conversation/advance';
import { newConversation, type Conversation } from '../../src/conversation/conversation';
import type { ConversationId } from '../../src/conversation/conversation-id';
import type { Choice, Effect } from '../../src/conversation/effects';
import { isFromCitizen, type Input } from '../../src/conversation/input';
import { parsePayload } from '../../src/conversation/payload';
import { shippedBook } from '../support/shipped-flows';

const book = shippedBook();
const START = Date.parse('2026-11-23T09:00:00+07:00');
const caseId = 'case-1' as CaseId;
const code = receiptCode(new Uint8Array(7).fill(37));

type Body = Input extends infer I ? (I extends Input ? Omit<I, 'eventId' | 'at'> : never) : never;
/** One thing that happens: an input, or a tap on something that was offered. */
type Happening = { readonly late: boolean } & (
  { readonly body: Body } | { readonly choice: number; readonly back: number }
);

const said = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.constantFrom(
      'Xin chào',
      'đồng ý',
      'dong y',
      'không',
      'có',
      'ok',
      '1',
      '2',
      '3',
      '5',
      '6',
      '13',
      '1 và 3',
      'bỏ qua',
      'Đã đủ',
      'gửi hồ sơ',
      'sửa',
      'sua noi dung',
      'Sóng di động ở tổ 5 rất yếu từ đầu tháng, gọi điện thường bị ngắt.',
      'Nguyễn Văn An',
      '0912345678',
      'hôm qua',
      'Tổ 5, phường Gia Viên',
    ),
  },
  {
    weight: 4,
    arbitrary: fc.constantFrom(
      'quay lại',
      'hủy',
      'huy',
      'bắt đầu lại',
      'trợ giúp',
      'gặp cán bộ',
      'tra cứu',
      code,
      'địa chỉ',
      'đường dây nóng',
      'tố cáo',
      'khiếu nại',
    ),
  },
  {
    weight: 2,
    arbitrary: fc.string({ unit: 'binary', maxLength: 60 }).map((text) => text.replace(/[{}]/g, '')),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      '',
      ' ',
      '\u0000',
      '\ud800',
      '\u202e',
      '__proto__',
      'constructor',
      'a'.repeat(20_000),
    ),
  },
);
const file = fc.record({
  id: fc.uuid(),
  type: fc.constantFrom('image', 'video', 'audio', 'file', 'location'),
  name: fc.constantFrom(undefined, 'don.pdf', 'Vị trí 20.85, 106.68'),
});
const citizens: fc.Arbitrary<Body> = fc.oneof(
  { weight: 8, arbitrary: said.map((text): Body => ({ type: 'text', text })) },
  {
    weight: 2,
    arbitrary: fc
      .record({
        files: fc.array(file, { minLength: 1, maxLength: 4 }),
        text: fc.option(said, { nil: undefined }),
      })
      .map((rest): Body => ({ type: 'files', ...rest })),
  },
  { weight: 1, arbitrary: fc.constant<Body>({ type: 'wordless', what: 'sticker' }) },
  {
    weight: 1,
    arbitrary: fc
      .oneof(
        fc.constantFrom(
          'GET_STARTED',
          '!start',
          '!restart',
          '!cancel',
          '!yes',
          '!no',
          '!back',
          '!help',
          '!call=gap-can-bo',
          '!call=tra-cuu',
          '!call=to-cao',
          '!call=chinh',
          '!call=khong-co',
          'to-cao/tiep-tuc=co',
          'chinh/menu=',
          'chinh/menu=khong-co',
          'a/b=c',
          '__proto__/constructor=toString',
        ),
        fc.string({ maxLength: 30 }),
      )
      .map((payload): Body => ({ type: 'tap', payload, title: '' })),
  },
);
const officers: fc.Arbitrary<Body> = fc.constantFrom<Body>(
  { type: 'officer-said', text: 'Chào Anh/Chị', caseId, confidential: false },
  { type: 'officer-took', caseId },
  { type: 'handed-back', caseId },
  { type: 'handed-back', caseId },
  { type: 'handed-back', caseId },
  { type: 'case-closed', caseId, code },
  { type: 'case-opened', caseId, code, kind: 'phan-anh', openedAt: START, reason: 'failed-turn' },
  { type: 'looked-up' },
  { type: 'staff-said', text: 'Chào' },
  { type: 'thread-taken' },
  { type: 'thread-wanted', appId: '263902037430900' },
  { type: 'thread-given' },
  { type: 'thread-given' },
  { type: 'said-aside', said: { type: 'text', text: 'Có ai không?' } },
  { type: 'touched' },
  { type: 'message-held', heardAt: START },
  { type: 'timer', name: 'officer-silent' },
  { type: 'timer', name: 'wait' },
  { type: 'timer', name: 'gathered' },
);
const late = fc.integer({ min: 0, max: 19 }).map((drawn) => drawn === 0);
const happenings: fc.Arbitrary<Happening> = fc.oneof(
  {
    weight: 40,
    arbitrary: fc.record({
      late,
      choice: fc.nat(12),
      back: fc.constantFrom(0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 3),
    }),
  },
  { weight: 8, arbitrary: fc.record({ late, body: citizens }) },
  { weight: 1, arbitrary: fc.record({ late, body: officers }) },
);

/** Everything within, so that a turn which changes what it was given throws. */
function freeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    Object.values(value).forEach(freeze);
  }
  return value;
}
const stored = (state: Conversation): Conversation =>
  freeze(JSON.parse(JSON.stringify(state)) as Conversation);

/** One turn, taken twice. */
function take(before: Conversation, input: Input, now: number): Advanced {
  const taken = advance(book, before, input, now);
  expect(advance(book, before, freeze(structuredClone(input)), now)).toEqual(taken);
  expect(JSON.parse(JSON.stringify(taken.state))).toEqual(taken.state);
  return taken;
}

/** What the world answers to an effect, if it does. */
function answerTo(effect: Effect): Body | undefined {
  if (effect.type === 'open-case') {
    const { kind, reason = 'sent' } = effect.draft;
    return { type: 'case-opened', caseId, code, kind, openedAt: START, reason };
  }
  return effect.type === 'look-up'
    ? { type: 'looked-up', found: { code, status: 'Mới', updatedAt: START, confidential: false } }
    : undefined;
}

/** A conversation and all that was ever offered in it, newest first. */
function openTalk() {
  let state = stored(newConversation('conversation-1' as ConversationId));
  let offered: readonly (readonly Choice[])[] = [];
  let [now, events] = [START, 0];

  function happen(what: Happening): void {
    now += 60_000;
    const at = what.late ? now - 10 * 60_000 : now;
    const choices = 'choice' in what ? (offered[what.back] ?? []) : [];
    const tapped = 'choice' in what ? choices[what.choice % Math.max(choices.length, 1)] : undefined;
    const body: Body =
      'body' in what
        ? what.body
        : tapped
          ? { type: 'tap', ...tapped }
          : { type: 'text', text: 'Tôi muốn gửi phản ánh về sóng điện thoại.' };
    const before = state;
    let confidential = false;
    const effects: Effect[] = [];
    const queue = [body];
    for (let next = queue.shift(); next; next = queue.shift()) {
      events += 1;
      expect(events).toBeLessThan(10_000);
      const taken = take(state, { ...next, eventId: `event-${events}`, at }, now);
      if (isConfidentialHere(state) || isConfidentialHere(taken.state))
        expect(taken.mark.confidential).toBe(true);
      if (next === body) confidential = taken.mark.confidential;
      state = stored(taken.state);
      effects.push(...taken.effects);
      queue.push(...taken.effects.map(answerTo).filter((answer) => answer !== undefined));
    }
    checkSends(effects);
    if (body.type === 'tap') checkTapAgain(state, { ...body, eventId: 'event-again', at }, now, confidential);
    const heard =
      isFromCitizen({ ...body, eventId: '', at }) && (body.type === 'tap' || at >= before.heardAt);
    // Silent only while more may come, and then a timer ends that.
    const gathers = effects.some((effect) => effect.type === 'set-timer' && effect.name === 'gathered');
    if (heard && before.speaker === 'bot' && !gathers)
      expect(effects.filter(({ type }) => type === 'send').length).toBeGreaterThan(0);
    if (gathers) checkSilenceEnds(state, now);

    const sends = effects.flatMap((effect) => (effect.type === 'send' ? [effect.message] : []));
    if (sends.length > 0) offered = [sends.at(-1)?.choices ?? [], ...offered].slice(0, 6);
    if (sends.length > 0 && state.speaker === 'bot') checkOffers(state, offered[0] ?? [], now);
  }
  return { happen };
}

/** Once nothing more has come, there is an answer. */
function checkSilenceEnds(state: Conversation, now: number): void {
  const over: Input = { type: 'timer', name: 'gathered', eventId: 'event-over', at: now + 60_000 };
  const { effects } = take(state, over, now + 60_000);
  expect(effects.filter(({ type }) => type === 'send').length).toBeGreaterThan(0);
}

const isConfidentialHere = (state: Conversation) => state.frames.some(({ flow }) => flow === 'to-cao');

function checkSends(effects: readonly Effect[]): void {
  for (const effect of effects) {
    if (effect.type !== 'send') continue;
    const { text, choices = [] } = effect.message;
    expect(text.trim()).not.toBe('');
    expect(text).not.toMatch(/\{[a-z.-]+\}|undefined|\[object/);
    expect(choices.length).toBeLessThanOrEqual(13);
    expect(new Set(choices.map(({ title }) => title)).size).toBe(choices.length);
    for (const { title, payload } of choices) {
      expect(Array.from(title).length).toBeLessThanOrEqual(20);
      expect(payload.length).toBeLessThanOrEqual(1_000);
    }
  }
}

/** A second tap with the same finger says nothing, changes nothing, and is kept from sight like the first. */
function checkTapAgain(
  state: Conversation,
  input: Extract<Input, { type: 'tap' }>,
  now: number,
  confidential: boolean,
): void {
  for (const gap of [-20, 0, 20, 3_000]) {
    const { effects, state: after, mark } = take(state, { ...input, at: input.at + gap }, now);
    expect(effects).toEqual([]);
    const timeless = { heardAt: 0, plainlyHeardAt: 0 };
    expect({ ...after, ...timeless }).toEqual({ ...state, ...timeless });
    if (confidential) expect(mark.confidential).toBe(true);
  }
}

/** Whatever stands on a button is an answer, or a command: never "an old button", never a wrong answer. */
function checkOffers(state: Conversation, choices: readonly Choice[], now: number): void {
  for (const choice of choices) {
    expect(parsePayload(choice.payload).type).not.toBe('unknown');
    // A while later: the same button at once would be the same finger.
    const input: Input = { type: 'tap', ...choice, eventId: 'event-tap', at: now + 60_000 };
    const taken = take(state, input, now);
    const texts = taken.effects.flatMap((effect) => (effect.type === 'send' ? [effect.message.text] : []));
    expect(texts).not.toContain(book.phrases['old-button']);
    expect(taken.state.misses).toBeLessThanOrEqual(state.misses);
  }
}

describe('a conversation with the flows that ship', () => {
  it('takes anything in any order: it never fails, is never silent, and keeps to what can be stored', () => {
    const road = fc.record({ kind: fc.nat(9), steps: fc.nat(14) });
    fc.assert(
      fc.property(road, fc.array(happenings, { minLength: 1, maxLength: 30 }), ({ kind, steps }, all) => {
        const { happen } = openTalk();
        // First some way along the straight road of one menu entry; what is far from the start is tried as well.
        [0, 0, kind, ...Array.from({ length: steps }, () => 0)].forEach((choice) =>
          happen({ late: false, choice, back: 0 }),
        );
        all.forEach(happen);
      }),
      { numRuns: 120 },
    );
  }, 60_000);
});
