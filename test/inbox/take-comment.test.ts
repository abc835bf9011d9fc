import { PRIVATE_REPLY_MS } from '../../src/messenger/judge-comment';
import { pageId } from '../support/payload-files';
import { openShell, type Shell } from '../support/open-shell';

const words = 'Tôi muốn phản ánh việc mạng ở xã yếu lắm';
const reply = 'Xin nhắn tin cho trang.';
let shell: Shell;

beforeEach(async () => {
  shell = await openShell();
  turn({ 'comment-reply': reply });
});
afterEach(() => shell.close());

const turn = (change: { 'comment-reply'?: string | undefined }): void => {
  shell.book = { ...shell.book, department: { ...shell.book.department, ...change } };
};

const comment = (id: string, more: object = {}) => ({
  field: 'feed',
  value: {
    item: 'comment',
    verb: 'add',
    post_id: `${pageId}_77`,
    comment_id: id,
    from: { id: 'U1', name: 'Nguyễn Thị Bí Mật' },
    message: words,
    created_time: Math.floor(shell.clock.now() / 1_000),
    ...more,
  },
});

const outbox = async () =>
  (
    await shell.store.messages.find({
      where: { state: { in: ['waiting', 'sending', 'sent', 'failed', 'held'] } },
      sort: ['dueAt'],
      limit: 50,
    })
  ).map(({ doc }) => doc);

test('whoever seems to have a matter is invited once, in private', async () => {
  await shell.postChanges(comment('77_1'), comment('77_1'));
  await shell.work();
  expect(shell.calls).toEqual([
    { psid: { commentId: '77_1' }, body: { text: reply }, metadata: expect.any(String) as string },
  ]);
  expect(shell.comments).toEqual(['invite']);
  expect(await outbox()).toMatchObject([{ state: 'sent', text: reply }]);

  // Delivered again much later, and another comment of the same person.
  await shell.postChanges(comment('77_1'), comment('77_2'));
  await shell.work();
  expect(shell.calls).toHaveLength(1);
  expect(shell.comments).toEqual(['invite', 'invited-before']);
});

test('other people are invited too, and nothing tells two comments of nobody apart but their ids', async () => {
  const nobody = { from: undefined };
  await shell.postChanges(
    comment('77_1'),
    comment('77_2', { from: { id: 'U2' } }),
    comment('77_3', nobody),
    comment('77_4', nobody),
  );
  await shell.work();
  expect(shell.calls.map(({ psid }) => psid)).toEqual(
    expect.arrayContaining(['77_1', '77_2', '77_3', '77_4'].map((commentId) => ({ commentId }))),
  );
  expect(shell.calls).toHaveLength(4);
});

test.each([
  ['nobody has written an answer', 'off', {}, undefined],
  ['it is only chat', 'no-matter', { message: 'Chúc mừng Sở nhé các anh chị' }, reply],
  ['it does not say when it was written', 'unknown-time', { created_time: undefined }, reply],
])('nobody is invited when %s', async (_why, outcome, more, text) => {
  turn({ 'comment-reply': text });
  await shell.postChanges(comment('77_1', more));
  await shell.work();
  expect(shell.comments).toEqual([outcome]);
  expect(await outbox()).toEqual([]);
});

test('one of the page itself is not even looked at', async () => {
  await shell.postChanges(comment('77_1', { from: { id: pageId } }));
  await shell.work();
  expect(shell.comments).toEqual([]);
  expect(await shell.events()).toMatchObject([{ kind: 'change', state: 'skipped' }]);
});

test('a comment of more than seven days is too old, also where it waited for Meta so long', async () => {
  await shell.postChanges(comment('77_1'));
  shell.clock.pass(PRIVATE_REPLY_MS + 1_000);
  await shell.work();
  expect(shell.comments).toEqual(['too-old']);

  shell.messenger = () => ({ type: 'retry', reason: 'chờ', code: '4/0' });
  await shell.postChanges(comment('77_2', { from: { id: 'U2' } }));
  await shell.work();
  expect(shell.calls).toHaveLength(1);
  shell.clock.pass(PRIVATE_REPLY_MS + 1_000);
  shell.woken.push({ topic: 'deliveries', id: (await outbox())[0]?.conversationId ?? '', delay: 0 });
  await shell.work();
  expect(shell.calls).toHaveLength(1);
  expect(await outbox()).toMatchObject([{ state: 'failed' }]);
});

test('a comment that is taken away before anything was sent is left in peace', async () => {
  await shell.postChanges(comment('77_1'), comment('77_1', { verb: 'remove' }));
  await shell.work();
  expect(shell.comments).toEqual(['gone']);

  shell.messenger = () => ({ type: 'retry', reason: 'chờ', code: '4/0' });
  await shell.postChanges(comment('77_2', { from: { id: 'U2' } }));
  await shell.work();
  await shell.postChanges(comment('77_2', { from: { id: 'U2' }, verb: 'remove' }));
  await shell.work();
  expect(await outbox()).toMatchObject([{ state: 'failed' }]);
  expect(shell.calls).toHaveLength(1);
});

test('looked at again after it was claimed and nothing more, it is invited all the same', async () => {
  await shell.postChanges(comment('77_1'));
  const [wake] = shell.woken;
  const { messages } = shell.commentDeps;
  Object.assign(shell.commentDeps, {
    messages: { ...messages, insertIfAbsent: () => Promise.reject(new Error('died here')) },
  });
  await expect(shell.work()).rejects.toThrow('died here');
  expect(await outbox()).toEqual([]);
  Object.assign(shell.commentDeps, { messages });
  if (wake) shell.woken.push(wake);
  await shell.work();
  expect(shell.calls).toHaveLength(1);
  expect(await outbox()).toMatchObject([{ state: 'sent' }]);
});

test('looked at again after a crash, it is the same one message', async () => {
  await shell.postChanges(comment('77_1'));
  const [wake] = shell.woken;
  // The mark is lost, as if the process had died before it.
  const { events } = shell.commentDeps;
  Object.assign(shell.commentDeps, {
    events: { ...events, updateMany: () => Promise.reject(new Error('died here')) },
  });
  await expect(shell.work()).rejects.toThrow('died here');
  Object.assign(shell.commentDeps, { events });
  if (wake) shell.woken.push(wake);
  await shell.work();
  expect(shell.calls).toHaveLength(1);
  expect(await outbox()).toHaveLength(1);
});

test('what somebody wrote and who it was stands in no log, wake-up or message', async () => {
  await shell.postChanges(comment('77_1'));
  const woken = [...shell.woken];
  await shell.work();
  const told = JSON.stringify([shell.logged, woken, shell.calls, await outbox()]);
  expect(told).not.toContain('phản ánh');
  expect(told).not.toContain('Bí Mật');
  expect(JSON.stringify([shell.logged, woken])).not.toMatch(/77_1|U1/);
});
