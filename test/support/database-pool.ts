import { besideStore, dropDatabase, freshDatabase } from './fresh-database';

/** Databases that a test of this file is done with: making one takes MongoDB longer than most tests. */
const idle: string[] = [];

/** An empty database on the same server, for one test at a time. */
export const takeDatabase = (server: string): string => idle.pop() ?? freshDatabase(server);

/** Empties it, for the next test. */
export async function giveBack(url: string): Promise<void> {
  await besideStore(url, async ({ db }) => {
    const collections = ((await db?.collections()) ?? []).filter(
      ({ collectionName }) => collectionName !== 'meta',
    );
    await Promise.all(collections.map((collection) => collection.deleteMany({})));
  });
  idle.push(url);
}

afterAll(async () => {
  for (const url of idle.splice(0)) await dropDatabase(url);
});
