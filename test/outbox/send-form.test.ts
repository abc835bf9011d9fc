import type { CaseDraft } from '../../src/cases/case';
import { complaintFormFile } from '../../src/cases/complaint-form/complaint-form-file';
import type { Effect } from '../../src/conversation/effects';
import type { SendResult } from '../../src/messenger/judge-answer';
import { deliver } from '../../src/outbox/deliver';
import { settle } from '../../src/outbox/settle-result';
import { perform } from '../../src/outbox/perform';
import { openShell, psid, type Shell } from '../support/open-shell';

const hidden = 'Thông báo số 12 từ chối hồ sơ của tôi nhưng không nêu lý do.';
const complaint = [
  'xin chào',
  'đồng ý',
  'khiếu nại',
  'tiếp tục',
  'Bộ phận tiếp nhận hồ sơ của Sở',
  hidden,
  '20/11/2026',
  'Đề nghị xem xét lại hồ sơ và trả lời rõ lý do.',
  'bỏ qua',
  'bỏ qua',
  'Nguyễn Văn An',
  '0912345678',
  'Số 5 Trần Phú, phường Gia Viên',
  'gửi hồ sơ',
];

let shell: Shell;
beforeEach(async () => {
  shell = await openShell();
  for (const text of complaint) await shell.hear(text);
  shell.calls.length = 0;
});
afterEach(() => shell.close());

const theCase = async () => {
  const [found] = await shell.store.cases.find({ where: {}, sort: ['updatedAt'], limit: 10 });
  if (!found) throw new Error('there is no case');
  return found.doc;
};
const theForm = async () => {
  const form = (await shell.messages()).find(({ text }) => text.startsWith('[Tệp]'));
  if (!form) throw new Error('no form was sent');
  return form;
};
const fileOf = async () => complaintFormFile(await theCase(), shell.book.department);
const forms = () => shell.calls.filter(({ body }) => 'content' in body);
const unknown: SendResult = { type: 'unknown', reason: 'Facebook chưa xác nhận.', code: 'ECONNRESET' };
const refused: SendResult = {
  type: 'give-up',
  reason: 'Facebook từ chối tin nhắn này.',
  code: '100/2018047',
};

/** Answers to the sending of the form in this order, then with success; everything else arrives. */
const answers = (...results: SendResult[]) => {
  shell.messenger = ({ body, metadata }) =>
    ('content' in body ? results.shift() : undefined) ?? { type: 'sent', mid: `m_of_${metadata}` };
};

test('the form comes after the words that announce it, drawn from the case', async () => {
  const told = await shell.hear('nhận mẫu đơn');
  const { code } = await theCase();
  expect(told.at(-1)).toBe(`[Tệp] don-khieu-nai-${code}.docx`);
  expect(told.at(-2)).toContain('Xin kiểm tra');
  const { id } = await theForm();
  expect(shell.calls.slice(-1)).toEqual([{ psid, body: await fileOf(), metadata: id }]);
  expect(await theForm()).toMatchObject({ state: 'sent', mid: `m_of_${id}` });
});

test('nothing that the form says is stored with its message, logged, or put into a wake-up', async () => {
  answers(refused);
  await shell.hear('nhận mẫu đơn');
  const kept = JSON.stringify([await theForm(), shell.woken, shell.logged, shell.published]);
  expect(kept).not.toMatch(/Thông báo số 12|Nguyễn Văn An|0912|Trần Phú/);
});

test('where nobody knows whether it went out, the same file is sent again under the same mark', async () => {
  answers(unknown);
  await shell.hear('nhận mẫu đơn');
  expect(await theForm()).toMatchObject({ state: 'sending', uncertain: 1 });
  shell.clock.pass(10_000);
  await deliver(shell.deliverDeps, shell.conversationId);
  const [first, second, ...more] = forms();
  expect(more).toEqual([]);
  expect(second).toEqual(first);
  expect(await theForm()).toMatchObject({ state: 'sent' });
});

test('the echo settles it, and it is not sent again', async () => {
  answers(unknown);
  await shell.hear('nhận mẫu đơn');
  const { id } = await theForm();
  await settle(shell.store, id, 'm_echo');
  shell.clock.pass(60_000);
  await deliver(shell.deliverDeps, shell.conversationId);
  expect(forms()).toHaveLength(1);
  expect(await theForm()).toMatchObject({ state: 'sent', mid: 'm_echo' });
});

/** A form that waits in the outbox, and a text behind it. */
async function putForm(): Promise<void> {
  await shell.hear('không cần');
  const like = (await shell.messages()).at(-1);
  if (!like) throw new Error('nothing was said');
  const waits = { ...like, state: 'waiting', dueAt: shell.clock.now(), attempts: 0, mid: null } as const;
  const failed = { type: 'send', by: 'bot', confidential: false, identity: false } as const;
  const body = {
    form: { caseId: (await theCase()).id },
    failed: { ...failed, message: { text: 'Hệ thống chưa gửi được tệp.' } },
  };
  await shell.store.messages.insertIfAbsent([
    { ...waits, id: 'form-1', seq: like.seq + 1, text: '[Tệp] don.docx', body },
    { ...waits, id: 'next-1', seq: like.seq + 2 },
  ]);
}
const run = (more: Partial<Shell['deliverDeps']> = {}) =>
  deliver({ ...shell.deliverDeps, ...more }, shell.conversationId);
const states = async () => (await shell.messages()).slice(-2).map(({ id, state }) => `${id} ${state}`);

describe('a worker that dies between the upload and the mark', () => {
  const dieAfterUpload = async () => {
    await putForm();
    const { client } = shell.deliverDeps;
    const sendFile: typeof client.sendFile = async (...given) => {
      await client.sendFile(...given);
      throw new Error('died here');
    };
    await expect(run({ client: { ...client, sendFile } })).rejects.toThrow('died here');
    expect(await states()).toEqual(['form-1 sending', 'next-1 waiting']);
  };

  test('leaves it claimed; its echo settles it without another upload', async () => {
    await dieAfterUpload();
    await settle(shell.store, 'form-1', 'm_echo');
    shell.clock.pass(60_000);
    await run();
    expect(forms()).toHaveLength(1);
    expect(await states()).toEqual(['form-1 sent', 'next-1 sent']);
  });

  test('without an echo, another worker sends the same file once more, in its place', async () => {
    await dieAfterUpload();
    await run();
    expect(forms()).toHaveLength(1);
    shell.clock.pass(11_000);
    await run();
    expect(forms()).toHaveLength(2);
    expect(forms()[1]).toEqual(forms()[0]);
    expect(await states()).toEqual(['form-1 sent', 'next-1 sent']);
  });
});

describe('when Messenger refuses the file', () => {
  test('the citizen is told where else to get it, and the case says so', async () => {
    answers(refused);
    const told = await shell.hear('nhận mẫu đơn');
    expect(told.at(-1)).toMatch(/chưa gửi được tệp.*Phòng Tiếp công dân.*GẶP CÁN BỘ/s);
    expect(await theForm()).toMatchObject({ state: 'failed', reason: refused.reason });
    expect((await theCase()).history.at(-1)).toMatchObject({ type: 'form-failed', text: refused.reason });
    expect(shell.published).toContainEqual({ type: 'case-changed', caseId: (await theCase()).id });
  });

  test('he is told once, though a crash came before it was marked', async () => {
    await putForm();
    answers(refused, refused);
    const dying: Shell['deliverDeps']['formFailed'] = async (...given) => {
      await shell.deliverDeps.formFailed(...given);
      throw new Error('died here');
    };
    await expect(run({ formFailed: dying })).rejects.toThrow('died here');
    await shell.work();
    shell.clock.pass(15_000);
    await run();
    await shell.work();
    expect((await theCase()).history.filter(({ type }) => type === 'form-failed')).toHaveLength(1);
    const told = (await shell.messages()).filter(({ text }) => text === 'Hệ thống chưa gửi được tệp.');
    expect(told).toMatchObject([{ state: 'sent' }]);
  });

  test('an echo that shows it arrived after all wins', async () => {
    shell.messenger = async ({ body, metadata }) => {
      if (!('content' in body)) return { type: 'sent', mid: `m_of_${metadata}` };
      await settle(shell.store, metadata, 'm_echo');
      return refused;
    };
    await shell.hear('nhận mẫu đơn');
    expect(await theForm()).toMatchObject({ state: 'sent', mid: 'm_echo' });
    expect((await theCase()).history.map(({ type }) => type)).not.toContain('form-failed');
  });
});

test('a form of a case that is gone is not sent, and nothing behind it waits', async () => {
  await putForm();
  await run({ drawForm: async () => undefined });
  expect(await states()).toEqual(['form-1 failed', 'next-1 sent']);
  expect(forms()).toEqual([]);
});

test.each(['phan-anh', 'to-cao'] as const)('a case of the kind %s has no form to draw', async (kind) => {
  const draft: CaseDraft = {
    kind,
    conversationId: shell.conversationId as CaseDraft['conversationId'],
    summary: 's',
    answers: [],
    files: [],
  };
  const effect: Effect = { type: 'open-case', draft };
  await perform(shell.performDeps, await shell.conversation(), [
    { ...effect, id: 'ev9-0', seq: 900, event: { id: 'ev9', at: 1, arrival: 5 } },
  ]);
  const [other] = await shell.store.cases.find({ where: { kind }, sort: ['updatedAt'], limit: 1 });
  if (!other) throw new Error('there is no such case');
  expect(await shell.deliverDeps.drawForm({ caseId: other.doc.id })).toBeUndefined();
});
