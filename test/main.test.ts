import { get, type IncomingMessage } from 'node:http';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import request from 'supertest';
import { readConfig } from '../src/config';
import { makeLog } from '../src/log';
import { openSystem, type System } from '../src/main';
import { StoreRefused } from '../src/store/store-refused';
import { forgetProfile, profileEnv } from './support/profile-env';

const root = join(__dirname, '..');
const page = {
  PAGE_ID: '1234567890123',
  APP_ID: '9876543210987',
  APP_SECRET: 'k3mB8vQ2xW7nR5tY9pL4',
  VERIFY_TOKEN: 'h6dF1sJ8gZ3cV0aN5uX2',
  PAGE_ACCESS_TOKEN: 'EAAq7w2e9r4t6y1u8i3o5p',
  MASTER_KEY: '4f'.repeat(4) + '19ab03'.repeat(8) + 'c2d7e61b',
};

let folder: string;
const systems: System[] = [];
const streams: IncomingMessage[] = [];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tiep-nhan-main-'));
});
afterEach(async () => {
  for (const stream of streams.splice(0)) stream.destroy();
  for (const system of systems.splice(0)) await system.close();
  await forgetProfile();
  await rm(folder, { recursive: true, force: true });
});

const configOf = (env: Readonly<Record<string, string>>) =>
  readConfig({
    PORT: '0',
    DATA_DIR: folder,
    LOG_LEVEL: 'silent',
    ...profileEnv(env.DATA_DIR ?? folder),
    ...env,
  });

async function open(env: Readonly<Record<string, string>> = {}): Promise<System> {
  const system = await openSystem({ log: makeLog('silent'), root }, configOf(env));
  systems.push(system);
  return system;
}

/** The status of a sign-in with a wrong password, as a proxy in front would pass it on. */
async function failToSignIn(url: string, from: string, at: number): Promise<number> {
  const answer = await request(url)
    .post('/api/sign-in')
    .set({ 'X-Requested-With': 'tiep-nhan', 'Sec-Fetch-Site': 'same-origin', 'X-Forwarded-For': from })
    .send({ username: `khong-co-${at}`, password: 'sai' });
  return answer.status;
}

async function useUpTheAttempts(url: string, from: string): Promise<void> {
  const statuses = await Promise.all(Array.from({ length: 60 }, (_, at) => failToSignIn(url, from, at)));
  expect(new Set(statuses)).toContain(401);
}

describe('who asks', () => {
  it('is told by the proxy in front of a real page: one address does not use up the attempts of all', async () => {
    const { url } = await open(page);
    await useUpTheAttempts(url, '203.0.113.7');
    expect(await failToSignIn(url, '203.0.113.7', 60)).toBe(429);
    expect(await failToSignIn(url, '198.51.100.9', 61)).toBe(401);
  });

  it('is nobody to choose in the trial mode, where there is no proxy', async () => {
    const { url } = await open();
    await useUpTheAttempts(url, '203.0.113.7');
    expect(await failToSignIn(url, '198.51.100.9', 61)).toBe(429);
  });
});

describe('stopping', () => {
  it('ends the live streams of open pages at once instead of waiting for them', async () => {
    const system = await open();
    const cookie = await signedIn(system);
    const officers = await listenTo(`${system.url}/api/live`, cookie);
    const citizens = await listenTo(`${system.url}/simulator/api/live`, cookie);
    expect([officers.statusCode, citizens.statusCode]).toEqual([200, 200]);
    const ended = Promise.all([officers, citizens].map(endOf));

    const before = performance.now();
    await system.close();
    expect(performance.now() - before).toBeLessThan(1_500);
    await ended;
  });
});

describe('a second server', () => {
  it('is turned away from a data folder that is in use, and harms nothing there', async () => {
    const first = await open();
    await expect(open()).rejects.toThrow(
      /^DATA_DIR .* is in use by another running server: stop that one first/,
    );
    expect((await request(first.url).get('/healthz')).status).toBe(200);
    await expect(open()).rejects.toThrow(StoreRefused);
  });

  it('starts at once when the first one has stopped, or could not start', async () => {
    await (await open()).close();
    const second = await open();
    await second.close();
    const live = { ...page, DATA_DIR: join(folder, 'live') };
    await expect(open({ ...live, HOST: '203.0.113.1' })).rejects.toThrow('EADDRNOTAVAIL');
    await open(live);
  });
});

/** A cookie of the duty officer, who has chosen a password. */
async function signedIn({ url, handOuts }: System): Promise<string> {
  const own = { 'X-Requested-With': 'tiep-nhan', 'Sec-Fetch-Site': 'same-origin' };
  const given = handOuts.find(({ username }) => username === 'canbotruc');
  const entered = await request(url).post('/api/sign-in').set(own).send(given);
  const changed = await request(url)
    .post('/api/me/password')
    .set({ ...own, Cookie: entered.get('Set-Cookie')?.[0] ?? '' })
    .send({ current: given?.password, next: 'một mật khẩu của riêng tôi' });
  expect(changed.status).toBe(200);
  return changed.get('Set-Cookie')?.[0]?.split(';')[0] ?? '';
}

function listenTo(url: string, cookie: string): Promise<IncomingMessage> {
  return new Promise((opened, failed) => {
    get(url, { headers: { cookie, accept: 'text/event-stream' }, agent: false }, (stream) => {
      streams.push(stream.resume());
      opened(stream);
    }).on('error', failed);
  });
}

const endOf = (stream: IncomingMessage): Promise<void> =>
  new Promise((resolve) => stream.once('close', resolve));
