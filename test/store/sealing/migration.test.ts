import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { caseDoc } from '../../../src/store/cases';
import { allSpecs } from '../../../src/store/open-collections';
import { openStore } from '../../../src/store/open-store';
import { keysApart } from '../../../src/store/sealing/keys-apart';
import { sealedDocuments } from '../../../src/store/sealing/sealed-documents';
import { openFileBlobs } from '../../../src/store/sqlite/file-blobs';
import { openSqliteDocuments } from '../../../src/store/sqlite/open-sqlite-documents';
import type { Doc } from '../../../src/store/documents';
import { someCase } from '../../cases/case-for-tests';
import { frozenClock } from '../../support/frozen-clock';
import { settingsFor } from '../../support/store-settings';
import { findInFolder } from './find-in-folder';

const clock = frozenClock();
const EVENTS = 450;
const lookAlike = `v1.${'k'.repeat(16)}.${'A'.repeat(60)}`;

const event = (at: number) => ({
  id: `e-${at}`,
  conversationId: `v-${at % 7}`,
  pageId: 'p',
  psid: `73901234567890${at}`,
  at,
  arrival: at,
  kind: 'message',
  state: 'done' as const,
  shown: true,
  body: { message: { text: `lời bí mật thứ ${at}` } },
  confidential: false,
  identity: false,
});
const file = {
  id: 'f-1',
  conversationId: 'v-1',
  type: 'image',
  name: 'anh-bi-mat.jpg',
  state: 'kept',
  url: null,
  dueAt: 0,
  attempts: 0,
  contentType: 'image/jpeg',
  size: 3,
  reason: null,
};

let folder: string;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'migration-'));
  // As it was written before there was any sealing.
  const documents = openSqliteDocuments({ clock }, join(folder, 'tiep-nhan.sqlite'));
  await documents.open(allSpecs);
  const insert = (name: string, docs: readonly Doc[]) => documents.insertIfAbsent(name, docs);
  await insert(
    'events',
    Array.from({ length: EVENTS }, (_, at) => event(at)),
  );
  await insert('cases', [caseDoc(someCase({ summary: lookAlike }), [])]);
  await insert('files', [file]);
  await documents.close();
  const blobs = await openFileBlobs(join(folder, 'files'));
  await blobs.put('f-1', Buffer.from('TNF1 không phải ảnh, mà lời bí mật'));
});
afterEach(() => rmSync(folder, { recursive: true }));

it('is there to be found, as long as nothing is sealed', () => {
  expect(
    findInFolder(folder, ['lời bí mật thứ 77', '7390123456789077', 'anh-bi-mat', 'Nguyễn Văn An']),
  ).toHaveLength(4);
});

it('seals all that was stored before, once, and keeps the ids as they were', async () => {
  const logged: unknown[] = [];
  const log = { info: (fields: object) => void logged.push(fields), warn: () => undefined };
  const opened = await openStore({ clock, log }, settingsFor(folder));
  expect(opened.rootSecret.equals(settingsFor(folder).masterKey)).toBe(true);
  expect(logged).toEqual([
    { topic: 'events', count: EVENTS },
    { topic: 'cases', count: 1 },
    { topic: 'files', count: 1 },
    { topic: 'files', count: 1 },
  ]);
  const { store, blobs } = opened;
  expect((await store.events.get('e-77'))?.doc).toEqual(event(77));
  expect(
    (await store.cases.find({ where: {}, sort: [], limit: 1, words: ['k'] })).map(({ doc }) => doc.summary),
  ).toEqual([lookAlike]);
  expect(String(Buffer.from((await blobs.get('f-1')) ?? []))).toBe('TNF1 không phải ảnh, mà lời bí mật');
  await opened.close();
  expect(findInFolder(folder, ['lời bí mật', '73901234567890', 'anh-bi-mat', 'Nguyễn Văn An'])).toEqual([]);

  logged.length = 0;
  await (await openStore({ clock, log }, settingsFor(folder))).close();
  expect(logged).toEqual([]);
});

it('goes on after it was killed anywhere on its way', async () => {
  const adapter = openSqliteDocuments({ clock }, join(folder, 'tiep-nhan.sqlite'));
  let writes = 0;
  const counts: number[] = [];
  for (let round = 0; round < 20; round += 1) {
    const keys = openSqliteDocuments({ clock }, join(folder, 'keys.sqlite'));
    writes = 0;
    const dying = {
      ...keysApart(adapter, keys),
      replace: async (...args: Parameters<typeof adapter.replace>) => {
        if ((writes += 1) > 130) throw new Error('killed');
        return adapter.replace(...args);
      },
    };
    const documents = sealedDocuments(dying, { clock }, settingsFor(folder));
    const outcome = await documents.open(allSpecs).then(
      () => 'opened',
      (error: Error) => error.message,
    );
    counts.push(writes);
    if (outcome === 'opened') {
      expect((await documents.get('events', 'e-449'))?.doc).toEqual(event(449));
      await documents.close();
      break;
    }
    expect(outcome).toBe('killed');
    await documents.close();
  }
  expect(counts.length).toBeGreaterThanOrEqual(4);
  expect(counts.length).toBeLessThan(20);
});
