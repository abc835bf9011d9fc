import { eraseIdle } from '../../src/retention/erase-idle';
import { originalOf } from '../../src/store/files';
import { feedbackIntake, openShell, said, type Shell } from '../support/open-shell';

const DAY_MS = 24 * 3_600_000;
const YEAR_MS = 368 * DAY_MS;
/** Longer than any process remembers a key. */
const MINUTES_MS = 120_000;

let shell: Shell;
beforeEach(async () => {
  shell = await openShell();
});
afterEach(() => shell.close());

const round = (store = shell.store): Promise<void> =>
  eraseIdle({ ...shell, store, log: { info: (_fields, message) => void shell.logged.push(message) } });
const isThere = async (): Promise<boolean> =>
  (await shell.store.conversations.get(shell.conversationId)) !== undefined;
const rows = async () => ({
  events: (await shell.events()).length,
  messages: (await shell.messages()).length,
  files: await shell.store.files.count({ conversationId: shell.conversationId }),
});
const nothing = { events: 0, messages: 0, files: 0 };

async function keepPhoto(id: string): Promise<void> {
  const { conversationId, store, blobs } = shell;
  await store.files.insertIfAbsent([
    {
      id,
      conversationId,
      type: 'image',
      name: 'anh.jpg',
      state: 'kept',
      url: null,
      dueAt: 0,
      attempts: 1,
      contentType: 'image/jpeg',
      size: 2,
      reason: null,
      hasOriginal: true,
    },
  ]);
  for (const blob of [id, originalOf(id)]) await blobs.put(blob, Uint8Array.from([1, 2]), conversationId);
}

test('a conversation of which no case came is gone a year after its last word, with its key', async () => {
  await shell.hear('xin chào');
  await keepPhoto('ev1-0');
  await round();
  await shell.pass(YEAR_MS - 4 * DAY_MS);
  await round();
  expect(await rows()).toMatchObject({ files: 1 });

  await shell.pass(4 * DAY_MS);
  await round();
  expect(await isThere()).toBe(true);
  await shell.pass(MINUTES_MS);
  await round();
  expect(await isThere()).toBe(false);
  expect(await rows()).toEqual(nothing);
  for (const blob of ['ev1-0', originalOf('ev1-0')]) expect(await shell.blobs.get(blob)).toBeUndefined();
  // No key is left that could open a copy of it.
  expect(await shell.keyRing.destroy(shell.conversationId)).toBe(0);
  expect(shell.logged).toContain('conversations that became no case erased after a year');

  const [greeting] = await shell.hear('xin chào');
  expect(greeting).toContain('Xin chào');
  await round();
  expect(await isThere()).toBe(true);
});

test('one of which a case came stays, however old', async () => {
  for (const text of feedbackIntake) await shell.hear(text);
  expect(await shell.store.cases.count({ conversationId: shell.conversationId })).toBe(1);
  const before = await rows();
  for (const ms of [YEAR_MS, MINUTES_MS]) {
    await shell.pass(ms);
    await round();
  }
  expect(await rows()).toEqual(before);
});

test('who comes back between two rounds loses nothing, and is forgotten a year after that', async () => {
  await shell.hear('xin chào');
  await shell.pass(YEAR_MS);
  await round();
  await shell.hear('đồng ý');
  await shell.pass(MINUTES_MS);
  await round();
  expect((await shell.conversation()).state.kept).not.toEqual({});
  expect(JSON.stringify(await shell.events())).toContain('xin chào');

  for (const ms of [YEAR_MS, MINUTES_MS, MINUTES_MS]) {
    await shell.pass(ms);
    await round();
  }
  expect(await isThere()).toBe(false);
  expect(await rows()).toEqual(nothing);
  expect(await shell.keyRing.destroy(shell.conversationId)).toBe(0);
});

test('what waits for its turn, and a conversation that somebody works on, are left alone', async () => {
  await shell.hear('xin chào');
  await shell.pass(YEAR_MS);
  await round();
  await shell.pass(MINUTES_MS);
  const lease = await shell.store.conversations.lease(shell.conversationId, 60_000);
  await round();
  expect(await isThere()).toBe(true);
  if (typeof lease === 'string') throw new Error('the conversation could not be leased');
  await shell.store.conversations.release(shell.conversationId, lease.epoch);
  await shell.post(said('m_back', 'tôi đây', { at: shell.clock.now() }));
  await round();
  expect(await isThere()).toBe(true);
  await shell.work();
  expect(JSON.stringify(await shell.events())).toContain('tôi đây');
});

test('a round that was cut off before its last step is finished by the next', async () => {
  await shell.hear('xin chào');
  await shell.pass(YEAR_MS);
  await round();
  await shell.pass(MINUTES_MS);
  const conversations = {
    ...shell.store.conversations,
    delete: async () => Promise.reject(new Error('cut off')),
  };
  await expect(round({ ...shell.store, conversations })).rejects.toThrow('cut off');
  await round();
  const [greeting] = await shell.hear('xin chào');
  expect(greeting).toContain('Xin chào');
});
