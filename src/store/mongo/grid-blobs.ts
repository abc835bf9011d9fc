import { finished } from 'node:stream/promises';
import { mongo } from 'mongoose';
import type { Blobs } from '../documents';
import type { Calls } from './calls';
import type { Connected } from './connect';

/** A blob's id and which content in GridFS is its own. */
type Entry = {
  readonly _id: string;
  readonly content: mongo.ObjectId | null;
  /** Contents on their way in or out. Whatever still stands here long after was left by a crash. */
  readonly unused: readonly mongo.ObjectId[];
};

/** No upload takes as long. */
const leftAfterMs = 3_600_000;
const mostTries = 5;

/**
 * Blobs in GridFS. Each content has an id of its own, and one write of the entry makes it the blob's: readers see the
 * old content or the new one, whole, also when several put at once or a crash comes in between.
 */
export async function gridBlobs({
  connected,
  calls,
}: {
  connected: Connected;
  calls: Calls;
}): Promise<Blobs> {
  // A content and its entry are read one after the other: neither may be of a write that is still on its way.
  const database = connected.committed;
  const entries = database.collection<Entry>('blobs');
  const bucket = new mongo.GridFSBucket(database, { bucketName: 'contents' });
  await entries.createIndex({ unused: 1 }, { name: 'unused' });
  await clearLeft();

  return {
    put: (id, content) => run(id, () => put(id, Buffer.from(content))),
    get: (id) => run(id, () => get(id)),
    delete: (id) => run(id, () => remove(id)),
    ids: () => calls.each(ids()),
  };

  async function run<T>(id: string, call: () => Promise<T>): Promise<T> {
    if (!/^[A-Za-z0-9_-]{1,200}$/.test(id))
      throw new Error('The id of a file holds 1 to 200 letters a-z, digits, "-" or "_" and nothing else.');
    return calls.run(call);
  }

  async function put(_id: string, bytes: Buffer): Promise<void> {
    const content = new mongo.ObjectId();
    await entries.updateOne(
      { _id },
      { $push: { unused: content }, $setOnInsert: { content: null } },
      { upsert: true },
    );
    const upload = bucket.openUploadStreamWithId(content, _id);
    upload.end(bytes);
    await finished(upload);
    const before = await exchange(_id, content);
    if (before) await erase(_id, before);
  }

  /** @returns the content that was the blob's until now, and is now unused */
  async function exchange(_id: string, content: mongo.ObjectId | null): Promise<mongo.ObjectId | null> {
    const others = { $filter: { input: '$unused', cond: { $ne: ['$$this', content] } } };
    const former = { $cond: [{ $eq: ['$content', null] }, [], ['$content']] };
    const entry = await entries.findOneAndUpdate({ _id }, [
      { $set: { content, unused: { $concatArrays: [others, former] } } },
    ]);
    return entry?.content ?? null;
  }

  async function get(_id: string): Promise<Buffer | undefined> {
    for (let tries = 1; ; tries++) {
      const entry = await entries.findOne({ _id });
      if (!entry?.content) return undefined;
      try {
        return Buffer.concat((await bucket.openDownloadStream(entry.content).toArray()) as Buffer[]);
      } catch (error) {
        // Somebody may have put another content meanwhile; nothing else takes one away.
        const isGone = error instanceof mongo.MongoRuntimeError;
        if (!isGone || tries === mostTries) throw error;
      }
    }
  }

  async function remove(_id: string): Promise<void> {
    const content = await exchange(_id, null);
    if (content) await erase(_id, content);
    await entries.deleteOne({ _id, content: null, unused: [] });
  }

  async function erase(_id: string, content: mongo.ObjectId): Promise<void> {
    await database.collection('contents.files').deleteOne({ _id: content });
    await database.collection('contents.chunks').deleteMany({ files_id: content });
    await entries.updateOne({ _id }, { $pull: { unused: content } });
  }

  async function clearLeft(): Promise<void> {
    // Ids of contents begin with the time at which they were made.
    const now = new mongo.ObjectId().getTimestamp().getTime();
    const isLeft = (content: mongo.ObjectId) => content.getTimestamp().getTime() < now - leftAfterMs;
    const oldest = mongo.ObjectId.createFromTime((now - leftAfterMs) / 1000);
    for await (const { _id, unused } of entries.find({ unused: { $lt: oldest } })) {
      for (const content of unused.filter(isLeft)) await erase(_id, content);
      await entries.deleteOne({ _id, content: null, unused: [] });
    }
  }

  async function* ids(): AsyncGenerator<string> {
    const found = entries.find({ content: { $ne: null } }, { projection: { _id: 1 } });
    for await (const { _id } of found) yield _id;
  }
}
