import { copyFileSync, cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CaseId } from '../../../src/cases/case';
import { openCase } from '../../../src/cases/open-case';
import { conversationIdOf } from '../../../src/inbox/conversation-id-of';
import { newConversation } from '../../../src/conversation/conversation';
import { caseDoc } from '../../../src/store/cases';
import type { EventDoc } from '../../../src/store/events';
import type { MessageDoc } from '../../../src/store/messages';
import { openKeys, openStore, type OpenStore } from '../../../src/store/open-store';
import { eraseCase } from '../../../src/store/sealing/erase-case';
import { REMEMBERED_MS } from '../../../src/store/sealing/key-ring';
import { draft } from '../../cases/case-for-tests';
import { frozenClock, type FrozenClock } from '../../support/frozen-clock';
import { settingsFor } from '../../support/store-settings';
import { findInFolder } from './find-in-folder';

const v1 = conversationIdOf(Buffer.alloc(32))('p', '7390123456789012');
const one = '7K2M-9QRS-TVW';
const two = '0000-0000-001';

let folder: string;
let clock: FrozenClock;
let opened: OpenStore;
let waits: number[];

const open = () => openStore({ clock }, settingsFor(folder));
const erase = (code: string, evenWithOthers = false, during?: () => Promise<void>) =>
  eraseCase(
    {
      ...opened,
      clock,
      wait: async (ms) => {
        waits.push(ms);
        await during?.();
        clock.pass(ms);
      },
    },
    code,
    evenWithOthers,
  );

const event = (id: string, text: string, state: EventDoc['state'] = 'done'): EventDoc => ({
  id,
  conversationId: v1,
  pageId: 'p',
  psid: '7390123456789012',
  at: clock.now(),
  arrival: clock.now() * 100,
  kind: 'message',
  state,
  shown: true,
  body: { message: { text } },
  confidential: false,
  identity: false,
});
const message = (id: string, text: string, state: MessageDoc['state']): MessageDoc => ({
  id,
  conversationId: v1,
  seq: 1,
  at: clock.now(),
  by: 'bot',
  caseId: null,
  text,
  choices: [],
  body: { text },
  state,
  dueAt: 0,
  attempts: 0,
  uncertain: 0,
  mid: null,
  reason: null,
  confidential: false,
  identity: false,
});
const someCase = (id: string, code: string) =>
  caseDoc(
    openCase({ ...draft, conversationId: v1 }, { id: id as CaseId, code, eventId: 'e-1' }, clock.now()),
    [{ id: 'e', type: 'take' }],
  );

async function fill(...cases: (readonly [string, string])[]): Promise<void> {
  const { store, blobs } = opened;
  await store.conversations.insertIfAbsent([
    {
      id: v1,
      pageId: 'p',
      psid: '7390123456789012',
      state: newConversation(v1),
      effects: [],
      effectsDue: false,
      handled: [],
      nextSeq: 1,
      updatedAt: clock.now(),
    },
  ]);
  await store.events.insertIfAbsent([event('e-1', 'Trạm BTS gây ồn'), event('e-2', 'chưa ai nghe', 'new')]);
  await store.messages.insertIfAbsent([
    message('m-1', 'Xin chào', 'sent'),
    message('m-2', 'Còn đợi', 'waiting'),
  ]);
  await blobs.put('e-1-0', Buffer.from('ảnh'), v1);
  await store.cases.insertIfAbsent(cases.map(([id, code]) => someCase(id, code)));
  clock.pass(60_000);
}

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'erase-'));
  clock = frozenClock();
  waits = [];
  opened = await open();
});
afterEach(async () => {
  await opened.close();
  rmSync(folder, { recursive: true });
});

const caseText = async (id: string) => {
  const doc = (await opened.store.cases.get(id))?.doc;
  return doc && { summary: doc.summary, answers: doc.answers.length, due: doc.effectsDue };
};
const erased = { summary: '(Nội dung đã hủy)', answers: 0, due: false };

it('takes the text of the case and of its conversation, and leaves the row', async () => {
  await fill(['h-1', one]);
  const before = (await opened.store.cases.get('h-1'))?.doc;
  expect(await erase(one)).toEqual({ already: false, conversation: true, otherCases: 0 });
  expect(waits).toEqual([REMEMBERED_MS]);
  expect(await caseText('h-1')).toEqual(erased);
  const { store, blobs } = opened;
  const { id, code, kind, status, openedAt, updatedAt } = (await store.cases.get('h-1'))?.doc ?? {};
  expect(before).toMatchObject({ id, code, kind, status, openedAt, updatedAt });
  expect((await store.events.get('e-1'))?.doc).toMatchObject({ psid: '', body: null, state: 'done' });
  expect((await store.events.get('e-2'))?.doc).toMatchObject({ psid: '', state: 'skipped' });
  expect((await store.messages.get('m-1'))?.doc).toMatchObject({ text: '(Nội dung đã hủy)', state: 'sent' });
  expect((await store.messages.get('m-2'))?.doc).toMatchObject({ body: null, state: 'failed' });
  expect(await store.conversations.get(v1)).toBeUndefined();
  expect(await blobs.get('e-1-0')).toBeUndefined();
  const byWord = { where: {}, sort: [], limit: 9, words: ['tram'] };
  expect(await store.cases.find(byWord)).toEqual([]);
});

it('is found by its words until then', async () => {
  await fill(['h-1', one]);
  expect(await opened.store.cases.find({ where: {}, sort: [], limit: 9, words: ['tram'] })).toHaveLength(1);
});

it('keeps a conversation that holds another case, unless it is told', async () => {
  await fill(['h-1', one], ['h-2', two]);
  expect(await erase(one)).toEqual({ already: false, conversation: false, otherCases: 1 });
  expect(await caseText('h-1')).toEqual(erased);
  expect((await opened.store.events.get('e-1'))?.doc.body).toEqual({ message: { text: 'Trạm BTS gây ồn' } });
  expect(await caseText('h-2')).toMatchObject({ summary: 'Trạm BTS gây ồn' });
  expect(await erase(one, true)).toEqual({ already: true, conversation: true, otherCases: 1 });
  expect((await opened.store.events.get('e-1'))?.doc.body).toBeNull();
  expect(await caseText('h-2')).toMatchObject({ summary: 'Trạm BTS gây ồn' });
});

it('keeps what the citizen says while a server may still use the old key', async () => {
  await fill(['h-1', one]);
  const server = await open();
  await server.store.events.get('e-1');
  const said = await erase(one, false, async () => {
    clock.pass(10_000);
    await server.store.events.insertIfAbsent([event('e-3', 'tôi hỏi thêm', 'new')]);
    await server.blobs.put('e-3-0', Buffer.from('ảnh mới'), v1);
    await server.store.files.insertIfAbsent([
      {
        id: 'e-3-0',
        conversationId: v1,
        type: 'image',
        name: 'moi.jpg',
        state: 'kept',
        url: null,
        dueAt: 0,
        attempts: 0,
        contentType: null,
        size: null,
        reason: null,
      },
    ]);
  });
  expect(said).toMatchObject({ conversation: true });
  await server.close();
  const { store, blobs } = opened;
  expect((await store.events.get('e-3'))?.doc).toMatchObject({
    psid: '7390123456789012',
    body: { message: { text: 'tôi hỏi thêm' } },
    state: 'new',
  });
  expect(String(Buffer.from((await blobs.get('e-3-0')) ?? []))).toBe('ảnh mới');
  expect((await store.files.get('e-3-0'))?.doc.name).toBe('moi.jpg');
  expect((await store.events.get('e-1'))?.doc.body).toBeNull();
});

it('does the rest when it was killed while it waited, and nothing to what came after', async () => {
  await fill(['h-1', one]);
  const killed = erase(one, false, async () => {
    throw new Error('killed');
  });
  await expect(killed).rejects.toThrow('killed');
  clock.pass(REMEMBERED_MS + 5_000);
  await opened.store.events.insertIfAbsent([event('e-3', 'tôi hỏi thêm', 'new')]);
  expect(await erase(one)).toMatchObject({ already: false, conversation: true });
  expect(await caseText('h-1')).toEqual(erased);
  expect((await opened.store.events.get('e-1'))?.doc.body).toBeNull();
  expect((await opened.store.events.get('e-3'))?.doc.body).toEqual({ message: { text: 'tôi hỏi thêm' } });
  // Once more, days later: the citizen's new words stay.
  expect(await erase(one)).toMatchObject({ already: true, conversation: false });
  expect((await opened.store.events.get('e-3'))?.doc.body).toEqual({ message: { text: 'tôi hỏi thêm' } });
});

it('makes an old copy of the data dark, with the newest keys', async () => {
  await fill(['h-1', one], ['h-2', two]);
  await opened.close();
  const backup = join(folder, 'backup');
  cpSync(join(folder, 'tiep-nhan.sqlite'), join(backup, 'tiep-nhan.sqlite'), { recursive: true });
  cpSync(join(folder, 'files'), join(backup, 'files'), { recursive: true });
  opened = await open();
  await erase(one, true);
  await opened.close();
  copyFileSync(join(folder, 'keys.sqlite'), join(backup, 'keys.sqlite'));
  opened = await openStore({ clock }, settingsFor(backup));
  expect(await caseText('h-1')).toMatchObject({ summary: '(Nội dung đã hủy)', answers: 0 });
  expect((await opened.store.events.get('e-1'))?.doc).toMatchObject({ psid: '', body: null });
  expect(await opened.store.conversations.get(v1)).toBeUndefined();
  expect(await opened.blobs.get('e-1-0')).toBeUndefined();
  // What was not destroyed is there: the copy is sound.
  expect(await caseText('h-2')).toMatchObject({ summary: 'Trạm BTS gây ồn' });
  // A conversation that counts as gone makes room for the next.
  await fill();
  expect((await opened.store.conversations.get(v1))?.doc.psid).toBe('7390123456789012');
});

it('leaves nothing of the key in the file of keys, while a server still has it open', async () => {
  await fill(['h-1', one]);
  const server = await open();
  await server.store.events.get('e-1');
  const beside = await openKeys({ clock }, settingsFor(folder));
  const docs = await beside.keys.find({ where: { owner: { in: ['h-1', v1] } }, sort: [], limit: 9 });
  await beside.close();
  const wrapped = docs.map(({ doc }) => String(doc.wrapped));
  expect(findInFolder(folder, wrapped)).toHaveLength(2);
  await erase(one);
  await opened.close();
  expect(findInFolder(folder, wrapped)).toEqual([]);
  await server.close();
  opened = await open();
});

it('knows no case of another code', async () => {
  expect(await erase(one)).toBe('absent');
});
