import type { CollectionSpec, Documents } from '../../src/store/documents';
import { openMongo } from '../../src/store/mongo/open-mongo';
import { besideStore, dropDatabase, freshDatabase } from '../support/fresh-database';
import { mongodbUrl, onServices } from '../support/services';

jest.setTimeout(30_000);

const older: CollectionSpec = { name: 'notes', indexes: [['at']] };
const newer: CollectionSpec = { name: 'notes', indexes: [['topic']] };

const note = (doc: { readonly id: string; readonly at: number; readonly topic: string }) => doc;

onServices('Two versions on one database, one being replaced by the other', () => {
  let url: string;
  let opened: Documents[];
  let rounds: (() => void)[];
  let warned: object[];
  beforeEach(() => {
    url = freshDatabase(mongodbUrl ?? '');
    opened = [];
    rounds = [];
    warned = [];
  });
  afterEach(async () => {
    for (const documents of opened) await documents.close();
    await dropDatabase(url);
  });

  async function open(spec: CollectionSpec): Promise<Documents> {
    const { documents } = await openMongo(url, {
      later: (_ms, run) => {
        rounds.push(run);
        return () => undefined;
      },
      log: { warn: (fields) => void warned.push(fields) },
    });
    opened.push(documents);
    await documents.open([spec]);
    return documents;
  }

  const idsOf = async (documents: Documents, where: Record<string, string | number>): Promise<string[]> =>
    (await documents.find('notes', { where, sort: [], limit: 10 })).map(({ doc }) => doc.id);

  const indexNames = (): Promise<string[]> =>
    besideStore(url, async ({ db }) => {
      const found = (await db?.collection('notes').indexes()) ?? [];
      return found.map(({ name }) => name ?? '').filter((name) => name !== '_id_');
    });

  /** The next round of the newest process, to its end. */
  async function goOver(documents: Documents, isDone: () => Promise<boolean>): Promise<void> {
    rounds.pop()?.();
    for (let tries = 0; tries < 200 && !(await isDone()); tries += 1) await documents.check();
  }

  it('the newer one finds what the older one goes on writing, within a minute and after each start', async () => {
    const old = await open(older);
    await old.insertIfAbsent('notes', [note({ id: 'before', at: 1, topic: 'x' })]);
    const fresh = await open(newer);
    expect(await idsOf(fresh, { topic: 'x' })).toEqual(['before']);

    await old.insertIfAbsent('notes', [note({ id: 'inserted', at: 1, topic: 'x' })]);
    await old.update('notes', 'before', { topic: 'y' });
    await goOver(fresh, async () => (await idsOf(fresh, { topic: 'y' })).length > 0);
    expect(await idsOf(fresh, { topic: 'x' })).toEqual(['inserted']);
    expect(await idsOf(fresh, { topic: 'y' })).toEqual(['before']);

    await old.insertIfAbsent('notes', [note({ id: 'late', at: 1, topic: 'z' })]);
    const another = await open(newer);
    expect(await idsOf(another, { topic: 'z' })).toEqual(['late']);
  });

  it('the older one keeps what it looks for, also when it is started once more', async () => {
    const old = await open(older);
    await old.insertIfAbsent('notes', [note({ id: 'a', at: 1, topic: 'x' })]);
    const fresh = await open(newer);
    await fresh.insertIfAbsent('notes', [note({ id: 'b', at: 1, topic: 'x' })]);
    expect(await indexNames()).toEqual(['at', 'topic']);
    expect(await idsOf(old, { at: 1 })).toEqual(['a']);

    const restarted = await open(older);
    expect(await idsOf(restarted, { at: 1 })).toEqual(['a', 'b']);
    expect(await idsOf(fresh, { topic: 'x' })).toEqual(['a', 'b']);
    expect(await indexNames()).toEqual(['at', 'topic']);
  });

  it('an hour later nothing is gone over any more, and the indexes of the older one go', async () => {
    await (await open(older)).insertIfAbsent('notes', [note({ id: 'a', at: 1, topic: 'x' })]);
    await open(newer);
    expect(rounds).toHaveLength(1);
    await besideStore(url, async ({ db }) => {
      await db?.collection('meta').updateMany({ since: { $gt: 0 } }, { $inc: { since: -3_600_000 } });
    });
    const later = await open(newer);
    expect(rounds).toHaveLength(1);
    expect(await indexNames()).toEqual(['topic']);
    expect(await idsOf(later, { topic: 'x' })).toEqual(['a']);
  });

  it('a round after the older one dropped a unique index makes it again', async () => {
    const unique: CollectionSpec = { name: 'notes', indexes: [], unique: [['topic']] };
    await open(older);
    const fresh = await open(unique);
    const own = rounds.at(-1);
    await open(older);
    expect(await indexNames()).not.toContain('unique/topic');
    if (own) rounds.push(own);
    await goOver(fresh, async () => (await indexNames()).includes('unique/topic'));
    expect(await indexNames()).toContain('unique/topic');
  });

  it('says which collection cannot be brought up to date, and tries again', async () => {
    const unique: CollectionSpec = { name: 'notes', indexes: [], unique: [['topic']] };
    await open(older);
    const fresh = await open(unique);
    const own = rounds.at(-1);
    // It knows of no such index, drops it, and lets in what the newer one would not.
    const old = await open(older);
    await old.insertIfAbsent('notes', [
      note({ id: 'a', at: 1, topic: 'same' }),
      note({ id: 'b', at: 2, topic: 'same' }),
    ]);
    if (own) rounds.push(own);
    await goOver(fresh, async () => Promise.resolve(warned.length > 0));
    expect(warned).toMatchObject([{ collection: 'notes', error: 'MongoBulkWriteError 11000' }]);

    await old.delete('notes', 'b');
    await goOver(fresh, async () => (await idsOf(fresh, { topic: 'same' })).length > 0);
    expect(await idsOf(fresh, { topic: 'same' })).toEqual(['a']);
    expect(await indexNames()).toContain('unique/topic');
  });
});
