import { createHmac } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import request from 'supertest';
import { systemClock } from '../src/clock';
import { readConfig } from '../src/config';
import { makeLog } from '../src/log';
import { openSystem, type System } from '../src/main';
import { openStore } from '../src/store/open-store';
import { freePort } from './faults/free-port';
import { startMongo, type RealServer } from './services/real-servers.cjs';
import { onOwnMongod } from './support/services';

jest.setTimeout(120_000);

const root = join(__dirname, '..');
const MASTER_KEY = '4f'.repeat(4) + '19ab03'.repeat(8) + 'c2d7e61b';
const page = {
  PAGE_ID: '1234567890123',
  APP_ID: '9876543210987',
  APP_SECRET: 'k3mB8vQ2xW7nR5tY9pL4',
  VERIFY_TOKEN: 'h6dF1sJ8gZ3cV0aN5uX2',
  PAGE_ACCESS_TOKEN: 'EAAq7w2e9r4t6y1u8i3o5p',
  MASTER_KEY,
};

onOwnMongod('A web process that starts while MongoDB is away', () => {
  let folder: string;
  let mongo: RealServer;
  let opening: Promise<System> | undefined;
  let asked: AbortController;
  let port: number;
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'tiep-nhan-away-'));
    mongo = await startMongo({ folder });
    opening = undefined;
    asked = new AbortController();
    // Known before the process says where it is.
    port = await freePort();
  });
  afterEach(async () => {
    asked.abort();
    await opening?.then((system) => system.close()).catch(() => undefined);
    await mongo.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  const configOf = (env: Readonly<Record<string, string>> = {}) =>
    readConfig({
      ...page,
      PORT: String(port),
      DATA_DIR: join(folder, 'data'),
      LOG_LEVEL: 'silent',
      ROLE: 'web',
      MONGODB_URL: mongo.url,
      REDIS_URL: 'redis://127.0.0.1:1/0',
      ...env,
    });
  const open = (env: Readonly<Record<string, string>> = {}): Promise<System> => {
    opening = openSystem({ log: makeLog('silent'), root, signal: asked.signal }, configOf(env));
    opening.catch(() => undefined);
    return opening;
  };

  /** What a request is answered with, as soon as somebody listens. */
  async function answerTo(act: () => request.Test): Promise<request.Response> {
    for (let tries = 0; ; tries += 1) {
      try {
        return await act();
      } catch (error) {
        if (tries === 100) throw error;
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
    }
  }

  const at = () => `http://127.0.0.1:${port}`;
  const post = (mid: string) => {
    const body = JSON.stringify({
      object: 'page',
      entry: [
        {
          id: page.PAGE_ID,
          time: 1_790_000_000_000,
          messaging: [
            {
              sender: { id: '7001002003004' },
              recipient: { id: page.PAGE_ID },
              timestamp: 1_790_000_000_000,
              message: { mid, text: 'Xin chào' },
            },
          ],
        },
      ],
    });
    const signature = `sha256=${createHmac('sha256', page.APP_SECRET).update(body).digest('hex')}`;
    return request(at())
      .post('/webhook')
      .set({ 'Content-Type': 'application/json', 'X-Hub-Signature-256': signature })
      .send(body);
  };

  async function eventsInTheStore(): Promise<readonly string[]> {
    const { store, close } = await openStore(
      { clock: systemClock },
      { ...configOf(), masterKey: Buffer.from(MASTER_KEY, 'hex'), previousMasterKey: undefined },
    );
    try {
      const found = await store.events.find({ where: {}, sort: [], limit: 10 });
      return found.map(({ doc }) => doc.conversationId);
    } finally {
      await close();
    }
  }

  it('takes in what comes, says how it is, and goes on once MongoDB is back', async () => {
    const first = await open();
    expect((await post('m_truoc')).status).toBe(200);
    await first.close();
    await mongo.kill();

    const second = open();
    expect((await answerTo(() => post('m_trong'))).status).toBe(200);
    expect((await request(at()).get('/healthz')).status).toBe(200);
    expect((await request(at()).get('/readyz')).body).toMatchObject({
      ready: false,
      store: 'away',
      spool: { state: 'in-use', waiting: 1 },
    });
    expect((await request(at()).get('/api/status')).body).toEqual({ intake: 'spooling' });
    expect((await request(at()).get('/api/cases')).body).toMatchObject({ code: 'store-away' });
    expect((await request(at()).get('/console/')).status).toBe(200);
    // Meta gives up what is answered with 404.
    const asked = await request(at())
      .post('/webhook/data-deletion')
      .type('form')
      .send({ signed_request: 'x.y' });
    expect([asked.status, asked.get('Retry-After')]).toEqual([503, '15']);
    expect((await request(at()).get('/quyen-rieng-tu')).status).toBe(503);

    await mongo.restart();
    await second;
    expect((await post('m_sau')).status).toBe(200);
    expect((await request(at()).get('/api/cases')).status).toBe(401);
    await (await second).close();
    const [conversationId, ...others] = await eventsInTheStore();
    expect(others).toEqual([conversationId, conversationId]);
  });

  it('does not start where the database was never here, and ends when it is told to', async () => {
    await mongo.kill();
    await expect(open()).rejects.toThrow(/^MongoDB does not answer at 127\.0\.0\.1:\d+: start it/);

    await mongo.restart();
    await (await open()).close();
    await mongo.kill();
    const waiting = open();
    expect((await answerTo(() => post('m_trong'))).status).toBe(200);
    asked.abort();
    await expect(waiting).rejects.toThrow('MongoDB does not answer');
    await expect(post('m_sau')).rejects.toThrow('ECONNREFUSED');
  });

  it('waits for the database that was here, not for any', async () => {
    await (await open()).close();
    await mongo.kill();
    const other = mongo.url.replace(/(\d)\/[^?]*/, '$1/khac');
    await expect(open({ MONGODB_URL: other })).rejects.toThrow('MongoDB does not answer');
    const otherKey = { MASTER_KEY: MASTER_KEY.replace('4f4f', '5e5e') };
    await expect(open(otherKey)).rejects.toThrow('MongoDB does not answer');
  });
});
