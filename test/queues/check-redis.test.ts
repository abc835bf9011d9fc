import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { openRedis } from '../../src/queues/open-redis';
import { StoreRefused } from '../../src/store/store-refused';
import { startRedis } from '../services/real-servers.cjs';
import { onOwnRedis } from '../support/services';

jest.setTimeout(20_000);

const closers: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

const said: string[] = [];
beforeEach(() => said.splice(0));
const log = {
  info: () => undefined,
  error: (_fields: object, message: string) => void said.push(message),
};

/** What somebody reads who starts the server. Undefined: it starts. */
async function sentence(url: string): Promise<string | undefined> {
  try {
    (await openRedis({ log }, url)).close();
    return undefined;
  } catch (error) {
    if (!(error instanceof StoreRefused)) throw error;
    return error.message;
  }
}

/** Something on a port of this machine that answers as it is told. */
async function listen(answer: (command: string) => string | undefined): Promise<string> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket.on('error', () => undefined));
    socket.on('data', (data) => {
      // Commands come as *n\r\n$n\r\nNAME\r\n..., several in one piece.
      for (const [, name] of data.toString().matchAll(/\*\d+\r\n\$\d+\r\n(\w+)\r\n/g)) {
        const text = answer((name ?? '').toLowerCase());
        if (text !== undefined) socket.write(text);
      }
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  closers.push(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return `redis://127.0.0.1:${(server.address() as AddressInfo).port}/0`;
}

const bulk = (text: string): string => `$${text.length}\r\n${text}\r\n`;

test('nobody is there, which keeps no server from starting', async () => {
  const url = await listen(() => undefined);
  await closers.pop()?.();
  expect(await sentence(url)).toBeUndefined();
  expect(said[0]).toBe(
    'REDIS_URL: Redis cannot be reached (ECONNREFUSED). Start it, or mend the address; until then work is found a few seconds later than usual.',
  );
});

test('somebody is there and says nothing, which is found out within seconds', async () => {
  const from = performance.now();
  expect(await sentence(await listen(() => undefined))).toBeUndefined();
  expect(said[0]).toMatch(/^REDIS_URL: Redis cannot be reached\. Start it/);
  expect(performance.now() - from).toBeLessThan(4_500);
});

test('it is too old', async () => {
  const url = await listen(
    (command) =>
      ({ ping: '+PONG\r\n', info: bulk('redis_version:5.0.14\r\n'), config: '*0\r\n' })[command] ?? '+OK\r\n',
  );
  expect(await sentence(url)).toBe('REDIS_URL: this Redis is version 5.0.14; use version 6 or newer.');
});

test('it is still reading its data', async () => {
  const url = await listen(() => '-LOADING Redis is loading the dataset in memory\r\n');
  expect(await sentence(url)).toBeUndefined();
  expect(said[0]).toMatch(/^REDIS_URL: Redis cannot be reached\. Start it/);
});

onOwnRedis('A real Redis', () => {
  async function start(...args: string[]) {
    const folder = await mkdtemp(join(tmpdir(), 'tiep-nhan-redis-'));
    closers.push(() => rm(folder, { recursive: true }));
    const server = await startRedis({ folder, args });
    closers.push(() => server.stop());
    return server;
  }

  const user = (rights: string): string[] => ['--user', ...rights.split(' ')];

  test('that will do is taken', async () => {
    const { url } = await start();
    expect(await sentence(url)).toBeUndefined();
  });

  test('that comes only later is looked at then', async () => {
    const server = await start('--maxmemory-policy', 'allkeys-lru');
    await server.kill();
    const link = await openRedis({ log }, server.url);
    closers.push(() => link.close());
    expect(said[0]).toMatch(/^REDIS_URL: Redis cannot be reached \(ECONNREFUSED\)/);
    await server.restart();
    const unfit = /^REDIS_URL: this Redis throws keys away/;
    const another = link.connect();
    for (let tries = 0; tries < 10_000 && !said.some((line) => unfit.test(line)); tries += 1)
      await another.ping();
    expect(said.filter((line) => unfit.test(line))).toHaveLength(1);
  });

  test('that throws keys away is refused', async () => {
    const { url } = await start('--maxmemory-policy', 'allkeys-lru');
    expect(await sentence(url)).toBe(
      'REDIS_URL: this Redis throws keys away when its memory is full (maxmemory-policy allkeys-lru); set maxmemory-policy to noeviction.',
    );
  });

  test('that throws keys away is found out, too, where the settings may not be read', async () => {
    const { port } = await start(
      '--maxmemory-policy',
      'volatile-ttl',
      ...user('managed on >geheim-12345 ~* &* +@all -config'),
    );
    expect(await sentence(`redis://managed:geheim-12345@127.0.0.1:${port}/0`)).toContain(
      '(maxmemory-policy volatile-ttl)',
    );
  });

  test('that tells nothing of itself is taken', async () => {
    const { port } = await start(...user('managed on >geheim-12345 ~* &* +@all -config -info'));
    expect(await sentence(`redis://managed:geheim-12345@127.0.0.1:${port}/0`)).toBeUndefined();
  });

  test('that wants a password says so, and a wrong one is never repeated', async () => {
    const { port, url } = await start();
    const admin = new Redis(url);
    closers.push(() => admin.disconnect());
    await admin.config('SET', 'requirepass', 'geheim-12345');
    expect(await sentence(`redis://127.0.0.1:${port}/0`)).toBe(
      'REDIS_URL: this Redis wants a password; write it into the address.',
    );
    expect(await sentence(`redis://:falsch-98765@127.0.0.1:${port}/0`)).toBe(
      'REDIS_URL: this Redis does not accept the name or password in the address.',
    );
    expect(await sentence(`redis://:geheim-12345@127.0.0.1:${port}/0`)).toBeUndefined();
  });

  test('without a database of that number is refused', async () => {
    const { port } = await start();
    expect(await sentence(`redis://127.0.0.1:${port}/99`)).toBe(
      'REDIS_URL: this Redis has no database of the number in the address; use another, like /0.',
    );
  });

  test('where the name in the address may not do enough is refused', async () => {
    const { port } = await start(...user('reader on >geheim-12345 ~* &* -@all +info'));
    expect(await sentence(`redis://reader:geheim-12345@127.0.0.1:${port}/0`)).toContain(
      'may not do what is needed',
    );
  });
});
