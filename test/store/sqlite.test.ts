import { DatabaseSync } from '@photostructure/sqlite';
import fc from 'fast-check';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CollectionSpec, Doc, Documents } from '../../src/store/documents';
import { openSqliteDocuments } from '../../src/store/sqlite/open-sqlite-documents';
import { refusal } from '../../src/store/sqlite/refusal';
import { StoreRefused } from '../../src/store/store-refused';
import { contractSpecs, documentsContract, type StoreUnderTest } from './documents-contract';
import { actOnStore, anyActs, expectSameAsModel } from './documents-model';

async function openStore(specs: readonly CollectionSpec[], path: string): Promise<StoreUnderTest> {
  let now = Date.UTC(2026, 0, 5);
  const start = async (wanted: readonly CollectionSpec[]): Promise<Documents> => {
    const documents = openSqliteDocuments({ clock: { now: () => now } }, path);
    await documents.open(wanted);
    return documents;
  };
  let documents = await start(specs);
  return {
    documents,
    pass: async (ms) => void (now += ms),
    reopen: async (wanted = specs) => {
      await documents.close();
      return (documents = await start(wanted));
    },
    cleanup: () => documents.close(),
  };
}

const newFolder = () => mkdtempSync(join(tmpdir(), 'documents-'));

documentsContract('SQLite', async (specs) => {
  const folder = newFolder();
  const store = await openStore(specs, join(folder, 'data.sqlite'));
  return {
    ...store,
    cleanup: async () => {
      await store.cleanup();
      rmSync(folder, { recursive: true });
    },
  };
});

describe('SQLite, as a file', () => {
  let folder: string;
  let path: string;
  let store: StoreUnderTest | undefined;
  const open = async () => (store = await openStore(contractSpecs, path)).documents;
  const insert = (documents: Documents, id: string, fields: object = {}) =>
    documents.insertIfAbsent('notes', [{ id, ...fields }]);

  beforeEach(() => {
    folder = newFolder();
    path = join(folder, 'data.sqlite');
  });
  afterEach(async () => {
    await store?.cleanup();
    store = undefined;
    rmSync(folder, { recursive: true });
  });

  /** Runs SQL as another program would, beside the open store. */
  function beside<T>(work: (database: InstanceType<typeof DatabaseSync>) => T, file = path): T {
    const database = new DatabaseSync(file);
    try {
      return work(database);
    } finally {
      database.close();
    }
  }

  it('commits 200 inserts of one moment as one transaction', async () => {
    const documents = await open();
    const before = commitsIn(`${path}-wal`);
    await Promise.all(Array.from({ length: 200 }, (_, at) => insert(documents, `${at}`)));
    expect(commitsIn(`${path}-wal`) - before).toBe(1);
    expect(await documents.count('notes', {})).toBe(200);
  });

  it('has committed by the time a write resolves', async () => {
    const documents = await open();
    await insert(documents, 'a');
    expect(beside((database): unknown => database.prepare('SELECT id FROM notes').all())).toEqual([
      { id: 'a' },
    ]);
  });

  it('shows a reader what was asked for before, without breaking up the shared commit', async () => {
    const documents = await open();
    const before = commitsIn(`${path}-wal`);
    const seen = await Promise.all(
      ['a', 'b', 'c'].map((id) => {
        void insert(documents, id);
        return documents.get('notes', id);
      }),
    );
    expect(seen.map((stored) => stored?.doc.id)).toEqual(['a', 'b', 'c']);
    expect(commitsIn(`${path}-wal`) - before).toBe(1);
  });

  it('does writes of one moment in the order of the calls, each as if it were alone', async () => {
    const documents = await open();
    let run = 0;
    await fc.assert(
      fc.asyncProperty(anyActs, async (acts) => {
        run += 1;
        await expectSameAsModel(documents, acts, `${run}-`, (each) =>
          Promise.all(acts.map((act) => actOnStore(documents, each(act)))),
        );
      }),
      { numRuns: 60 },
    );
  });

  it('undoes one failing write alone and keeps the others of its moment', async () => {
    const documents = await open();
    const results = await Promise.allSettled([
      insert(documents, 'a', { code: '1' }),
      documents.insertIfAbsent('notes', [
        { id: 'b' },
        { id: 'c', text: { toString: null } } as unknown as Doc,
      ]),
      insert(documents, 'd', { code: '2' }),
      documents.update('notes', 'd', { code: '1' }),
      insert(documents, 'e'),
    ]);
    expect(results.map((result) => result.status)).toEqual([
      'fulfilled',
      'rejected',
      'fulfilled',
      'rejected',
      'fulfilled',
    ]);
    const found = await documents.find('notes', { where: {}, sort: [], limit: 9 });
    expect(found.map((stored) => stored.doc)).toEqual([
      { id: 'a', code: '1' },
      { id: 'd', code: '2' },
      { id: 'e' },
    ]);
  });

  it('refuses the whole moment when the commit fails, and works on afterwards', async () => {
    const documents = await open();
    // A deferred foreign key is checked by COMMIT alone, so it fails there as a full disk does.
    beside((database) =>
      database.exec(`CREATE TABLE parent (id PRIMARY KEY);
        CREATE TABLE child (id REFERENCES parent DEFERRABLE INITIALLY DEFERRED);
        CREATE TRIGGER orphan AFTER INSERT ON notes WHEN NEW.id = 'bad' BEGIN INSERT INTO child VALUES (1); END`),
    );
    const results = await Promise.allSettled(['a', 'bad', 'b'].map((id) => insert(documents, id)));
    expect(results.map((result) => result.status)).toEqual(['rejected', 'rejected', 'rejected']);
    await expect(insert(documents, 'bad')).rejects.toThrow(/Nothing of this was stored/);
    expect(await insert(documents, 'a')).toEqual([true]);
    expect(await documents.count('notes', {})).toBe(1);
  });

  it('refuses the whole moment when SQLite itself gives the transaction up, and works on afterwards', async () => {
    const documents = await open();
    beside((database) =>
      database.exec(`CREATE TRIGGER gives_up BEFORE INSERT ON notes WHEN NEW.id = 'bad'
        BEGIN SELECT RAISE(ROLLBACK, 'no more room'); END`),
    );
    const results = await Promise.allSettled(['a', 'bad', 'b'].map((id) => insert(documents, id)));
    expect(results.map((result) => result.status)).toEqual(['rejected', 'rejected', 'rejected']);
    expect(await insert(documents, 'a')).toEqual([true]);
  });

  it('is safe against power loss: write-ahead log, and readable by its owner alone', async () => {
    const documents = await open();
    await insert(documents, 'a');
    expect(beside((database): unknown => database.prepare('PRAGMA journal_mode').get())).toEqual({
      journal_mode: 'wal',
    });
    expect([path, `${path}-wal`].map((file) => statSync(file).mode & 0o777)).toEqual([0o600, 0o600]);
  });

  it('overwrites what is deleted', async () => {
    const documents = await open();
    await insert(documents, 'a', { text: 'Nguyễn Thị Bí Mật' });
    await documents.delete('notes', 'a');
    await store?.cleanup();
    store = undefined;
    const files = [path, `${path}-wal`].filter((file) => existsSync(file)).map((file) => readFileSync(file));
    expect(files.some((bytes) => bytes.includes('Bí Mật'))).toBe(false);
  });

  it('leaves everything in the one data file when it closes', async () => {
    const documents = await open();
    await insert(documents, 'a', { text: 'đủ cả' });
    await documents.close();
    path = join(folder, 'copy.sqlite');
    copyFileSync(join(folder, 'data.sqlite'), path);
    expect(await (await open()).get('notes', 'a')).toMatchObject({ doc: { text: 'đủ cả' } });
  });

  it('reads a page of a sorted list from its index alone, wherever the page lies', async () => {
    const documents = await open();
    await documents.insertIfAbsent(
      'notes',
      Array.from({ length: 300 }, (_, at) => ({ id: `${at}`, at })),
    );
    const first = await documents.find('notes', { where: { at: { gte: 0 } }, sort: ['-at'], limit: 250 });
    const query = { where: {}, sort: ['-at'], limit: 2, after: first.at(-1)?.cursor };
    expect((await documents.find('notes', query)).map((stored) => stored.doc.id)).toEqual(['49', '48']);
    const plan = beside((database): unknown =>
      database
        .prepare(
          `EXPLAIN QUERY PLAN SELECT doc FROM notes
           WHERE "f_at" <= 50 AND ("f_at" < 50 OR ("f_at" = 50 AND id < '50')) ORDER BY "f_at" DESC, id DESC`,
        )
        .all(),
    ) as { detail: string }[];
    expect(plan.map((step) => step.detail)).toEqual([
      expect.stringContaining('SEARCH notes USING INDEX notes/i/at'),
    ]);
  });

  const refused = async () => {
    const error = await open().then(
      () => undefined,
      (thrown: unknown) => thrown,
    );
    expect(error).toBeInstanceOf(StoreRefused);
    return (error as StoreRefused).message;
  };

  it('refuses a data file of a newer version and leaves it as it is', async () => {
    await open();
    await store?.cleanup();
    store = undefined;
    beside((database) => database.exec('PRAGMA user_version = 99'));
    const before = readFileSync(path);
    expect(await refused()).toMatch(/newer version of this program \(data version 99/);
    expect(readFileSync(path).equals(before)).toBe(true);
  });

  it('refuses the database of another program and leaves it as it is', async () => {
    beside((database) => database.exec('CREATE TABLE songs (title)'));
    const before = readFileSync(path);
    expect(await refused()).toMatch(/belongs to another program/);
    expect(readFileSync(path).equals(before)).toBe(true);
  });

  it('refuses a file that is no database', async () => {
    writeFileSync(path, 'Kính gửi Quý công dân. '.repeat(300));
    expect(await refused()).toMatch(/is not a data file of this program: move it away/);
  });

  it('refuses a damaged data file', async () => {
    const documents = await open();
    await documents.insertIfAbsent(
      'notes',
      Array.from({ length: 500 }, (_, at) => ({ id: `${at}`, at, text: `số ${at}` })),
    );
    await store?.cleanup();
    store = undefined;
    const bytes = readFileSync(path);
    path = join(folder, 'short.sqlite');
    writeFileSync(path, bytes.subarray(0, 4096 * 5));
    expect(await refused()).toMatch(/is damaged: put back the newest backup/);
    path = join(folder, 'scribbled.sqlite');
    writeFileSync(path, bytes.fill(0x5a, 4096 * 3, 4096 * 12));
    expect(await refused()).toMatch(/is damaged/);
  });

  it('refuses a folder that cannot be made, and a folder in place of the file', async () => {
    const usual = path;
    writeFileSync(join(folder, 'file'), '');
    path = join(folder, 'file', 'data.sqlite');
    expect(await refused()).toMatch(/check that its folder is a folder and that this user may write there/);
    path = join(folder, 'file', 'below', 'data.sqlite');
    expect(await refused()).toMatch(/check that its folder is a folder/);
    path = usual;
    mkdirSync(path);
    expect(await refused()).toMatch(/is a folder, but should be the data file/);
  });

  it.each([
    [{ sqliteCodeName: 'SQLITE_FULL' }, /disk .* is full: free some space/],
    [{ syscall: 'open', code: 'ENOSPC' }, /disk .* is full: free some space/],
    [{ sqliteCodeName: 'SQLITE_READONLY' }, /is read-only: give the user that runs this program/],
    [{ syscall: 'open', code: 'EACCES' }, /is read-only: give the user that runs this program/],
    [{ sqliteCodeName: 'SQLITE_BUSY' }, /Another process is writing to/],
    [{ sqliteCodeName: 'SQLITE_IOERR' }, /cannot be opened \(SQLITE_IOERR\): check the disk/],
  ])('says what to do about %j', (error, sentence) => {
    const refused = refusal(error, '/data/$&.sqlite') as StoreRefused;
    expect(refused).toBeInstanceOf(StoreRefused);
    expect(refused.message).toMatch(sentence);
    expect(refused.message).toContain('/data/$&.sqlite');
  });

  it('refuses a unique index that the documents do not keep', async () => {
    const documents = await open();
    await insert(documents, 'a', { kind: 1 });
    await insert(documents, 'b', { kind: 1 });
    const unique: CollectionSpec = { name: 'notes', indexes: [], unique: [['kind']] };
    await expect(store?.reopen([unique])).rejects.toThrow(StoreRefused);
    store = undefined;
  });

  it('refuses names that SQL could not tell apart', async () => {
    const spec = (name: string, fields: string[]) => ({ name, indexes: [fields] });
    for (const bad of [spec('a"b', []), spec('a/words', []), spec('a', ['x', 'X']), spec('a', ['x.y'])])
      await expect(openStore([bad], path)).rejects.toThrow(/cannot name|differ by case/);
  });
});

/** Counts the commit marks in a write-ahead log: frames that hold the size of the database after them. */
function commitsIn(log: string): number {
  if (!existsSync(log)) return 0;
  const bytes = readFileSync(log);
  const frame = 24 + bytes.readUInt32BE(8);
  let commits = 0;
  for (let at = 32; at + frame <= bytes.length; at += frame) if (bytes.readUInt32BE(at + 4) > 0) commits += 1;
  return commits;
}
