import { createRequire } from 'node:module';
import { removeFolder, tempFolder } from './folders.mjs';

const { findMongod, findRedis, startMongo, startRedis } = createRequire(import.meta.url)(
  '../services/real-servers.cjs',
);

/** Something that a row needs is not on this machine: the row says so and is passed over. */
export class NotHere extends Error {}

const finders = {
  mongod: () => findMongod() ?? missing('no mongod: set MONGOD to its path, or install MongoDB'),
  redis: () => findRedis() ?? missing('no redis-server: set REDIS_SERVER to its path, or install Redis'),
};

function missing(sentence) {
  throw new NotHere(sentence);
}

/**
 * A MongoDB (a replica set of one, so that it journals and confirms as a larger one does) and a Redis of our own.
 * @param wanted `mongod`, `redis`
 * @throws NotHere
 */
export async function startServices(wanted) {
  for (const name of wanted) finders[name]();
  const folder = tempFolder();
  const started = {};
  const stop = async () => {
    await Promise.all(Object.values(started).map((server) => server.stop()));
    removeFolder(folder);
  };
  try {
    if (wanted.includes('mongod')) started.mongod = await startMongo({ folder });
    if (wanted.includes('redis')) started.redis = await startRedis({ folder });
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    ...started,
    pids: () => Object.fromEntries(Object.entries(started).map(([name, { pid }]) => [name, pid])),
    stop,
  };
}
