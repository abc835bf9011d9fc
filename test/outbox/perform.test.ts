import type { CaseDraft, CaseId } from '../../src/cases/case';
import type { Effect } from '../../src/conversation/effects';
import { perform } from '../../src/outbox/perform';
import { wantFiles } from '../../src/inbox/keep-file';
import { originalOf } from '../../src/store/files';
import { performCase } from '../../src/outbox/perform-case';
import { caseDoc, type PendingCaseEffect } from '../../src/store/cases';
import type { PendingEffect } from '../../src/store/conversations';
import { earlier, feedbackIntake, openShell, said, type Shell } from '../support/open-shell';

let shell: Shell;
beforeEach(async () => {
  shell = await openShell();
  await shell.hear('xin chào');
  shell.woken.length = 0;
});
afterEach(() => shell.close());

const pending = (effect: Effect, at = 0): PendingEffect => ({
  ...effect,
  id: `ev9-${at}`,
  seq: 100 + at,
  event: { id: 'ev9', at: earlier, arrival: 5 },
});
const draft = (more: Partial<CaseDraft> = {}): Effect => ({
  type: 'open-case',
  draft: {
    kind: 'phan-anh',
    conversationId: shell.conversationId as CaseDraft['conversationId'],
    summary: 'Đống rác ở ngõ 12',
    answers: [],
    files: [],
    ...more,
  },
});
const send = (text: string, by: 'bot' | 'officer' = 'bot'): Effect => ({
  type: 'send',
  message: { text },
  by,
  confidential: true,
  identity: false,
});
const cases = async () =>
  (await shell.store.cases.find({ where: {}, sort: ['updatedAt'], limit: 100 })).map(({ doc }) => doc);
const internal = async () => (await shell.events()).filter(({ kind }) => kind === 'internal');
const timers = async () =>
  (await shell.store.timers.find({ where: {}, sort: ['dueAt'], limit: 10 })).map(({ doc }) => doc);

const effects = (): readonly Effect[] => [
  send('Xin chào'),
  draft(),
  { type: 'send-form', caseId: 'case-1' as CaseId, code: '7K2M-9QRS-TVW', confidential: false },
  { type: 'look-up', code: '7K2M-9QRS-TVW' },
  { type: 'set-timer', name: 'officer-silent', dueAt: earlier + 5 },
  { type: 'clear-timer', name: 'officer-silent' },
];

test('files of what was never sent are deleted, those of a case are not, whatever was said', async () => {
  const { conversationId, store, blobs } = shell;
  const ids = ['ev1-0', 'ev2-0'];
  const wanted = ids.map((id) => ({
    id,
    type: 'image' as const,
    url: 'https://scontent.xx.fbcdn.net/1.jpg',
  }));
  await wantFiles({ ...shell.performDeps, ...store }, conversationId, wanted);
  for (const id of ids) await blobs.put(id, Uint8Array.from([1, 2]), conversationId);
  await perform(shell.performDeps, await shell.conversation(), [
    pending(draft({ files: [{ id: 'ev2-0', type: 'image' }] })),
  ]);
  const forget = pending({ type: 'forget-files', files: ids, why: 'cancelled' }, 1);
  await perform(shell.performDeps, await shell.conversation(), [forget]);
  await perform(shell.performDeps, await shell.conversation(), [forget]);
  expect((await store.files.get('ev1-0'))?.doc).toMatchObject({
    state: 'missing',
    url: null,
    reason: 'Công dân đã hủy nội dung đang nhập nên tệp đã được xóa.',
  });
  expect(await blobs.get('ev1-0')).toBeUndefined();
  expect((await store.files.get('ev2-0'))?.doc.state).toBe('wanted');
  expect(await blobs.get('ev2-0')).toEqual(Uint8Array.from([1, 2]));
  expect(shell.logged.join()).toContain('files of what was never sent deleted');
});

test.each(['send', 'send-form', 'open-case', 'look-up', 'set-timer', 'clear-timer'] as const)(
  '%s performed twice does its work once',
  async (type) => {
    const one = effects()
      .filter((effect) => effect.type === type)
      .map((effect) => pending(effect));
    expect(one).toHaveLength(1);
    const conversation = await shell.conversation();
    const everything = async () => [await cases(), await internal(), await shell.messages(), await timers()];
    await perform(shell.performDeps, conversation, one);
    const once = await everything();
    shell.clock.pass(5_000);
    await perform(shell.performDeps, conversation, one);
    expect(await everything()).toEqual(once);
  },
);

test('a long message becomes parts that lie between their neighbours', async () => {
  const long = 'Một câu có độ dài bình thường. '.repeat(150);
  const three = [pending(send('trước'), 0), pending(send(long), 1), pending(send('sau', 'officer'), 2)];
  await perform(shell.performDeps, await shell.conversation(), three);
  const added = (await shell.messages()).filter(({ id }) => id.startsWith('ev9'));
  expect(added.map(({ id }) => id)).toEqual(['ev9-0.0', 'ev9-1.0', 'ev9-1.1', 'ev9-1.2', 'ev9-2.0']);
  expect(added.map(({ by }) => by)).toEqual(['bot', 'bot', 'bot', 'bot', 'officer']);
  expect(added.every(({ confidential, state }) => confidential && state === 'waiting')).toBe(true);
  expect(shell.woken).toEqual([{ topic: 'deliveries', id: shell.conversationId, delay: 0 }]);
});

test('a form stands in its place among the texts, by its case and not as a file', async () => {
  const form: Effect = {
    type: 'send-form',
    caseId: 'case-1' as CaseId,
    code: '7K2M-9QRS-TVW',
    confidential: false,
  };
  await perform(shell.performDeps, await shell.conversation(), [
    pending(send('trước'), 0),
    pending(form, 1),
    pending(send('sau'), 2),
  ]);
  const added = (await shell.messages()).slice(-3);
  expect(added.map(({ text }) => text)).toEqual(['trước', '[Tệp] don-khieu-nai-7K2M-9QRS-TVW.docx', 'sau']);
  expect(added[1]).toMatchObject({ by: 'bot', caseId: null, body: { form: { caseId: 'case-1' } } });
});

test('a form alone is delivered too', async () => {
  const form: Effect = { type: 'send-form', caseId: 'case-1' as CaseId, code: 'X', confidential: false };
  await perform(shell.performDeps, await shell.conversation(), [pending(form)]);
  expect(shell.woken).toEqual([{ topic: 'deliveries', id: shell.conversationId, delay: 0 }]);
});

test('a message is never shown before what it answers, even where our clock is behind', async () => {
  const ahead = { ...pending(send('đáp')), event: { id: 'ev9', at: shell.clock.now() + 60_000, arrival: 5 } };
  await perform(shell.performDeps, await shell.conversation(), [ahead]);
  expect((await shell.messages()).at(-1)?.at).toBe(shell.clock.now() + 60_000);
});

describe('opening a case', () => {
  test('the whole intake makes one case, and the citizen reads its code', async () => {
    for (const text of feedbackIntake.slice(1)) await shell.hear(text);
    const [only, ...more] = await cases();
    expect(more).toEqual([]);
    expect(only).toMatchObject({ kind: 'gop-y', status: 'moi', reason: 'sent', waiting: true });
    expect(only?.code).toMatch(/^[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{3}$/);
    const receipt = (await shell.messages()).find(({ text }) => text.includes('Mã hồ sơ'));
    expect(receipt?.text).toContain(only?.code);
    expect(shell.published).toContainEqual({ type: 'case-opened', caseId: only?.id, code: only?.code });
  });

  test('one that was stored before a crash is found again, under the same code', async () => {
    const conversation = await shell.conversation();
    const dying: Shell['performDeps'] = {
      ...shell.performDeps,
      events: { ...shell.store.events, insertIfAbsent: () => Promise.reject(new Error('died here')) },
    };
    await expect(perform(dying, conversation, [pending(draft())])).rejects.toThrow('died here');
    const [before] = await cases();
    expect(await internal()).toEqual([]);
    shell.clock.pass(60_000);
    await perform(shell.performDeps, conversation, [pending(draft())]);
    expect(await cases()).toEqual([before]);
    expect((await internal()).map(({ body }) => body)).toEqual([
      {
        type: 'case-opened',
        caseId: before?.id,
        code: before?.code,
        kind: 'phan-anh',
        openedAt: before?.openedAt,
        reason: 'sent',
      },
    ]);
  });

  test('draws another code when the first is taken, and says so when none is free', async () => {
    const conversation = await shell.conversation();
    const clashing: Shell['performDeps'] = {
      ...shell.performDeps,
      codeBytes: (_caseId, attempt) => Buffer.alloc(32, attempt),
    };
    for (let at = 0; at < 5; at += 1) await perform(clashing, conversation, [pending(draft(), at)]);
    expect(new Set((await cases()).map(({ code }) => code)).size).toBe(5);
    await expect(perform(clashing, conversation, [pending(draft(), 5)])).rejects.toThrow('no free code');
    expect(await cases()).toHaveLength(5);
  });

  test('two intakes are two cases', async () => {
    await perform(shell.performDeps, await shell.conversation(), [pending(draft(), 0), pending(draft(), 1)]);
    expect(await cases()).toHaveLength(2);
  });
});

describe('adding to a case', () => {
  test('makes one entry for one event, and tells the officers', async () => {
    await perform(shell.performDeps, await shell.conversation(), [pending(draft())]);
    const [opened] = await cases();
    const caseId = opened?.id ?? ('' as CaseId);
    const more: PendingEffect = {
      ...pending({ type: 'add-to-case', caseId, eventId: 'ev10' }),
      event: { id: 'ev10', at: earlier, arrival: 6 },
    };
    await perform(shell.performDeps, await shell.conversation(), [more]);
    await perform(shell.performDeps, await shell.conversation(), [more]);
    const [grown] = await cases();
    expect(grown?.history.map(({ type }) => type)).toEqual(['opened', 'citizen-said']);
    expect(shell.published).toContainEqual({ type: 'case-changed', caseId });
  });

  test('that is gone is no reason to stop', async () => {
    const gone = pending({ type: 'ask-for-officer', caseId: 'gone' as CaseId });
    await perform(shell.performDeps, await shell.conversation(), [gone, pending(send('vẫn gửi'), 1)]);
    expect((await shell.messages()).at(-1)?.text).toBe('vẫn gửi');
  });
});

describe('looking up a case', () => {
  test('gives where it stands and since when an answer is owed, and nothing else', async () => {
    await perform(shell.performDeps, await shell.conversation(), [pending(draft({ kind: 'to-cao' }))]);
    const [opened] = await cases();
    await perform(shell.performDeps, await shell.conversation(), [
      pending({ type: 'look-up', code: opened?.code ?? '' }, 1),
    ]);
    expect((await internal()).at(-1)?.body).toEqual({
      type: 'looked-up',
      found: {
        code: opened?.code,
        status: 'Đã tiếp nhận',
        updatedAt: opened?.updatedAt,
        owed: { from: opened?.openedAt, clock: { days: 10, unit: 'working', article: 'TCDLaw Đ28.1' } },
        confidential: true,
      },
    });
  });

  test('says when there is none', async () => {
    await perform(shell.performDeps, await shell.conversation(), [pending({ type: 'look-up', code: 'X' })]);
    expect((await internal()).at(-1)?.body).toEqual({ type: 'looked-up' });
  });
});

describe('the cases of a citizen', () => {
  test('are listed, and one is asked back, by what is typed in the chat', async () => {
    for (const text of feedbackIntake.slice(1)) await shell.hear(text);
    const [sent] = await cases();
    for (const text of ['hồ sơ của tôi', 'rút hồ sơ', sent?.code ?? '', 'Việc đã xong', 'có'])
      await shell.hear(text);
    const texts = (await shell.messages()).map(({ text }) => text);
    expect(texts).toContainEqual(expect.stringContaining(`${sent?.code}: Góp ý, gửi ngày`));
    expect(texts.at(-1)).toContain(`đề nghị rút hồ sơ ${sent?.code}`);
    expect((await cases())[0]).toMatchObject({ withdrawal: 'asked', waiting: true });
    expect((await cases())[0]?.history.at(-1)).toMatchObject({
      type: 'withdrawal-asked',
      text: 'Việc đã xong',
    });
  });

  const other = 'someone-else' as CaseDraft['conversationId'];

  test('are listed where they are his own', async () => {
    const conversation = await shell.conversation();
    await perform(shell.performDeps, conversation, [
      pending(draft()),
      pending(draft({ conversationId: other }), 1),
    ]);
    const [own, foreign] = await cases();
    const caseIds = [own?.id, foreign?.id, 'gone'] as CaseId[];
    await perform(shell.performDeps, conversation, [pending({ type: 'list-cases', caseIds }, 2)]);
    expect((await internal()).at(-1)?.body).toMatchObject({
      type: 'cases-listed',
      cases: [{ code: own?.code, kind: 'phan-anh', status: 'Đã tiếp nhận', openedAt: own?.openedAt }],
    });
  });

  test('hear once what he wants with them, with his files', async () => {
    const conversation = await shell.conversation();
    await perform(shell.performDeps, conversation, [pending(draft())]);
    const [opened] = await cases();
    const caseId = opened?.id as CaseId;
    const told = [
      { type: 'added', text: 'Vẫn còn rác', files: [{ id: 'f-1', type: 'image' }] },
      { type: 'withdrawal-asked', text: 'Đã dọn rồi' },
      { type: 'rated', score: 4, text: '' },
    ] as const;
    const all = told.map((one, at) => pending({ type: 'tell-case', caseId, told: one }, at + 1));
    await perform(shell.performDeps, conversation, all);
    await perform(shell.performDeps, conversation, all);
    const [after] = await cases();
    expect(after).toMatchObject({ withdrawal: 'asked', rating: 4, waiting: true, files: [{ id: 'f-1' }] });
    expect(after?.history.map(({ type }) => type)).toEqual(['opened', 'added', 'withdrawal-asked', 'rated']);
  });
});

test('a timer is moved when it is set again, and gone when it is cleared', async () => {
  const conversation = await shell.conversation();
  const set = (dueAt: number, at: number) =>
    pending({ type: 'set-timer', name: 'officer-silent', dueAt }, at);
  const clear = (at: number) => pending({ type: 'clear-timer', name: 'officer-silent' }, at);
  await perform(shell.performDeps, conversation, [set(1, 0)]);
  await perform(shell.performDeps, conversation, [set(2, 1)]);
  expect(await timers()).toMatchObject([{ name: 'officer-silent', dueAt: 2 }]);
  await perform(shell.performDeps, conversation, [clear(2)]);
  expect(await timers()).toEqual([]);
});

test('a worker that was overtaken does not undo, late, what came after it', async () => {
  const conversation = await shell.conversation();
  const set = (dueAt: number, at: number) =>
    pending({ type: 'set-timer', name: 'officer-silent', dueAt }, at);
  await perform(shell.performDeps, conversation, [set(1, 0), set(9, 3)]);
  await perform(shell.performDeps, conversation, [
    pending({ type: 'clear-timer', name: 'officer-silent' }, 1),
    set(5, 2),
  ]);
  expect(await timers()).toMatchObject([{ name: 'officer-silent', dueAt: 9 }]);
});

test('a timer is woken for at its time, and at once when that is over', async () => {
  const conversation = await shell.conversation();
  const set = (dueAt: number) => pending({ type: 'set-timer', name: 'officer-silent', dueAt });
  shell.woken.splice(0);
  await perform(shell.performDeps, conversation, [
    set(shell.clock.now() + 60_000),
    set(shell.clock.now() - 1),
  ]);
  const id = `${shell.conversationId}.officer-silent`;
  expect(shell.woken).toEqual([
    { topic: 'timers', id, delay: 60_000 },
    { topic: 'timers', id, delay: 0 },
  ]);
});

describe("what officers' acts leave to do", () => {
  const leave = async (...waiting: PendingCaseEffect[]) => {
    await perform(shell.performDeps, await shell.conversation(), [pending(draft())]);
    await shell.work();
    const [opened] = await cases();
    if (!opened) throw new Error('there is no case');
    await shell.store.cases.update(opened.id, { ...withoutId(caseDoc(opened, waiting)) });
    return opened.id;
  };
  const withoutId = ({ id: _id, ...fields }: ReturnType<typeof caseDoc>) => fields;

  test('tells the citizen what became of a withdrawal', async () => {
    const caseId = await leave({
      id: 'r1:0',
      type: 'tell-withdrawal',
      confirmed: false,
      reason: 'Đang xác minh',
    });
    await performCase({ ...shell.performDeps, ...shell.store, blobs: shell.blobs }, caseId);
    expect((await internal()).at(-1)?.body).toMatchObject({
      type: 'withdrawal-decided',
      caseId,
      reason: 'Đang xác minh',
    });
  });

  test('deletes a file with its original, for good, and tells the citizen nothing', async () => {
    const [id, conversationId] = ['f-1', shell.conversationId];
    await wantFiles({ ...shell.turnDeps, ...shell.store }, conversationId, [
      { id, type: 'image', url: 'https://x.fbcdn.net/cccd.jpg', name: 'cccd.jpg' },
    ]);
    for (const blob of [id, originalOf(id)])
      await shell.blobs.put(blob, Uint8Array.from([1, 2]), conversationId);
    await shell.store.files.update(id, { state: 'kept', hasOriginal: true, size: 2 });
    const caseId = await leave({ id: 'r1:0', type: 'delete-file', file: id });
    const before = (await internal()).length;
    const deps = { ...shell.performDeps, ...shell.store, blobs: shell.blobs };
    // The blob goes last: killed before it, all is done again.
    const dying = { ...deps, blobs: { delete: () => Promise.reject(new Error('died here')) } };
    await expect(performCase(dying, caseId)).rejects.toThrow('died here');
    await performCase(deps, caseId);
    await performCase(deps, caseId);
    expect(await shell.blobs.get(id)).toBeUndefined();
    expect(await shell.blobs.get(originalOf(id))).toBeUndefined();
    expect((await shell.store.files.get(id))?.doc).toMatchObject({
      state: 'missing',
      name: null,
      reason: expect.stringContaining('đã được cán bộ xóa') as string,
    });
    expect(await internal()).toHaveLength(before);
  });

  test('goes the road of everything that is said, once', async () => {
    const caseId = await leave(
      { id: 'r1:0', type: 'take' },
      { id: 'r1:1', type: 'say', text: 'Sở xin trả lời.' },
    );
    const deps = { ...shell.performDeps, ...shell.store, blobs: shell.blobs };
    const dying = {
      ...deps,
      cases: { ...shell.store.cases, replace: () => Promise.reject(new Error('died here')) },
    };
    await expect(performCase(dying, caseId)).rejects.toThrow('died here');
    await performCase(deps, caseId);
    await performCase(deps, caseId);
    await shell.work();
    expect((await shell.messages()).slice(-2).map(({ by, text }) => [by, text])).toEqual([
      ['bot', shell.book.phrases['officer-took']],
      ['officer', 'Sở xin trả lời.'],
    ]);
    expect(await cases()).toMatchObject([{ effects: [], effectsDue: false }]);
    // From now on the officer speaks, and what the citizen says goes to him.
    expect(await shell.hear('Cảm ơn')).toEqual([]);
    expect((await cases())[0]?.history.at(-1)?.type).toBe('citizen-said');
  });

  test('an act in the meantime is not lost', async () => {
    const caseId = await leave({ id: 'r1:0', type: 'say', text: 'một' });
    const deps = { ...shell.performDeps, ...shell.store, blobs: shell.blobs };
    let first = true;
    const replace: typeof shell.store.cases.replace = async (...call) => {
      const [now] = await cases();
      if (first && now) {
        first = false;
        await shell.store.cases.update(caseId, {
          effects: [...now.effects, { id: 'r2:0', type: 'say', text: 'hai' }],
        });
      }
      return shell.store.cases.replace(...call);
    };
    await performCase({ ...deps, cases: { ...shell.store.cases, replace } }, caseId);
    await shell.work();
    expect((await shell.messages()).slice(-2).map(({ text }) => text)).toEqual(['một', 'hai']);
  });

  test('a case without anything to do, or none at all, is no trouble', async () => {
    const deps = { ...shell.performDeps, ...shell.store, blobs: shell.blobs };
    await expect(performCase(deps, 'never-heard-of')).resolves.toBeUndefined();
    await expect(performCase(deps, await leave())).resolves.toBeUndefined();
  });
});

test("a citizen's message is kept out of the wake-ups and notices", async () => {
  await shell.post(said('m_9', 'số điện thoại 0912345678'));
  await shell.work();
  expect(JSON.stringify([shell.woken, shell.published])).not.toMatch(/0912345678|7390123456789012/);
});

describe('what a person on Facebook leads to', () => {
  const texts = async (state: string) =>
    (await shell.messages()).filter((message) => message.state === state).map(({ text }) => text);

  test("the bot's words that have not gone out are taken back, an officer's and a receipt are not", async () => {
    const waiting = [
      send('Câu hỏi của trợ lý'),
      send('Lời cán bộ', 'officer'),
      { ...send('Mã hồ sơ của Anh/Chị'), lasting: true } as Effect,
    ];
    await perform(shell.performDeps, await shell.conversation(), waiting.map(pending));
    await perform(shell.performDeps, await shell.conversation(), [pending({ type: 'hush' }, 9)]);
    expect(await texts('failed')).toEqual(['Câu hỏi của trợ lý']);
    expect(await texts('waiting')).toEqual(['Lời cán bộ', 'Mã hồ sơ của Anh/Chị']);
    await shell.work();
    expect(await texts('waiting')).toEqual([]);
    expect(shell.calls.map(({ body }) => 'text' in body && body.text)).not.toContain('Câu hỏi của trợ lý');
  });

  test('the thread is passed on and taken back as asked', async () => {
    const effects: Effect[] = [{ type: 'pass-thread', appId: '263902037430900' }, { type: 'take-thread' }];
    await perform(shell.performDeps, await shell.conversation(), effects.map(pending));
    expect(shell.threadCalls).toEqual(['pass to 263902037430900', 'take']);
  });

  test('what was held is put back in its old place, once', async () => {
    const waiting = [send('Câu một', 'officer'), send('Câu hai', 'officer')];
    await perform(shell.performDeps, await shell.conversation(), waiting.map(pending));
    for (const { id, text } of await shell.messages())
      if (text.startsWith('Câu')) await shell.store.messages.update(id, { state: 'held', attempts: 3 });
    await perform(shell.performDeps, await shell.conversation(), [pending({ type: 'deliver-held' }, 9)]);
    expect(await texts('waiting')).toEqual(['Câu một', 'Câu hai']);
    await shell.work();
    await perform(shell.performDeps, await shell.conversation(), [pending({ type: 'deliver-held' }, 9)]);
    await shell.work();
    const said = shell.calls.map(({ body }) => ('text' in body ? body.text : ''));
    expect(said.slice(-2)).toEqual(['Câu một', 'Câu hai']);
    expect(said.filter((text) => text.startsWith('Câu'))).toHaveLength(2);
  });
});
