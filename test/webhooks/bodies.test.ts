import { connect } from 'node:net';
import { once } from 'node:events';
import { gzipSync } from 'node:zlib';
import { asMetaWrites, pageId } from '../support/payload-files';
import { openDoor, sign, type Door } from './open-door';

let door: Door;
beforeEach(async () => {
  door = await openDoor();
});
afterEach(() => door.close());

const item = (mid: string, more: object = {}) => ({
  sender: { id: '7390123456789012' },
  recipient: { id: pageId },
  timestamp: 1_790_000_000_000,
  message: { mid, text: 'chào', ...more },
});
const payload = (...messaging: unknown[]) => ({ object: 'page', entry: [{ id: pageId, messaging }] });
/** A signed body of exactly so many bytes: JSON may end in white space. */
const ofSize = (bytes: number) => {
  const json = asMetaWrites(payload(item('m_1')));
  return Buffer.concat([json, Buffer.alloc(bytes - json.length, ' ')]);
};
const states = async () => (await door.events()).map(({ kind, state }) => `${kind} ${state}`);

test('answers with a plain word once the event is stored', async () => {
  const answer = await door.post(asMetaWrites(payload(item('m_1'))));
  expect(answer.status).toBe(200);
  expect(await answer.text()).toBe('EVENT_RECEIVED');
  expect(await states()).toEqual(['message new']);
  expect(door.woken).toEqual([`turns ${(await door.events())[0]?.conversationId}`]);
});

test('refuses an empty body that is signed', async () => {
  const empty = Buffer.alloc(0);
  expect((await door.post(empty)).status).toBe(400);
  expect((await fetch(door.url, { method: 'POST' })).status).toBe(401);
  expect(await states()).toEqual([]);
});

test('takes a body of exactly 2 MB', async () => {
  expect((await door.post(ofSize(2 * 1_048_576))).status).toBe(200);
  expect(await states()).toEqual(['message new']);
});

test('refuses a byte more with 413', async () => {
  expect((await door.post(ofSize(2 * 1_048_576 + 1))).status).toBe(413);
  expect(await states()).toEqual([]);
});

test('outlives a body that is cut off', async () => {
  const raw = asMetaWrites(payload(item('m_1')));
  const socket = connect(door.port, '127.0.0.1');
  socket.write(
    `POST /webhook HTTP/1.1\r\nHost: x\r\nX-Hub-Signature-256: ${sign(raw)}\r\nContent-Length: ${raw.length}\r\n\r\n`,
  );
  socket.write(raw.subarray(0, 20));
  socket.end();
  const closed = once(socket, 'close');
  socket.resume();
  await closed;
  expect(await states()).toEqual([]);
  expect((await door.post(raw)).status).toBe(200);
  expect(await states()).toEqual(['message new']);
});

test('refuses a compressed body with 415: Meta sends none, and a small one can be a large one', async () => {
  const raw = gzipSync(asMetaWrites(payload(item('m_1'))));
  const headers = { 'X-Hub-Signature-256': sign(raw), 'Content-Encoding': 'gzip' };
  expect((await door.post(raw, headers)).status).toBe(415);
  expect(await states()).toEqual([]);
});

test.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', 'nonsense'])(
  'reads the bytes whatever the content type says: %s',
  async (type) => {
    const raw = asMetaWrites(payload(item('m_1')));
    const answer = await door.post(raw, { 'X-Hub-Signature-256': sign(raw), 'Content-Type': type });
    expect(answer.status).toBe(200);
    expect(await states()).toEqual(['message new']);
  },
);

test.each(['{"object":"page"', 'not json', '\ufeff{}', '\0', '[', '"\\ud8"'])(
  'keeps %j aside: Meta would send the same again',
  async (text) => {
    const raw = Buffer.from(text);
    expect((await door.post(raw)).status).toBe(200);
    const [event] = await door.events();
    expect(event).toMatchObject({ kind: 'unknown', state: 'skipped', shown: false, conversationId: '' });
    expect(Buffer.from(String(event?.body), 'base64')).toEqual(raw);
    expect(door.woken).toEqual([]);
  },
);

test('keeps bytes that are no UTF-8', async () => {
  const raw = Buffer.from([0xff, 0xfe, 0x00, 0x80]);
  expect((await door.post(raw)).status).toBe(200);
  expect(await states()).toEqual(['unknown skipped']);
});

test('stores a thousand events of one post and wakes each conversation once', async () => {
  const many = Array.from({ length: 1_000 }, (_, at) => ({
    ...item(`m_${at}`),
    sender: { id: `7390123456${at % 100}` },
  }));
  expect((await door.post(asMetaWrites(payload(...many)))).status).toBe(200);
  const events = await door.events();
  expect(events).toHaveLength(1_000);
  expect(events.map(({ body }) => (body as { message: { mid: string } }).message.mid)).toEqual(
    many.map(({ message }) => message.mid),
  );
  expect(new Set(door.woken).size).toBe(100);
  expect(door.woken).toHaveLength(100);
});

test('keeps to the byte a post that holds more than Meta would put into one, and answers in time', async () => {
  const numbers = Array.from({ length: 290_000 }, (_, at) => at);
  const raw = asMetaWrites({
    object: 'page',
    entry: [{ id: pageId, messaging: [item('m_1'), numbers].flat() }],
  });
  const before = process.hrtime.bigint();
  expect((await door.post(raw)).status).toBe(200);
  // A slow machine may take a few seconds; every number an event of its own, it would take minutes.
  expect(Number(process.hrtime.bigint() - before) / 1e9).toBeLessThan(20);
  const { docs } = door.taken[0] ?? { docs: [] };
  expect(docs).toHaveLength(5_001);
  expect(docs.slice(0, 3).map(({ kind, state }) => `${kind} ${state}`)).toEqual([
    'unknown skipped',
    'message new',
    'unknown skipped',
  ]);
  expect(Buffer.from(String(docs[0]?.body), 'base64').equals(raw)).toBe(true);
}, 60_000);

describe('an event that comes more than once is stored once', () => {
  const photo = (url: string) => item('m_1', { attachments: [{ type: 'image', payload: { url } }] });

  test.each([
    ['in one post', [payload(item('m_1'), item('m_1'))]],
    [
      'in two entries',
      [{ object: 'page', entry: [...payload(item('m_1')).entry, ...payload(item('m_1')).entry] }],
    ],
    ['in two posts', [payload(item('m_1')), payload(item('m_1'))]],
    [
      'with another address of the same photo',
      [payload(photo('https://a.fbcdn.net/1')), payload(photo('https://b.fbcdn.net/2'))],
    ],
    [
      'without a mid',
      [payload({ ...item(''), message: { text: 'a' } }), payload({ ...item(''), message: { text: 'a' } })],
    ],
  ])('%s', async (_how, bodies) => {
    for (const body of bodies) expect((await door.post(asMetaWrites(body))).status).toBe(200);
    expect(await states()).toEqual(['message new']);
    expect(door.woken).toHaveLength(1);
  });

  test('at the same moment', async () => {
    const raw = asMetaWrites(payload(item('m_1'), item('m_2')));
    const answers = await Promise.all(Array.from({ length: 20 }, () => door.post(raw)));
    expect(answers.map(({ status }) => status)).toEqual(Array(20).fill(200));
    expect(await states()).toEqual(['message new', 'message new']);
  });

  test('but the same words said twice are two events', async () => {
    await door.post(asMetaWrites(payload(item('m_1'), item('m_2'))));
    expect(await states()).toEqual(['message new', 'message new']);
  });
});

describe('while the store is down', () => {
  const raw = asMetaWrites(payload(item('m_1'), item('m_2')));

  test('answers 503 and stores nothing; the next try stores all', async () => {
    door.breakStore(Object.assign(new Error('disk full while writing "chào"'), { code: 'SQLITE_FULL' }));
    const answer = await door.post(raw);
    expect(answer.status).toBe(503);
    expect(await answer.text()).toBe('');
    expect(await states()).toEqual([]);
    expect(door.woken).toEqual([]);
    expect(door.logged.join()).toContain('SQLITE_FULL');
    expect(door.logged.join()).not.toContain('chào');

    door.breakStore(undefined);
    expect((await door.post(raw)).status).toBe(200);
    expect(await states()).toEqual(['message new', 'message new']);
  });
});

describe('JSON that is nested deeper than a program can write', () => {
  const deep = `${'['.repeat(500_000)}${']'.repeat(500_000)}`;
  const textOf = (body: unknown) => (body as { message?: { text?: string } }).message?.text;

  test.each([
    ['by itself', deep],
    ['as objects', `${'{"a":'.repeat(200_000)}1${'}'.repeat(200_000)}`],
    ['in an entry', `{"object":"page","entry":[${deep}]}`],
    ['as a change', `{"object":"page","entry":[{"id":"${pageId}","changes":[${deep}]}]}`],
  ])('is kept to the byte and answered 200: %s', async (_, text) => {
    const raw = Buffer.from(text);
    expect((await door.post(raw)).status).toBe(200);
    const events = await door.events();
    expect(events[0]).toMatchObject({ kind: 'unknown', state: 'skipped', shown: false });
    expect(Buffer.from(String(events[0]?.body), 'base64').equals(raw)).toBe(true);
    expect(events.every(({ state }) => state === 'skipped')).toBe(true);
    expect((await door.post(raw)).status).toBe(200);
    expect(await door.events()).toEqual(events);
    expect(door.logged).toEqual([]);
  });

  test('loses neither the message that holds it nor those beside it', async () => {
    const json = JSON.stringify(payload(item('m_1', { extra: 'HERE' }), item('m_2', { text: 'hai' })));
    const raw = Buffer.from(json.replace('"HERE"', deep));
    expect((await door.post(raw)).status).toBe(200);
    const events = await door.events();
    expect(events.map(({ kind, state }) => `${kind} ${state}`)).toEqual([
      'unknown skipped',
      'message new',
      'message new',
    ]);
    expect(Buffer.from(String(events[0]?.body), 'base64').equals(raw)).toBe(true);
    expect(events.slice(1).map(({ body }) => textOf(body))).toEqual(['chào', 'hai']);
    // A copy that is not nested is the same message.
    expect((await door.post(asMetaWrites(payload(item('m_1'))))).status).toBe(200);
    expect(await door.events()).toHaveLength(3);
  });
});
