import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  countInProcess,
  countInRedis,
  type SignInAddresses,
} from '../../../src/console/api/sign-in-addresses';
import { openRedis } from '../../../src/queues/open-redis';
import { startRedis } from '../../services/real-servers.cjs';
import { onRedis, redisUrl, testOnOwnRedis } from '../../support/services';
import { openConsole } from './open-console';

const closers: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

/** A process of the console, of which several may run behind one proxy. */
async function openProcess(signInAddresses: SignInAddresses) {
  const console = await openConsole({ signInAddresses });
  closers.push(() => console.close());
  return async (username: string): Promise<number> =>
    (await console.ask('post', '/api/sign-in').send({ username, password: 'không phải mật khẩu' })).status;
}

/** How many attempts one address has, taking turns between the processes. */
async function attempts(processes: readonly ((username: string) => Promise<number>)[], most: number) {
  for (let n = 0; n < most; n += 1) {
    const signIn = processes[n % processes.length];
    // Another name each time, for a name has a limit of its own.
    if ((await signIn?.(`ai-do-${n}`)) === 429) return n;
  }
  return most;
}

jest.setTimeout(60_000);

test('one process allows an address sixty attempts', async () => {
  expect(await attempts([await openProcess(countInProcess())], 70)).toBe(60);
});

onRedis('Several processes', () => {
  const log = { info: () => undefined, error: () => undefined };
  async function count(prefix: string, url = redisUrl) {
    const redis = await openRedis({ log }, url);
    closers.push(() => redis.close());
    return countInRedis({ commands: redis.commands, prefix });
  }

  test('allow an address sixty attempts together', async () => {
    const prefix = `test-${randomUUID()}`;
    const processes = [await openProcess(await count(prefix)), await openProcess(await count(prefix))];
    expect(await attempts(processes, 70)).toBe(60);
  });

  testOnOwnRedis('count each by itself while Redis is away', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'tiep-nhan-sign-in-'));
    closers.push(() => rm(folder, { recursive: true }));
    const server = await startRedis({ folder });
    closers.push(() => server.stop());
    const signIn = await openProcess(await count('tiepnhan', server.url));
    await server.kill();
    expect(await attempts([signIn], 70)).toBe(60);
  });
});
