import fc from 'fast-check';
import { type CaseAction, applyCaseAction } from '../../src/cases/apply-action';
import type { Case } from '../../src/cases/case';
import { officer, someCase } from './case-for-tests';

const lan = officer('duty-officer', 'o-lan', 'Lan');
const minh = officer('handler', 'o-minh', 'Minh');
const held = { assignee: { id: lan.id, name: lan.name }, status: 'dang-xu-ly' } as const;
const spoken = { ...held, status: 'da-tra-loi', speaking: true, waiting: false } as const;

const claim: CaseAction = { type: 'claim', requestId: 'r-1', by: lan };
const reply: CaseAction = { type: 'reply', requestId: 'r-1', by: lan, text: 'Chào Anh/Chị.' };
const note: CaseAction = { type: 'note', requestId: 'r-1', by: lan, text: 'Đã gọi điện.' };
const handBack: CaseAction = { type: 'hand-back', requestId: 'r-1', by: lan };
const close: CaseAction = { type: 'close', requestId: 'r-1', by: lan, reason: 'Đã xong' };
const reopen: CaseAction = { type: 'reopen', requestId: 'r-1', by: lan, reason: 'Có tin mới' };
const citizenSaid: CaseAction = { type: 'citizen-said', eventId: 'e-2' };
const askedFor: CaseAction = { type: 'officer-asked-for', eventId: 'e-2' };
const say = { type: 'say', text: 'Chào Anh/Chị.' };

/** Something that happened to the case by itself, in that minute. */
const entry = (
  type: 'citizen-said' | 'reply-held' | 'reply-failed' | 'staff-answered',
  minute: number,
): Case['history'][number] => ({
  id: `h-${minute}`,
  at: minute * 60_000,
  by: type === 'citizen-said' ? 'citizen' : 'system',
  ...(type === 'reply-held' || type === 'reply-failed' ? { type, text: 'Đã quá thời hạn.' } : { type }),
});

const opened: Case['history'][number] = { id: 'h-0', at: 0, by: 'citizen', type: 'opened' };

type Row = {
  title: string;
  from: Partial<Case>;
  action: CaseAction;
  becomes: Partial<Case>;
  effects: object[];
  history: string[];
};

const taken: Row[] = [
  {
    title: 'claiming a new case makes it one that is worked on, by this officer',
    from: {},
    action: claim,
    becomes: { status: 'dang-xu-ly', assignee: { id: lan.id, name: 'Lan' }, waiting: true },
    effects: [],
    history: ['claimed'],
  },
  {
    title: 'claiming takes over from another officer and leaves the status as it is',
    from: { ...spoken, assignee: { id: minh.id, name: 'Minh' } },
    action: claim,
    becomes: { status: 'da-tra-loi', assignee: { id: lan.id, name: 'Lan' }, speaking: true },
    effects: [],
    history: ['claimed'],
  },
  {
    title: 'a first reply by the assignee takes the conversation, then speaks',
    from: held,
    action: reply,
    becomes: { status: 'da-tra-loi', waiting: false, speaking: true },
    effects: [{ type: 'take' }, say],
    history: ['replied'],
  },
  {
    title: 'a further reply only speaks',
    from: { ...spoken, waiting: true },
    action: reply,
    becomes: { status: 'da-tra-loi', waiting: false, speaking: true },
    effects: [say],
    history: ['replied'],
  },
  {
    title: 'a reply to a case that nobody holds claims it first',
    from: {},
    action: reply,
    becomes: { status: 'da-tra-loi', assignee: { id: lan.id, name: 'Lan' }, speaking: true },
    effects: [{ type: 'take' }, say],
    history: ['claimed', 'replied'],
  },
  {
    title: 'a note stays inside',
    from: { ...spoken, status: 'dong' },
    action: note,
    becomes: { status: 'dong' },
    effects: [],
    history: ['noted'],
  },
  {
    title: 'handing back lets the bot speak again',
    from: spoken,
    action: handBack,
    becomes: { speaking: false, status: 'da-tra-loi' },
    effects: [{ type: 'hand-back' }],
    history: ['handed-back'],
  },
  {
    title: 'closing while an officer speaks tells the citizen, then hands back',
    from: { ...spoken, waiting: true },
    action: close,
    becomes: { status: 'dong', speaking: false, waiting: false },
    effects: [{ type: 'tell-closed' }, { type: 'hand-back' }],
    history: ['closed'],
  },
  {
    title: 'closing while the bot speaks only tells the citizen',
    from: held,
    action: close,
    becomes: { status: 'dong', speaking: false },
    effects: [{ type: 'tell-closed' }],
    history: ['closed'],
  },
  {
    title: 'reopening makes it one that is worked on',
    from: { ...held, status: 'dong' },
    action: reopen,
    becomes: { status: 'dang-xu-ly' },
    effects: [{ type: 'tell-reopened' }],
    history: ['reopened'],
  },
  {
    title: 'what the citizen says waits for an answer',
    from: spoken,
    action: citizenSaid,
    becomes: { status: 'dang-xu-ly', waiting: true },
    effects: [],
    history: ['citizen-said'],
  },
  {
    title: 'what the citizen says in a closed case is kept and waits, without reopening it',
    from: { ...held, status: 'dong', waiting: false },
    action: citizenSaid,
    becomes: { status: 'dong', waiting: true },
    effects: [],
    history: ['citizen-said'],
  },
  {
    title: 'asking for an officer waits for an answer',
    from: { ...held, waiting: false },
    action: askedFor,
    becomes: { status: 'dang-xu-ly', waiting: true, speaking: true },
    effects: [],
    history: ['officer-asked-for'],
  },
  {
    title: 'an answer that did not arrive makes the case wait again',
    from: { ...spoken, status: 'da-tra-loi', waiting: false },
    action: { type: 'reply-failed', eventId: 'm-1', reason: 'Đã chặn trang.' },
    becomes: { status: 'dang-xu-ly', waiting: true },
    effects: [],
    history: ['reply-failed'],
  },
  {
    title: 'a reply that waits for the citizen leaves the case unanswered',
    from: { ...spoken },
    action: { type: 'reply-held', eventId: 'm-1', reason: 'Đã quá thời hạn.' },
    becomes: { status: 'dang-xu-ly', waiting: true, speaking: true },
    effects: [],
    history: ['reply-held'],
  },
  {
    title: 'a reply that went out in the end has answered the case',
    from: { ...held, waiting: true, history: [opened, entry('citizen-said', 1), entry('reply-held', 2)] },
    action: { type: 'reply-delivered', eventId: 'm-1' },
    becomes: { status: 'da-tra-loi', waiting: false },
    effects: [],
    history: ['citizen-said', 'reply-held', 'reply-delivered'],
  },
  {
    title: 'a reply that was given up and arrived all the same has answered the case',
    from: { ...held, waiting: true, history: [opened, entry('citizen-said', 1), entry('reply-failed', 2)] },
    action: { type: 'reply-delivered', eventId: 'm-1.0:arrived' },
    becomes: { status: 'da-tra-loi', waiting: false },
    effects: [],
    history: ['citizen-said', 'reply-failed', 'reply-delivered'],
  },
  {
    title: 'but not what the citizen wrote after it',
    from: { ...held, waiting: true, history: [opened, entry('reply-held', 1), entry('citizen-said', 2)] },
    action: { type: 'reply-delivered', eventId: 'm-1' },
    becomes: { status: 'dang-xu-ly', waiting: true },
    effects: [],
    history: ['reply-held', 'citizen-said', 'reply-delivered'],
  },
  {
    title: 'a closed case stays closed when a reply goes out late',
    from: { ...held, status: 'dong', waiting: false, history: [opened, entry('reply-held', 1)] },
    action: { type: 'reply-delivered', eventId: 'm-1' },
    becomes: { status: 'dong', waiting: false },
    effects: [],
    history: ['reply-held', 'reply-delivered'],
  },
  {
    title: 'an answer on Facebook is an answer, and the bot is silent until somebody hands back',
    from: { ...held, waiting: true, urgent: true },
    action: { type: 'staff-answered', eventId: 'e-2' },
    becomes: { status: 'dang-xu-ly', waiting: false, urgent: undefined, speaking: true },
    effects: [],
    history: ['staff-answered'],
  },
  {
    title: 'many answers on Facebook are one line, the last',
    from: { ...held, speaking: true, history: [opened, entry('staff-answered', 1)] },
    action: { type: 'staff-answered', eventId: 'e-2' },
    becomes: { speaking: true, waiting: false },
    effects: [],
    history: ['staff-answered'],
  },
  {
    title: "a thread that Facebook's inbox takes answers nothing",
    from: { ...held, waiting: true },
    action: { type: 'staff-took', eventId: 'e-2' },
    becomes: { waiting: true, speaking: true },
    effects: [],
    history: ['staff-took'],
  },
  {
    title: 'a form that did not arrive is written down, and nobody waits for more than before',
    from: { ...spoken, status: 'da-tra-loi', waiting: false },
    action: { type: 'form-failed', eventId: 'm-2', reason: 'Facebook từ chối tin nhắn này.' },
    becomes: { status: 'da-tra-loi', waiting: false },
    effects: [],
    history: ['form-failed'],
  },
  {
    title: 'the bot that speaks again ends the officer’s turn and says so in the history',
    from: { ...held, speaking: true },
    action: { type: 'bot-resumed', eventId: 'e-3' },
    becomes: { status: 'dang-xu-ly', speaking: false },
    effects: [],
    history: ['bot-resumed'],
  },
];

const asked = { ...held, withdrawal: 'asked', waiting: true } as const;
const confirm: CaseAction = { type: 'confirm-withdrawal', requestId: 'r-1', by: lan };
const decline: CaseAction = {
  type: 'decline-withdrawal',
  requestId: 'r-1',
  by: lan,
  reason: 'Đang xác minh',
};
const notDone: CaseAction = { type: 'not-done', eventId: 'e-2', text: 'Vẫn còn ồn.' };

taken.push(
  {
    title: 'what the citizen adds is kept with its files and waits for an answer',
    from: spoken,
    action: { type: 'added', eventId: 'e-2', text: 'Vẫn ồn', files: [{ id: 'f-1', type: 'image' }] },
    becomes: { status: 'dang-xu-ly', waiting: true, files: [{ id: 'f-1', type: 'image' }] },
    effects: [],
    history: ['added'],
  },
  {
    title: 'a citizen who wants the case back waits for an officer, and nothing else changes',
    from: { ...spoken, speaking: false },
    action: { type: 'withdrawal-asked', eventId: 'e-2', text: 'Đã xong' },
    becomes: { status: 'da-tra-loi', waiting: true, withdrawal: 'asked' },
    effects: [],
    history: ['withdrawal-asked'],
  },
  {
    title: 'what is closed is not withdrawn, but that it was wanted is written down',
    from: { ...held, status: 'dong', waiting: false },
    action: { type: 'withdrawal-asked', eventId: 'e-2', text: '' },
    becomes: { status: 'dong', waiting: true },
    effects: [],
    history: ['withdrawal-asked'],
  },
  {
    title: 'confirming a withdrawal closes the case and tells the citizen',
    from: asked,
    action: confirm,
    becomes: { status: 'dong', withdrawal: 'confirmed', waiting: false },
    effects: [{ type: 'tell-withdrawal', confirmed: true }],
    history: ['withdrawal-confirmed'],
  },
  {
    title: 'a complaint is withdrawn where the signed paper is named; who speaks hands back',
    from: { ...asked, kind: 'khieu-nai', speaking: true },
    action: { ...confirm, paper: 'Đơn rút ngày 23/11/2026' },
    becomes: { status: 'dong', withdrawal: 'confirmed', speaking: false },
    effects: [{ type: 'tell-withdrawal', confirmed: true }, { type: 'hand-back' }],
    history: ['withdrawal-confirmed'],
  },
  {
    title: 'declining a withdrawal leaves the case as it was and tells why; the first answer is still owed',
    from: asked,
    action: decline,
    becomes: { status: 'dang-xu-ly', withdrawal: undefined, waiting: true },
    effects: [{ type: 'tell-withdrawal', confirmed: false, reason: 'Đang xác minh' }],
    history: ['withdrawal-declined'],
  },
  {
    title: 'reopening what was withdrawn makes it one that was not',
    from: { ...held, status: 'dong', withdrawal: 'confirmed' },
    action: reopen,
    becomes: { status: 'dang-xu-ly', withdrawal: undefined },
    effects: [{ type: 'tell-reopened' }],
    history: ['reopened'],
  },
  {
    title: 'closing settles a withdrawal too',
    from: asked,
    action: close,
    becomes: { status: 'dong', withdrawal: undefined },
    effects: [{ type: 'tell-closed' }],
    history: ['closed'],
  },
  {
    title: 'what is not settled is opened again',
    from: { ...held, status: 'dong', waiting: false },
    action: notDone,
    becomes: { status: 'dang-xu-ly', waiting: true, disputed: true },
    effects: [],
    history: ['not-done'],
  },
  {
    title: 'what is not settled a second time stays closed, and an officer decides',
    from: { ...held, status: 'dong', waiting: false, disputed: true },
    action: notDone,
    becomes: { status: 'dong', waiting: true },
    effects: [],
    history: ['not-done'],
  },
);

const refused: { title: string; from: Partial<Case>; action: CaseAction; why: RegExp }[] = [
  { title: 'claiming a closed case', from: { status: 'dong' }, action: claim, why: /mở lại/ },
  { title: 'claiming what one holds', from: held, action: claim, why: /đang phụ trách/ },
  { title: 'replying in a closed case', from: { ...held, status: 'dong' }, action: reply, why: /mở lại/ },
  {
    title: 'replying in a closed case that nobody holds',
    from: { status: 'dong' },
    action: reply,
    why: /mở lại/,
  },
  {
    title: "replying in another officer's case",
    from: held,
    action: { ...reply, by: minh },
    why: /Lan phụ trách/,
  },
  { title: 'handing back what the bot has', from: held, action: handBack, why: /tự động/ },
  { title: 'closing what is closed', from: { status: 'dong' }, action: close, why: /đã đóng/ },
  { title: 'reopening what is open', from: held, action: reopen, why: /đang mở/ },
  {
    title: 'confirming a withdrawal that nobody asked for',
    from: held,
    action: confirm,
    why: /không đề nghị/,
  },
  {
    title: 'declining a withdrawal that nobody asked for',
    from: held,
    action: decline,
    why: /không đề nghị/,
  },
  ...(['khieu-nai', 'to-cao'] as const).map((kind) => ({
    title: `withdrawing a ${kind} without a signed paper`,
    from: { ...asked, kind },
    action: confirm,
    why: /chữ ký/,
  })),
];

describe('applyCaseAction', () => {
  it.each(taken)('$title', ({ from, action, becomes, effects, history }) => {
    const before = someCase(from);
    const applied = applyCaseAction(before, action, 2000);
    if ('refused' in applied) throw new Error(applied.refused);
    expect(applied.state).toMatchObject({ ...becomes, updatedAt: 2000 });
    expect(applied.effects).toEqual(effects);
    expect(applied.state.history.slice(1).map(({ type }) => type)).toEqual(history);
    expect(applied.state.history.at(-1)?.at).toBe(2000);
  });

  it.each(refused)('refuses $title, saying why', ({ from, action, why }) => {
    const applied = applyCaseAction(someCase(from), action, 2000);
    expect('refused' in applied && applied.refused).toMatch(why);
  });

  it('keeps a rating without moving the case up in the list, and the newest one counts', () => {
    const rate = (score: number): CaseAction => ({ type: 'rated', eventId: `e-${score}`, score, text: '' });
    const once = applyCaseAction(someCase(spoken), rate(2), 2000);
    const twice = 'state' in once ? applyCaseAction(once.state, rate(5), 3000) : once;
    expect(twice).toMatchObject({ state: { rating: 5, updatedAt: 1000, waiting: false }, effects: [] });
  });

  it('no longer waits once a withdrawal is declined where everything else was answered', () => {
    const replied = applyCaseAction(someCase(), reply, 2000);
    if ('refused' in replied) throw new Error(replied.refused);
    const wanted = applyCaseAction(
      replied.state,
      { type: 'withdrawal-asked', eventId: 'e-2', text: '' },
      3000,
    );
    if ('refused' in wanted) throw new Error(wanted.refused);
    const told = applyCaseAction(wanted.state, { ...decline, requestId: 'r-2' }, 4000);
    expect(told).toMatchObject({ state: { waiting: false, status: 'da-tra-loi' } });
  });

  it('names the claim that a reply brings with it after the request', () => {
    const applied = applyCaseAction(someCase(), reply, 2000);
    expect('state' in applied && applied.state.history.map(({ id }) => id)).toEqual([
      'e-1',
      'r-1:claim',
      'r-1',
    ]);
  });

  it('says in the history who did it and in what words', () => {
    const applied = applyCaseAction(someCase(held), close, 2000);
    expect('state' in applied && applied.state.history.at(-1)).toEqual({
      id: 'r-1',
      at: 2000,
      by: { id: 'o-lan', name: 'Lan' },
      type: 'closed',
      reason: 'Đã xong',
    });
  });

  const anyAction = fc.oneof(
    fc
      .record({
        type: fc.constantFrom(
          'claim',
          'hand-back',
          'reply',
          'note',
          'close',
          'reopen',
          'confirm-withdrawal',
          'decline-withdrawal',
        ),
        by: fc.constantFrom(lan, minh),
        requestId: fc.integer({ min: 0, max: 30 }).map((n) => `r-${n}`),
      })
      .map((plain) => ({ ...plain, text: 'chữ', reason: 'lý do' })),
    fc
      .record({
        type: fc.constantFrom(
          'citizen-said',
          'officer-asked-for',
          'bot-resumed',
          'added',
          'withdrawal-asked',
          'rated',
          'not-done',
        ),
        eventId: fc.integer({ min: 0, max: 30 }).map((n) => `e-${n}`),
      })
      .map((plain) => ({ ...plain, text: 'chữ', files: [], score: 3 })),
  );

  it('whatever comes in whatever order: history only grows, a repeat changes nothing, words imply an officer', () => {
    fc.assert(
      fc.property(fc.array(anyAction, { maxLength: 40 }), (actions) => {
        let state = someCase();
        for (const [at, action] of actions.entries()) {
          const applied = applyCaseAction(state, action, 2000 + at);
          if ('refused' in applied) continue;
          // The line for the citizen's words moves on with the next ones; nothing else ever changes.
          const moves = action.type === 'citizen-said' && state.history.at(-1)?.type === 'citizen-said';
          const stays = moves ? state.history.slice(0, -1) : state.history;
          expect(applied.state.history.slice(0, stays.length)).toEqual(stays);
          const again = applyCaseAction(applied.state, action, 9000);
          expect(again).toEqual({ state: applied.state, effects: [] });
          if (applied.effects.some(({ type }) => type === 'say')) {
            expect(applied.state.speaking).toBe(true);
            expect(applied.state.assignee).toBeDefined();
          }
          const isNew = applied.state !== state;
          state = applied.state;
          if (isNew && action.type === 'close') expect(state.speaking).toBe(false);
          expect(state.assignee === undefined || state.status !== 'moi').toBe(true);
          expect(new Set(state.history.map(({ id }) => id)).size).toBe(state.history.length);
        }
      }),
    );
  });

  it('takes the conversation exactly as often as it is not speaking yet', () => {
    fc.assert(
      fc.property(fc.array(anyAction, { maxLength: 40 }), (actions) => {
        let state = someCase();
        let speaking = false;
        for (const action of actions) {
          const applied = applyCaseAction(state, action, 2000);
          if ('refused' in applied) continue;
          for (const { type } of applied.effects) {
            if (type === 'take') expect(speaking).toBe(false);
            if (type === 'say') expect(speaking).toBe(true);
            if (type === 'hand-back') expect(speaking).toBe(true);
            if (type === 'take') speaking = true;
            if (type === 'hand-back') speaking = false;
          }
          // Asking for an officer silences the bot by itself; the bot may come back by itself.
          const isNew = applied.state !== state;
          if (isNew && action.type === 'officer-asked-for') speaking = true;
          if (isNew && action.type === 'bot-resumed') speaking = false;
          state = applied.state;
          expect(state.speaking).toBe(speaking);
        }
      }),
    );
  });
});
