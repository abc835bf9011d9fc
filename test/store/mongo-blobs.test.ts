import { randomBytes } from 'node:crypto';
import { mongo } from 'mongoose';
import type { Blobs } from '../../src/store/documents';
import { openMongo } from '../../src/store/mongo/open-mongo';
import { besideStore, dropDatabase, freshDatabase } from '../support/fresh-database';
import { mongodbUrl, onServices } from '../support/services';
import { blobsContract } from './blobs-contract';

async function openBlobs() {
  const url = freshDatabase(mongodbUrl ?? '');
  let { documents, blobs } = await openMongo(url);
  const reopen = async () => {
    await documents.close();
    ({ documents, blobs } = await openMongo(url));
    return blobs;
  };
  const cleanup = async () => {
    await documents.close();
    await dropDatabase(url);
  };
  return { url, blobs, reopen, cleanup };
}

onServices('On services', () => {
  blobsContract('GridFS', openBlobs);

  describe('Blobs in GridFS', () => {
    let store: Awaited<ReturnType<typeof openBlobs>>;
    let blobs: Blobs;
    beforeEach(async () => {
      store = await openBlobs();
      blobs = store.blobs;
    });
    afterEach(() => store.cleanup());

    const idsOf = async () => {
      const ids: string[] = [];
      for await (const id of blobs.ids()) ids.push(id);
      return ids.sort();
    };
    /** How many documents of each kind there are. */
    const held = () =>
      besideStore(store.url, async ({ db }) => ({
        entries: await db?.collection('blobs').countDocuments(),
        files: await db?.collection('contents.files').countDocuments(),
        chunks: await db?.collection('contents.chunks').countDocuments(),
      }));

    it('names every blob that is there', async () => {
      for (const id of ['b', 'a', 'c']) await blobs.put(id, Buffer.from(id));
      await blobs.delete('b');
      expect(await idsOf()).toEqual(['a', 'c']);
    });

    it('leaves nothing of what was replaced or deleted', async () => {
      await blobs.put('a', randomBytes(600_000));
      await blobs.put('a', randomBytes(10));
      expect(await held()).toEqual({ entries: 1, files: 1, chunks: 1 });
      await blobs.delete('a');
      expect(await held()).toEqual({ entries: 0, files: 0, chunks: 0 });
    });

    it('gives one whole content at any moment while others are put', async () => {
      const contents = Array.from({ length: 12 }, (_, at) => Buffer.alloc(300_000, at));
      await blobs.put('a', contents[0] ?? Buffer.alloc(0));
      let writing = true;
      const written = Promise.all(contents.map((content) => blobs.put('a', content))).finally(() => {
        writing = false;
      });
      let reads = 0;
      while (writing && reads < 1_000) {
        const found = await blobs.get('a');
        expect(contents.some((content) => found && content.equals(found))).toBe(true);
        reads += 1;
      }
      await written;
      expect(reads).toBeGreaterThan(0);
      expect(await held()).toEqual({ entries: 1, files: 1, chunks: 2 });
    });

    it('shows nothing of an upload that a crash cut short, and clears it away on a later start', async () => {
      const left = mongo.ObjectId.createFromTime(Math.floor(Date.now() / 1000) - 7_200);
      const recent = new mongo.ObjectId();
      await blobs.put('b', Buffer.from('whole'));
      await besideStore(store.url, async ({ db }) => {
        const chunks = [left, recent].map((files_id) => ({ files_id, n: 0, data: Buffer.alloc(9) }));
        await db?.collection('contents.chunks').insertMany(chunks);
        const unused = { $push: { unused: { $each: [left, recent] } } };
        await db
          ?.collection<{ _id: string; unused: mongo.ObjectId[] }>('blobs')
          .updateOne({ _id: 'b' }, unused);
        await db
          ?.collection<{ _id: string; content: null; unused: mongo.ObjectId[] }>('blobs')
          .insertOne({ _id: 'a', content: null, unused: [left] });
      });
      expect(await blobs.get('a')).toBeUndefined();
      expect(await idsOf()).toEqual(['b']);
      blobs = await store.reopen();
      // What may still be on its way stays.
      expect(await held()).toEqual({ entries: 1, files: 1, chunks: 2 });
      expect(String(await blobs.get('b'))).toBe('whole');
      await blobs.put('a', Buffer.from('again'));
      expect(String(await blobs.get('a'))).toBe('again');
    });
  });
});
