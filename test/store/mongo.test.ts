import { inspect } from 'node:util';
import type { mongo } from 'mongoose';
import type { CollectionSpec, Documents, Range, Where } from '../../src/store/documents';
import { openMongo } from '../../src/store/mongo/open-mongo';
import { StoreRefused } from '../../src/store/store-refused';
import { besideStore, dropDatabase, freshDatabase, passLeases } from '../support/fresh-database';
import { mongodbUrl, onServices } from '../support/services';
import { contractSpecs, documentsContract, type Note, type StoreUnderTest } from './documents-contract';

type MongoUnderTest = StoreUnderTest & { readonly url: string };

async function openStore(specs: readonly CollectionSpec[]): Promise<MongoUnderTest> {
  const url = freshDatabase(mongodbUrl ?? '');
  const start = async (wanted: readonly CollectionSpec[]): Promise<Documents> => {
    const { documents } = await openMongo(url);
    await documents.open(wanted);
    return documents;
  };
  let documents = await start(specs);
  return {
    url,
    documents,
    pass: (ms) => passLeases(url, ms),
    reopen: async (wanted = specs) => {
      await documents.close();
      return (documents = await start(wanted));
    },
    cleanup: async () => {
      await documents.close();
      await dropDatabase(url);
    },
  };
}

onServices('On services', () => {
  documentsContract('MongoDB', openStore);
});

onServices('MongoDB, as a database', () => {
  let store: MongoUnderTest;
  let documents: Documents;
  beforeEach(async () => {
    store = await openStore(contractSpecs);
    documents = store.documents;
  });
  afterEach(() => store.cleanup());

  const insert = (...docs: readonly Note[]) => documents.insertIfAbsent('notes', docs);
  const beside = <T>(work: (database: mongo.Db) => Promise<T>) =>
    besideStore(store.url, ({ db }) => {
      if (!db) throw new Error('not connected');
      return work(db);
    });

  /** What the server did for `work`. */
  const profileOf = async (work: () => Promise<unknown>) => {
    await beside((database) => database.setProfilingLevel('all'));
    await work();
    return beside(async (database) => {
      await database.setProfilingLevel('off');
      const ops = await database.collection('system.profile').find({ appName: 'tiep-nhan' }).toArray();
      return ops.map((op) => ({
        op: String(op.op),
        plan: String(op.planSummary),
        read: Number(op.docsExamined),
      }));
    });
  };

  it('reads a page of a sorted list from its index alone, wherever the page lies, in one round trip', async () => {
    const many = Array.from({ length: 300 }, (_, at) => ({ id: `${at}`, status: 'open', at }));
    await insert(...many);
    const where = { status: 'open', at: { gte: 0 } };
    const first = await documents.find('notes', { where, sort: ['-at'], limit: 250 });
    const after = first.at(-1)?.cursor;
    let ids: string[] = [];
    const [query, ...others] = await profileOf(async () => {
      const page = await documents.find('notes', { where, sort: ['-at'], limit: 2, after });
      ids = page.map((stored) => stored.doc.id);
    });
    expect(ids).toEqual(['49', '48']);
    expect(query?.plan).toMatch(/^IXSCAN { fields\.status: 1, fields\.at: 1/);
    expect(query?.read).toBeLessThanOrEqual(4);
    expect(others).toEqual([]);
    expect(await profileOf(() => documents.find('notes', { where, sort: ['at'], limit: 300 }))).toHaveLength(
      2,
    );
  });

  it('updates, replaces and leases in one round trip each', async () => {
    await insert({ id: 'a', status: 'new' }, { id: 'b' });
    let epoch = 0;
    const acts = {
      update: () => documents.update('notes', 'a', { status: 'done', extra: [1] }, { status: 'new' }),
      updateMany: () => documents.updateMany('notes', ['a', 'b'], { status: 'seen' }),
      lease: async () => {
        const lease = await documents.lease('notes', 'a', 60_000);
        if (typeof lease === 'object') epoch = lease.epoch;
      },
      replace: () => documents.replace('notes', { id: 'a' }, { version: 3, epoch }),
      release: () => documents.release('notes', 'a', epoch, { status: 'done' }),
    };
    let seen = 0;
    for (const [name, act] of Object.entries(acts)) {
      const ops = await profileOf(act);
      expect([name, ops.length - seen]).toEqual([name, 1]);
      seen = ops.length;
    }
    expect(await documents.get('notes', 'a')).toMatchObject({ doc: { id: 'a', status: 'done' }, version: 5 });
  });

  it('takes nothing for an operator or a field that is meant as a value', async () => {
    await insert({ id: 'a', value: 1, label: '$fields.code' }, { id: 'b', value: 2, label: '$$NOW' });
    const hostile = JSON.parse('{"gt":{"$gt":""},"in":[{"$ne":null}],"id":{"$gt":""}}') as {
      gt: string;
      in: string[];
      id: string;
    };
    const count = (where: Where) => documents.count('notes', where);
    await expect(count({ value: JSON.parse('{"$gt":0}') as Range })).rejects.toThrow(/no bound/);
    await expect(count({ value: { gt: hostile.gt } })).rejects.toThrow(/texts or numbers/);
    await expect(count({ value: { in: hostile.in } })).rejects.toThrow(/value to look for/);
    await expect(documents.get('notes', hostile.id)).rejects.toThrow(/is a text/);
    await expect(documents.delete('notes', hostile.id)).rejects.toThrow(/is a text/);
    for (const name of ['$set', 'a.b', 'a\0b', '', 'value.$'])
      await expect(documents.update('notes', 'a', { [name]: 1 })).rejects.toThrow(/name of a field/);
    const [first] = await documents.find('notes', { where: {}, sort: ['label'], limit: 1 });
    const rest = await documents.find('notes', {
      where: {},
      sort: ['label'],
      limit: 9,
      after: first?.cursor,
    });
    expect([first?.doc.id, ...rest.map(({ doc }) => doc.id)]).toEqual(['b', 'a']);
  });

  it('keeps the values of a refused write out of its error', async () => {
    await insert({ id: 'a', code: 'Nguyễn Thị Bí Mật' }, { id: 'b' });
    const error = await documents
      .update('notes', 'b', { code: 'Nguyễn Thị Bí Mật' })
      .catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(Error);
    expect(inspect(error, { depth: 9, showHidden: true })).not.toMatch(/Bí Mật/);
  });

  it('refuses a unique index that the documents do not keep', async () => {
    await insert({ id: 'a', kind: 1 }, { id: 'b', kind: 1 });
    const unique: CollectionSpec = { name: 'notes', indexes: [], unique: [['kind']] };
    await expect(store.reopen([unique])).rejects.toThrow(/wants to be unique/);
  });

  it('makes an index anew that somebody made otherwise, and drops what nobody declared', async () => {
    await beside(async (database) => {
      const rows = database.collection('notes');
      await rows.dropIndex('at');
      await rows.createIndex({ 'fields.at': -1 }, { name: 'at' });
      await rows.createIndex({ other: 1 }, { name: 'other', unique: true, sparse: true });
    });
    documents = await store.reopen();
    const indexes = await beside((database) => database.collection('notes').listIndexes().toArray());
    expect(indexes.map(({ name }): unknown => name).sort()).toEqual([
      '_id_',
      'at',
      'code',
      'owner/number',
      'rank/label',
      'status/at',
      'unique/code',
      'unique/owner/number',
      'value',
      'words',
    ]);
    expect(indexes).toContainEqual(expect.objectContaining({ name: 'at', key: { 'fields.at': 1, _id: 1 } }));
  });

  it('refuses the data of a newer version and leaves them as they are', async () => {
    await beside((database) =>
      database.collection<{ _id: string }>('meta').updateOne({ _id: 'format' }, { $set: { version: 99 } }),
    );
    await expect(store.reopen()).rejects.toThrow(/newer version of this program \(data version 99/);
    await expect(store.reopen()).rejects.toThrow(StoreRefused);
    const format = await beside((database) =>
      database.collection('meta').findOne({ version: { $exists: true } }),
    );
    expect(format?.version).toBe(99);
  });

  it('refuses the database of another program', async () => {
    const url = freshDatabase(store.url);
    await besideStore(url, async ({ db }) => void (await db?.collection('songs').insertOne({ title: 'x' })));
    await expect(openMongo(url)).rejects.toThrow(/belongs to another program/);
    await dropDatabase(url);
  });

  const isReplica = /[?&]replicaSet=/.test(mongodbUrl ?? '');
  (isReplica ? it : it.skip)('copies all of one moment while others write', async () => {
    const filler = Array.from({ length: 1_500 }, (_, at) => ({ id: `${at}`, text: 'x'.repeat(2_000) }));
    await insert(...filler, { id: 'first', count: 0 });
    await documents.insertIfAbsent('plain', [{ id: 'second', count: 0 } as Note]);
    let count = 0;
    const seen = new Map<string, unknown>();
    for await (const { doc } of documents.snapshot()) {
      if (doc.id === '700') {
        count += 1;
        await documents.update('notes', 'first', { count });
        await documents.update('plain', 'second', { count });
        await insert({ id: 'late' });
      }
      seen.set(doc.id, (doc as Note).count);
    }
    expect(seen.size).toBe(1_502);
    expect([seen.get('first'), seen.get('second')]).toEqual([0, 0]);
    expect(await documents.get('plain', 'second')).toMatchObject({ doc: { count: 1 } });
  });

  (isReplica ? it.skip : it)('says that a node that stands alone cannot be copied', async () => {
    const copying = async () => {
      for await (const _ of documents.snapshot()) break;
    };
    await expect(copying()).rejects.toThrow(StoreRefused);
    await expect(copying()).rejects.toThrow(/replica set of one member/);
  });
});
