import { randomBytes } from 'node:crypto';
import { Mongoose } from 'mongoose';

/** The address of a database of its own on the same server. */
export function freshDatabase(url: string): string {
  return url.replace(/^(mongodb(?:\+srv)?:\/\/[^/]+\/)[^?]*/, `$1test-${randomBytes(6).toString('hex')}`);
}

/** Works on a database as another program would, beside the open store. */
export async function besideStore<T>(
  url: string,
  work: (connection: ReturnType<Mongoose['createConnection']>) => Promise<T>,
): Promise<T> {
  const connection = new Mongoose().createConnection(url, { serverSelectionTimeoutMS: 3_000 });
  try {
    await connection.asPromise();
    return await work(connection);
  } finally {
    await connection.close();
  }
}

export const dropDatabase = (url: string): Promise<void> =>
  besideStore(url, async (connection) => void (await connection.dropDatabase()));

/** Lets time pass for every lease: they end by the server's clock, which nobody can move. */
export const passLeases = (url: string, ms: number): Promise<void> =>
  besideStore(url, async ({ db }) => {
    for (const { collectionName } of (await db?.collections()) ?? [])
      await db
        ?.collection(collectionName)
        .updateMany({ 'lease.until': { $gt: 0 } }, { $inc: { 'lease.until': -ms } });
  });
