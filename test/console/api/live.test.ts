import { type IncomingMessage, get } from 'node:http';
import { type LiveNotice, problem } from '../../../src/console/contract';
import { type OpenConsole, openConsole } from './open-console';

let console: OpenConsole;
const streams: IncomingMessage[] = [];
beforeEach(async () => {
  console = await openConsole();
});
afterEach(async () => {
  for (const stream of streams.splice(0)) stream.destroy();
  await console.close();
});

function open(cookie: string): Promise<IncomingMessage> {
  return new Promise((opened, failed) => {
    const asked = get(`${console.url}/api/live`, { headers: { cookie }, agent: false }, (stream) => {
      streams.push(stream.setEncoding('utf8'));
      opened(stream);
    });
    asked.on('error', failed);
  });
}

/** Reads until the text comes, or the stream ends. */
async function readUntil(stream: IncomingMessage, text: string): Promise<string> {
  let read = '';
  return new Promise((done) => {
    stream.on('data', (chunk: string) => {
      read += chunk;
      if (read.includes(text)) done(read);
    });
    stream.on('end', () => done(read));
  });
}

const noticesIn = (read: string): LiveNotice[] =>
  [...read.matchAll(/^data: (.*)$/gm)].map((match) => JSON.parse(match[1] ?? '') as LiveNotice);

const publishAll = (): void => {
  console.deps.live.publish({ type: 'case-opened', caseId: 'h-to-cao', code: '0000-0000-000' });
  console.deps.live.publish({ type: 'case-changed', caseId: 'h-phan-anh' });
  console.deps.live.publish({ type: 'conversation-changed', caseIds: ['h-gop-y', 'h-to-cao'] });
  console.deps.live.publish({ type: 'conversation-changed', caseIds: ['h-khong-co'] });
  console.deps.live.publish({ type: 'case-changed', caseId: 'h-khieu-nai' });
  console.deps.live.publish({ type: 'case-changed', caseId: 'h-to-cao' });
};

describe('GET /api/live', () => {
  it('is a stream that no proxy keeps back', async () => {
    const stream = await open(await console.signedIn('leader'));
    expect(stream.headers['content-type']).toMatch(/^text\/event-stream/);
    expect(stream.headers).toMatchObject({
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
    });
  });

  it('tells an officer of the cases that he may see, in order, and of no others', async () => {
    const stream = await open(await console.signedIn('duty-officer'));
    const read = readUntil(stream, 'h-khieu-nai');
    publishAll();
    expect(noticesIn(await read)).toEqual([
      { type: 'case-changed', caseId: 'h-phan-anh' },
      { type: 'conversation-changed', caseIds: ['h-gop-y'] },
      { type: 'case-changed', caseId: 'h-khieu-nai' },
    ]);
  });

  it('tells the denunciation officer of tố cáo alone', async () => {
    const stream = await open(await console.signedIn('denunciation-officer'));
    const read = readUntil(stream, '"case-changed"');
    publishAll();
    expect(noticesIn(await read)).toEqual([
      { type: 'case-opened', caseId: 'h-to-cao', code: '0000-0000-000' },
      { type: 'conversation-changed', caseIds: ['h-to-cao'] },
      { type: 'case-changed', caseId: 'h-to-cao' },
    ]);
  });

  it('ends with the sign-in that opened it', async () => {
    const cookie = await console.signedIn('duty-officer');
    const stream = await open(cookie);
    const read = readUntil(stream, 'data:');
    await console.ask('post', '/api/sign-out', cookie).send({});
    publishAll();
    expect(noticesIn(await read)).toEqual([]);
    expect(stream.readableEnded).toBe(true);
  });

  it('allows ten open pages an account, and another one when one is closed', async () => {
    const cookie = await console.signedIn('duty-officer');
    const opened: IncomingMessage[] = [];
    for (let at = 0; at < 10; at++) opened.push(await open(cookie));
    expect(opened.map(({ statusCode }) => statusCode)).toEqual(Array(10).fill(200));
    const refused = await console.ask('get', '/api/live', cookie);
    expect([refused.status, problem.parse(refused.body).code]).toEqual([429, 'too-many-pages']);
    expect((await open(await console.signedIn('leader'))).statusCode).toBe(200);

    opened[0]?.destroy();
    expect(await openedAgain(cookie)).toBe(200);
  });
});

/** The server hears of a closed page a moment later. */
async function openedAgain(cookie: string): Promise<number | undefined> {
  for (let tries = 0; tries < 100; tries++) {
    const { statusCode } = await open(cookie);
    if (statusCode === 200) return statusCode;
  }
  return undefined;
}
