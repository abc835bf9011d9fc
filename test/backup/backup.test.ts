import { appendFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { restoreBackup } from '../../src/backup/restore-backup';
import { writeBackup } from '../../src/backup/write-backup';
import { newConversation } from '../../src/conversation/conversation';
import type { ConversationId } from '../../src/conversation/conversation-id';
import type { ConversationDoc } from '../../src/store/conversations';
import type { EventDoc } from '../../src/store/events';
import type { MessageDoc } from '../../src/store/messages';
import { openRawStore, openStore, type StoreSettings } from '../../src/store/open-store';
import { caseDoc } from '../../src/store/cases';
import { someCase } from '../cases/case-for-tests';
import { dropDatabase, freshDatabase } from '../support/fresh-database';
import { frozenClock } from '../support/frozen-clock';
import { mongodbUrl } from '../support/services';
import { settingsFor } from '../support/store-settings';

const clock = frozenClock();
const words = 'Nhà máy xả khói đen suốt đêm';
const psid = '7390123456789012';

let folder: string;
let places: StoreSettings[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'backup-'));
  places = [];
});
afterEach(async () => {
  for (const place of places) if (place.mongodbUrl !== undefined) await dropDatabase(place.mongodbUrl);
  rmSync(folder, { recursive: true });
});

/** An empty place on the profile that the tests run on. */
function newPlace(): StoreSettings {
  const dataDir = join(folder, `data-${places.length}`);
  const place = { ...settingsFor(dataDir), mongodbUrl: mongodbUrl && freshDatabase(mongodbUrl) };
  places.push(place);
  return place;
}

const event: EventDoc = {
  id: 'e1',
  conversationId: 'c1',
  pageId: 'p',
  psid,
  at: 5,
  arrival: 500,
  kind: 'message',
  state: 'done',
  shown: true,
  body: { text: words },
  confidential: false,
  identity: false,
};
const conversation: ConversationDoc = {
  id: 'c1',
  pageId: 'p',
  psid,
  state: newConversation('c1' as ConversationId),
  effects: [],
  effectsDue: false,
  handled: [],
  nextSeq: 7,
  updatedAt: 5,
};
const message: MessageDoc = {
  id: 'm1',
  conversationId: 'c1',
  seq: 10_000,
  at: 6,
  by: 'bot',
  caseId: null,
  text: 'Đã nhận',
  choices: [],
  body: { text: 'Đã nhận' },
  state: 'waiting',
  dueAt: 6,
  attempts: 0,
  uncertain: 0,
  mid: null,
  reason: null,
  confidential: false,
  identity: false,
};
const theCase = caseDoc(someCase({ summary: words }), []);
const photo = Buffer.from('không phải ảnh, nhưng là tệp');

async function fill(place: StoreSettings): Promise<void> {
  const { store, blobs, close } = await openStore({ clock }, place);
  await store.events.insertIfAbsent([event]);
  await store.conversations.insertIfAbsent([conversation]);
  await store.messages.insertIfAbsent([message]);
  await store.cases.insertIfAbsent([theCase]);
  await store.signIns.insertIfAbsent([{ id: 's', accountId: 'a', startedAt: 1, seenAt: 1 }]);
  await blobs.put('f1', photo, 'c1');
  await close();
}

async function backUp(place: StoreSettings, into = join(folder, 'backups')): Promise<string> {
  const raw = await openRawStore({ clock }, place);
  try {
    clock.pass(1_000);
    return (await writeBackup({ clock }, raw, into)).path;
  } finally {
    await raw.close();
  }
}

async function restore(place: StoreSettings, backup: string, keys?: string) {
  const raw = await openRawStore({ clock }, place);
  try {
    return await restoreBackup(raw, backup, keys);
  } finally {
    await raw.close();
  }
}

it('brings everything back in an empty place, where it can be searched again and nobody is signed in', async () => {
  const old = newPlace();
  await fill(old);
  const place = newPlace();
  expect(await restore(place, await backUp(old))).toMatchObject({ files: 1, gone: 0 });

  const { store, blobs, close } = await openStore({ clock }, place);
  expect((await store.events.get('e1'))?.doc).toEqual(event);
  expect((await store.conversations.get('c1'))?.doc).toEqual(conversation);
  expect((await store.cases.get(theCase.id))?.doc).toEqual(theCase);
  const found = await store.cases.find({ where: {}, sort: [], limit: 9, words: ['khoi', 'de'] });
  expect(found.map(({ doc }) => doc.id)).toEqual([theCase.id]);
  expect(Buffer.from((await blobs.get('f1')) ?? [])).toEqual(photo);
  expect(await store.signIns.count({})).toBe(0);
  // Meta delivers again what we took in: it is known.
  expect(await store.events.insertIfAbsent([event])).toEqual([false]);
  await close();
});

const onBoth = mongodbUrl === undefined ? it.skip : it;
onBoth.each(['into MongoDB', 'out of MongoDB'])(
  'moves everything from one profile to the other: %s',
  async (way) => {
    const [embedded, service] = [{ ...newPlace(), mongodbUrl: undefined }, newPlace()];
    const [old, place] = way === 'into MongoDB' ? [embedded, service] : [service, embedded];
    await fill(old);
    expect(await restore(place, await backUp(old))).toMatchObject({ files: 1, gone: 0 });
    const { store, blobs, close } = await openStore({ clock }, place);
    expect((await store.events.get('e1'))?.doc).toEqual(event);
    expect((await store.conversations.get('c1'))?.doc).toEqual(conversation);
    const found = await store.cases.find({ where: {}, sort: [], limit: 9, words: ['khoi', 'de'] });
    expect(found.map(({ doc }) => doc)).toEqual([theCase]);
    expect(Buffer.from((await blobs.get('f1')) ?? [])).toEqual(photo);
    await close();
  },
);

it('takes up what waited to be sent as if it may have been sent since', async () => {
  const old = newPlace();
  await fill(old);
  const place = newPlace();
  await restore(place, await backUp(old));
  const { store, close } = await openStore({ clock }, place);
  expect((await store.messages.get('m1'))?.doc).toEqual({ ...message, state: 'sending', dueAt: 0 });
  await close();
});

it('holds nothing that a citizen wrote, and no trace of its words', async () => {
  const old = newPlace();
  await fill(old);
  const backup = await backUp(old);
  const readable = readdirSync(join(folder, 'backups'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name)))
    .map((bytes) => (bytes.subarray(0, 2).equals(Buffer.from([0x1f, 0x8b])) ? gunzipSync(bytes) : bytes))
    .map(String);
  expect(readable.join('\n')).toContain(theCase.code);
  for (const secret of [words, psid, photo.toString(), 'searchTokens', 'Nguyễn Văn An'])
    expect(readable.join('\n')).not.toContain(secret);
  expect(backup).toMatch(/\/2026-09-21T[\d-]+Z$/);
});

it('cannot read what was destroyed since, and gives the newer words of others all the same', async () => {
  const old = newPlace();
  await fill(old);
  const backup = await backUp(old);
  const opened = await openStore({ clock }, old);
  await opened.keyRing.retire(theCase.id);
  await opened.keyRing.destroy(theCase.id);
  await opened.keyRing.retire('c1');
  await opened.keyRing.destroy('c1');
  await opened.close();
  // The next backup replaces the file of keys.
  await backUp(old);

  const place = newPlace();
  expect(await restore(place, backup)).toMatchObject({ gone: 1 });
  const { store, blobs, close } = await openStore({ clock }, place);
  expect((await store.cases.get(theCase.id))?.doc).toMatchObject({
    code: theCase.code,
    summary: '(Nội dung đã hủy)',
  });
  expect((await store.events.get('e1'))?.doc).toMatchObject({ psid: '', body: null });
  expect(await store.conversations.get('c1')).toBeUndefined();
  expect(await store.conversations.insertIfAbsent([conversation])).toEqual([true]);
  expect(await blobs.get('f1')).toBeUndefined();
  await close();
});

describe('says what is wrong, and restores nothing', () => {
  let backup: string;
  let old: StoreSettings;
  beforeEach(async () => {
    old = newPlace();
    await fill(old);
    backup = await backUp(old);
  });

  it('in a place that holds data', () =>
    expect(restore(old, backup)).rejects.toThrow(/into an empty place only/));

  it('with another master key', async () => {
    const place = {
      ...newPlace(),
      masterKey: Buffer.from('9b'.repeat(16) + '0123456789abcdef'.repeat(2), 'hex'),
    };
    await expect(restore(place, backup)).rejects.toThrow(/MASTER_KEY/);
  });

  it('where the documents were changed', async () => {
    appendFileSync(join(backup, 'documents.jsonl.gz'), 'x');
    await expect(restore(newPlace(), backup)).rejects.toThrow(/is damaged/);
  });

  it('where the backup was not finished, or is of a newer program', async () => {
    const manifest = join(backup, 'manifest.json');
    const text = readFileSync(manifest, 'utf8');
    writeFileSync(manifest, text.replace('"format": 1', '"format": 2'));
    await expect(restore(newPlace(), backup)).rejects.toThrow(/newer version/);
    rmSync(manifest);
    await expect(restore(newPlace(), backup)).rejects.toThrow(/no whole backup/);
  });

  it('without the keys', async () => {
    await expect(restore(newPlace(), backup, join(folder, 'nowhere'))).rejects.toThrow(/--keys FILE/);
  });
});

it('says what to do where it cannot be written', async () => {
  const old = newPlace();
  await fill(old);
  writeFileSync(join(folder, 'in-the-way'), '');
  await expect(backUp(old, join(folder, 'in-the-way'))).rejects.toThrow(
    /could not be written to .* \(E[A-Z]+\)/,
  );
});

describe('never forgets the keys of the backups that are there', () => {
  it.each(['an empty place', 'another store'])('for %s behind a mistyped address', async (which) => {
    const old = newPlace();
    await fill(old);
    const backup = await backUp(old);
    const wrong = newPlace();
    if (which === 'another store') await (await openStore({ clock }, wrong)).close();
    await expect(backUp(wrong)).rejects.toThrow(/Check DATA_DIR and MONGODB_URL/);
    expect(readdirSync(join(folder, 'backups')).filter((name) => name.endsWith('.unfinished'))).toEqual([]);
    expect(await restore(newPlace(), backup)).toMatchObject({ files: 1, gone: 0 });
  });

  it('and takes the next backup of the same store', async () => {
    const old = newPlace();
    await fill(old);
    const first = await backUp(old);
    await backUp(old);
    expect(await restore(newPlace(), first)).toMatchObject({ files: 1, gone: 0 });
  });
});
