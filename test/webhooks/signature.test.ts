import { createHmac } from 'node:crypto';
import { request } from 'node:http';
import { verifySignature } from '../../webhooks/verify-signature';
import { asMetaWrites, pageId } from '../support/payload-files';
import { appSecret, oldSecret, openDoor, sign, type Door } from './open-door';

let door: Door;
beforeEach(async () => {
  door = await openDoor();
});
afterEach(() => door.close());

const sender = { id: '7390123456789012' };
const item = { sender, recipient: { id: pageId }, timestamp: 1_790_000_000_000 };
const body = {
  object: 'page',
  entry: [{ id: pageId, messaging: [{ ...item, message: { mid: 'm_1', text: 'chào' } }] }],
};
const raw = asMetaWrites(body);
const hex = sign(raw).slice('sha256='.length);
const sha1 = createHmac('sha1', appSecret).update(raw).digest('hex');

test.each([
  ['no header', {}],
  ['an empty header', { 'X-Hub-Signature-256': '' }],
  ['the old SHA-1 header alone', { 'X-Hub-Signature': `sha1=${sha1}` }],
  ['SHA-1 in the new header', { 'X-Hub-Signature-256': `sha1=${sha1}` }],
  ['no algorithm', { 'X-Hub-Signature-256': hex }],
  ['a digit too few', { 'X-Hub-Signature-256': `sha256=${hex.slice(1)}` }],
  ['a digit too many', { 'X-Hub-Signature-256': `sha256=${hex}0` }],
  ['a letter that is no hex digit', { 'X-Hub-Signature-256': `sha256=g${hex.slice(1)}` }],
  ['two values in one header', { 'X-Hub-Signature-256': `sha256=${hex}, sha256=${hex}` }],
  ['another secret', { 'X-Hub-Signature-256': sign(raw, 'not-the-secret-of-this-app') }],
  ['the signature of another body', { 'X-Hub-Signature-256': sign(Buffer.from('{}')) }],
  [
    'the signature of the body written anew',
    { 'X-Hub-Signature-256': sign(Buffer.from(JSON.stringify(body))) },
  ],
])('refuses %s with 401 and an empty body, and stores nothing', async (_what, headers) => {
  const answer = await door.post(raw, headers);
  expect(answer.status).toBe(401);
  expect(await answer.text()).toBe('');
  expect(await door.events()).toEqual([]);
  expect(door.logged).toHaveLength(1);
  expect(door.logged.join()).not.toMatch(/chào|ch\\u00e0o|7390123456789012/);
});

test.each([
  ['the present secret', sign(raw)],
  ['the old secret, while the secret is being replaced', sign(raw, oldSecret)],
  ['upper-case digits', `sha256=${hex.toUpperCase()}`],
])('takes %s', async (_what, signature) => {
  const answer = await door.post(raw, { 'X-Hub-Signature-256': signature });
  expect(answer.status).toBe(200);
  expect(await door.events()).toHaveLength(1);
});

test('tells apart two spellings of the same JSON', async () => {
  const plain = Buffer.from(JSON.stringify(body));
  expect(raw.toString()).toContain('ch\\u00e0o');
  expect(plain.toString()).toContain('chào');
  expect((await door.post(plain, { 'X-Hub-Signature-256': sign(raw) })).status).toBe(401);
  expect((await door.post(plain)).status).toBe(200);
});

test('refuses a request with two signature headers, even if one of them is right', async () => {
  const status = await new Promise<number | undefined>((resolve, reject) => {
    const headers = [
      'Host',
      'x',
      'X-Hub-Signature-256',
      sign(raw, oldSecret),
      'X-Hub-Signature-256',
      sign(raw),
      'Content-Length',
      String(raw.length),
    ];
    const call = request(
      { port: door.port, host: '127.0.0.1', path: '/webhook', method: 'POST', headers },
      (answer) => {
        answer.resume();
        resolve(answer.statusCode);
      },
    );
    call.on('error', reject);
    call.end(raw);
  });
  expect(status).toBe(401);
  expect(await door.events()).toEqual([]);
});

test('agrees with the vector that was computed elsewhere', () => {
  // printf 'what do ya want for nothing?' | openssl dgst -sha256 -hmac Jefe (RFC 4231, case 2)
  const known = 'sha256=5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843';
  expect(verifySignature(['Jefe'], Buffer.from('what do ya want for nothing?'), known)).toBe(true);
  expect(verifySignature(['jefe'], Buffer.from('what do ya want for nothing?'), known)).toBe(false);
  expect(verifySignature([], Buffer.from('what do ya want for nothing?'), known)).toBe(false);
});
