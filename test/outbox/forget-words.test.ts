import { OFFICER_SILENT } from '../../src/conversation/officer-speaks';
import { nextArrival } from '../../src/inbox/accept';
import { internalEvent } from '../../src/inbox/internal-event';
import { wantFiles } from '../../src/inbox/keep-file';
import { blobsOf } from '../../src/store/files';
import { readTranscript } from '../../src/store/read-transcript';
import { feedbackIntake, openShell, said, type Shell } from '../support/open-shell';
import { ownAppId, pageId } from '../support/payload-files';

let shell: Shell;
beforeEach(async () => {
  shell = await openShell();
});
afterEach(() => shell.close());

const WORDS = 'Cán bộ Lê Văn Khoai ở bộ phận một cửa quát mắng người dân.';
const PLACE = 'chợ Cầu Rào hai';

/** Says these one after the other, with a breath in between. */
async function tell(...texts: string[]): Promise<void> {
  for (const text of texts) await shell.hear(text);
}
/** Whatever anybody could read of it: the events and messages that are stored, and what an officer is shown. */
async function everything(): Promise<string> {
  const { items } = await transcript();
  return JSON.stringify([await shell.events(), await shell.messages(), await shell.conversation(), items]);
}
const transcript = () => readTranscript({ ...shell.store, ownAppId }, shell.conversationId, { limit: 100 });

async function beginFeedback(): Promise<void> {
  await tell('xin chào', 'đồng ý', 'phản ánh', WORDS, PLACE);
}

test('nothing is left of what was begun and cancelled, but that it was', async () => {
  await beginFeedback();
  expect(await everything()).toContain('Khoai');
  await tell('hủy', 'có');
  const left = await everything();
  expect(left).not.toContain('Khoai');
  expect(left).not.toContain('Cầu Rào');
  const { items } = await transcript();
  const citizen = items.filter(({ from }) => from === 'citizen').map(({ text }) => text);
  expect(citizen.slice(0, 2)).toEqual(['xin chào', 'đồng ý']);
  expect(citizen).toContain('(đã xóa: công dân hủy nội dung đang nhập)');
  expect(items.at(-1)?.text).toContain('đã hủy');
});

test('what was said before it, and the case that came of it, stay', async () => {
  await tell(...feedbackIntake);
  await tell('bắt đầu', 'phản ánh', WORDS);
  await tell('hủy', 'có');
  const left = await everything();
  expect(left).toContain('hướng dẫn rất tận tình');
  expect(left).not.toContain('Khoai');
  const cases = await shell.store.cases.find({ where: {}, sort: ['updatedAt'], limit: 10 });
  expect(JSON.stringify(cases)).toContain('hướng dẫn rất tận tình');
});

test('a photo that no question asked for goes along, also where there is an earlier case', async () => {
  await tell(...feedbackIntake, 'bắt đầu', 'phản ánh');
  await shell.post({
    ...said('m_photo', '', { at: shell.clock.now() }),
    message: {
      mid: 'm_photo',
      attachments: [{ type: 'image', payload: { url: 'https://a.fbcdn.net/1.jpg' } }],
    },
  });
  await shell.work();
  const photo = `${(await shell.events()).at(-1)?.id}-0`;
  const { conversationId, store, blobs } = shell;
  await wantFiles({ ...shell.turnDeps, files: store.files }, conversationId, [
    { id: photo, type: 'image', url: 'https://a.fbcdn.net/1.jpg' },
  ]);
  for (const blob of blobsOf(photo)) await blobs.put(blob, Uint8Array.from([1]), conversationId);
  await tell(WORDS, 'hủy', 'có');
  expect((await store.files.get(photo))?.doc.state).toBe('missing');
  for (const blob of blobsOf(photo)) expect(await blobs.get(blob)).toBeUndefined();
});

test('what is handled in one go with its cancellation goes too, though nobody has marked it yet', async () => {
  await tell('xin chào', 'đồng ý', 'phản ánh');
  const texts = [WORDS, 'hủy', 'có'];
  const at = shell.clock.now();
  await shell.post(...texts.map((text, n) => said(`m_${n}`, text, { at: at + n * 1_000 })));
  await shell.work();
  expect((await transcript()).items.at(-1)?.text).toContain('đã hủy');
  expect(await everything()).not.toContain('Khoai');
});

test('what a person in Facebook’s inbox read and answered stays', async () => {
  await beginFeedback();
  const staff = { is_echo: true, app_id: 263902037430900, mid: 'm_staff', text: 'Chào anh, tôi là Hòa.' };
  await shell.post({
    sender: { id: pageId },
    recipient: said('m', '').sender,
    timestamp: shell.clock.now(),
    message: staff,
  });
  await shell.work();
  // Long after, the bot speaks again.
  await shell.pass(20 * 3_600_000);
  const when = { at: shell.clock.now(), arrival: nextArrival(shell.clock.now()) };
  const silent = { type: 'timer', name: OFFICER_SILENT } as const;
  await shell.store.events.insertIfAbsent([
    internalEvent(await shell.conversation(), 'silent', when, silent),
  ]);
  await shell.turnDeps.queue.wake('turns', shell.conversationId);
  await shell.work();
  await tell('hủy', 'có');
  const left = await everything();
  expect((await transcript()).items.at(-1)?.text).toContain('đã hủy');
  expect(left).toContain('tôi là Hòa');
  expect(left).toContain('Khoai');
});

test('what comes at the same time and waits for its turn stays, and a second try changes nothing', async () => {
  await beginFeedback();
  const conversation = await shell.conversation();
  const effect = {
    type: 'forget-words' as const,
    since: conversation.state.draft?.since ?? 0,
    why: 'too-old' as const,
    id: 'ev-0',
    seq: 900,
    event: { id: 'ev', at: shell.clock.now() + 10_000, arrival: 5 },
  };
  expect(effect.since).toBeGreaterThan(0);
  await shell.post(said('m_waits', 'Tôi còn đây', { at: shell.clock.now() + 5_000 }));
  await shell.turnDeps.perform(conversation, [effect]);
  const shown = async () => (await transcript()).items.map(({ text }) => text).join('\n');
  const once = await shown();
  expect(once).toContain('Tôi còn đây');
  expect(once).not.toContain('Khoai');
  expect(once).toContain('đã lâu không được gửi');
  await shell.turnDeps.perform(conversation, [effect]);
  expect(await shown()).toBe(once);
  expect(shell.logged.join()).toContain('words of what was never sent deleted');
});
