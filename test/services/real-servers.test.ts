import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Redis from 'ioredis';
import { mongo } from 'mongoose';
import { findMongod, findRedis, startMongo, startRedis, type RealServer } from './real-servers.cjs';

jest.setTimeout(60_000);

let folder: string;
let server: RealServer | undefined;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tiep-nhan-servers-'));
});
afterEach(async () => {
  await server?.stop();
  server = undefined;
  rmSync(folder, { recursive: true });
});

(findMongod() ? describe : describe.skip)('mongod', () => {
  test('takes durable writes at once, and has them after a power cut', async () => {
    server = await startMongo({ folder });
    const { url, pid } = server;
    const client = new mongo.MongoClient(url);
    try {
      const notes = client.db().collection('notes');
      await notes.insertOne({ text: 'kept' }, { writeConcern: { w: 'majority', j: true } });
      await server.kill();
      expect(server.isRunning()).toBe(false);
      await server.restart();
      expect(server).toMatchObject({ url });
      expect(server.pid).not.toBe(pid);
      expect(await notes.findOne()).toMatchObject({ text: 'kept' });
    } finally {
      await client.close();
    }
  });

  test('stops in order even while it hangs', async () => {
    server = await startMongo({ folder });
    server.pause();
    await server.stop();
    expect(server.isRunning()).toBe(false);
    await server.stop();
  });

  test('that cannot start says so, and leaves nothing running', async () => {
    await expect(startMongo({ folder, args: ['--no-such-option'] })).rejects.toThrow(
      /^mongod ended while starting \(\d+\):/,
    );
  });
});

(findRedis() ? describe : describe.skip)('redis-server', () => {
  test('keeps what it was told over a restart, and never evicts', async () => {
    server = await startRedis({ folder });
    const client = new Redis(server.url);
    client.on('error', () => undefined);
    try {
      await client.set('note', 'kept');
      expect(await client.config('GET', 'maxmemory-policy')).toEqual(['maxmemory-policy', 'noeviction']);
      await server.restart();
      expect(await client.get('note')).toBe('kept');
    } finally {
      client.disconnect();
    }
  });
});

describe('where there is none', () => {
  const nowhere = { PATH: '/nowhere', HOME: '/nowhere' };

  test('a named program that is not there is not taken', () => {
    expect(findRedis({ ...nowhere, REDIS_SERVER: '/nowhere/redis-server' })).toBeUndefined();
    expect(findRedis({ ...nowhere, REDIS_SERVER: tmpdir() })).toBeUndefined();
  });

  test('the named one comes first', () => {
    expect(findMongod({ ...process.env, MONGOD: process.execPath })).toBe(process.execPath);
  });
});
