import { startMongo, startRedis, type RealServer } from '../services/real-servers.cjs';

/** The database and the queue of the service profile. */
export type Servers = {
  readonly mongo: RealServer;
  readonly redis: RealServer;
  readonly folder: string;
  readonly stop: () => Promise<void>;
};

/** Files that can be searched: nothing is compressed. */
const readable = [
  // Nor are there files of zeros to be searched.
  ...['--wiredTigerEngineConfigString', 'log=(file_max=8MB,prealloc=false)'],
  ...['--wiredTigerCollectionBlockCompressor', 'none'],
  ...['--wiredTigerJournalCompressor', 'none'],
  ...['--wiredTigerIndexPrefixCompression', 'false'],
];
/** One for each stage. */
const DATABASES = 256;

/** @throws Error with a sentence for people where one of them is missing on this machine */
export async function startServers(folder: string): Promise<Servers> {
  const mongo = await startMongo({ folder, args: readable });
  try {
    const redis = await startRedis({ folder, args: ['--databases', String(DATABASES)] });
    return {
      mongo,
      redis,
      folder,
      async stop() {
        await mongo.stop();
        await redis.stop();
      },
    };
  } catch (error) {
    await mongo.kill();
    throw error;
  }
}

export function databaseOf({ mongo }: Servers, name: string): string {
  const url = new URL(mongo.url);
  url.pathname = `/${name}`;
  return url.href;
}

export function queueOf({ redis }: Servers, number: number): string {
  const url = new URL(redis.url);
  url.pathname = `/${number % DATABASES}`;
  return url.href;
}
