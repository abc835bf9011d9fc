// Real databases for tests: a mongod and a redis-server of this machine, each on a free loopback port and in a folder
// of the caller's, as durable as in production. Types and what each function promises: real-servers.d.cts.
const { accessSync, constants, mkdirSync, statSync } = require('node:fs');
const { homedir } = require('node:os');
const { delimiter, join } = require('node:path');
const { setTimeout: pause } = require('node:timers/promises');
const { default: Redis } = require('ioredis');
const { mongo } = require('mongoose');
const { freePort, startProcess } = require('./server-process.cjs');

const RETRY_MS = 50;

const findMongod = (env = process.env) =>
  firstProgram([env.MONGOD, ...inPath(env, 'mongod'), join(homedir(), '.cache/mongod-6.0.5/mongod')]);

const findRedis = (env = process.env) => firstProgram([env.REDIS_SERVER, ...inPath(env, 'redis-server')]);

const inPath = (env, name) => (env.PATH ?? '').split(delimiter).map((folder) => join(folder, name));

const firstProgram = (paths) => paths.find((path) => path && isProgram(path));

function isProgram(path) {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

async function startMongo({ folder, replica = true, database = 'tiepnhan', args = [] }) {
  const command = findMongod();
  if (!command)
    throw new Error(
      'There is no mongod: install MongoDB, or set MONGOD to its path, or MONGODB_URL to a server for tests.',
    );
  mkdirSync(join(folder, 'mongo'), { recursive: true });
  const port = await freePort();
  const address = `mongodb://127.0.0.1:${port}/${database}`;
  const logFile = join(folder, 'mongod.log');
  const server = await startProcess({
    name: 'mongod',
    command,
    args: [
      ...['--dbpath', join(folder, 'mongo'), '--port', String(port), '--bind_ip', '127.0.0.1'],
      ...['--nounixsocket', '--wiredTigerCacheSizeGB', '0.25'],
      ...['--setParameter', 'diagnosticDataCollectionEnabled=false'],
      ...(replica ? ['--replSet', 'rs0', '--oplogSize', '128'] : []),
      ...args,
    ],
    logFile,
    ready: (signal) => mongoReady({ port, replica }, signal),
  });
  return handle(server, { url: replica ? `${address}?replicaSet=rs0` : address, port, folder, logFile });
}

async function startRedis({ folder, args = [] }) {
  const command = findRedis();
  if (!command)
    throw new Error(
      'There is no redis-server: install Redis, or set REDIS_SERVER to its path, or REDIS_URL to a server for tests.',
    );
  mkdirSync(join(folder, 'redis'), { recursive: true });
  const port = await freePort();
  const logFile = join(folder, 'redis.log');
  const server = await startProcess({
    name: 'redis-server',
    command,
    args: [
      ...['--port', String(port), '--bind', '127.0.0.1', '--dir', join(folder, 'redis')],
      ...['--save', '', '--appendonly', 'yes', '--maxmemory-policy', 'noeviction'],
      ...args,
    ],
    logFile,
    ready: (signal) => redisReady(port, signal),
  });
  return handle(server, { url: `redis://127.0.0.1:${port}/0`, port, folder, logFile });
}

const handle = ({ pid, signal, ...server }, facts) => ({
  ...facts,
  get pid() {
    return pid();
  },
  ...server,
  pause: () => void signal('SIGSTOP'),
  resume: () => void signal('SIGCONT'),
});

/** Waits until it answers and, as a replica set, takes writes; makes it the set's only member the first time. */
async function mongoReady({ port, replica }, signal) {
  const client = new mongo.MongoClient(`mongodb://127.0.0.1:${port}/?directConnection=true`);
  signal.addEventListener('abort', () => void client.close());
  const admin = client.db('admin');
  await admin.command({ ping: 1 });
  if (!replica) return;
  await admin
    .command({ replSetInitiate: { _id: 'rs0', members: [{ _id: 0, host: `127.0.0.1:${port}` }] } })
    .catch((error) => {
      if (error.codeName !== 'AlreadyInitialized') throw error;
    });
  while (!signal.aborted && !(await admin.command({ hello: 1 })).isWritablePrimary) await pause(RETRY_MS);
}

/** ioredis itself tries again until it is connected and the append-only file is loaded. */
async function redisReady(port, signal) {
  const client = new Redis({
    host: '127.0.0.1',
    port,
    retryStrategy: () => RETRY_MS,
    maxRetriesPerRequest: null,
  });
  // Without a listener ioredis prints every refused connection.
  client.on('error', () => undefined);
  signal.addEventListener('abort', () => client.disconnect());
  await client.ping();
}

module.exports = { findMongod, findRedis, startMongo, startRedis };
