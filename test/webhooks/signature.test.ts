import { createHash, createHmac } from 'node:crypto';
import { request } from 'node:http';
import { verifySignature } from '../../webhooks/verify-signature';
import { asMetaWrites, pageId } from '../support/payload-files';
import { appSecret, oldSecret, openDoor, sign, verifyToken, type Door } from './open-door';

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
const plainDigest = createHash('sha256').update(raw).digest('hex');
const lineEnd = Buffer.from('\n');
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
  ['no hex digit at all', { 'X-Hub-Signature-256': `sha256=${'z'.repeat(64)}` }],
  ['letters that only look like digits', { 'X-Hub-Signature-256': `sha256=${'%41'.repeat(21)}0` }],
  ['the algorithm alone', { 'X-Hub-Signature-256': 'sha256=' }],
  ['the algorithm twice', { 'X-Hub-Signature-256': `sha256=sha256=${hex}` }],
  ['another algorithm of the same length', { 'X-Hub-Signature-256': `sha512=${hex}` }],
  ['base64', { 'X-Hub-Signature-256': `sha256=${Buffer.from(hex, 'hex').toString('base64')}` }],
  ['half of the digits', { 'X-Hub-Signature-256': `sha256=${hex.slice(0, 32)}` }],
  ['the digits twice', { 'X-Hub-Signature-256': `sha256=${hex}${hex}` }],
  ['a blank within', { 'X-Hub-Signature-256': `sha256= ${hex}` }],
  ['zeroes', { 'X-Hub-Signature-256': `sha256=${'0'.repeat(64)}` }],
  ['the right value in the old header', { 'X-Hub-Signature': `sha256=${hex}` }],
  ['a plain digest without a secret', { 'X-Hub-Signature-256': `sha256=${plainDigest}` }],
  ['an empty secret', { 'X-Hub-Signature-256': sign(raw, '') }],
  ['the verify token as the secret', { 'X-Hub-Signature-256': sign(raw, verifyToken) }],
  [
    'the signature of the body with a line end',
    { 'X-Hub-Signature-256': sign(Buffer.concat([raw, lineEnd])) },
  ],
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
  ['blanks around it, which HTTP takes away', ` sha256=${hex} `],
])('takes %s', async (_what, signature) => {
  const answer = await door.post(raw, { 'X-Hub-Signature-256': signature });
  expect(answer.status).toBe(200);
  expect(await door.events()).toHaveLength(1);
});

test.each([
  ['before', [oldSecret], [401, 200]],
  ['during', [appSecret, oldSecret], [200, 200]],
  ['during, the other way round', [oldSecret, appSecret], [200, 200]],
  ['after', [appSecret], [200, 401]],
])('takes the new secret and the old one as they hold: %s the rotation', async (_when, secrets, statuses) => {
  const rotating = await openDoor(secrets);
  const signed = (secret: string) => rotating.post(raw, { 'X-Hub-Signature-256': sign(raw, secret) });
  expect([(await signed(appSecret)).status, (await signed(oldSecret)).status]).toEqual(statuses);
  // Signed anew by the other secret, it is the same event.
  expect(await rotating.events()).toHaveLength(1);
  await rotating.close();
});

test('takes the right header with the old SHA-1 one beside it, as Meta sends both', async () => {
  const both = { 'X-Hub-Signature-256': sign(raw), 'X-Hub-Signature': `sha1=${sha1}` };
  expect((await door.post(raw, both)).status).toBe(200);
  expect((await door.post(raw, { ...both, 'X-Hub-Signature': 'sha1=0' })).status).toBe(200);
});

test('tells apart two spellings of the same JSON', async () => {
  const plain = Buffer.from(JSON.stringify(body));
  expect(raw.toString()).toContain('ch\\u00e0o');
  expect(plain.toString()).toContain('chào');
  expect((await door.post(plain, { 'X-Hub-Signature-256': sign(raw) })).status).toBe(401);
  expect((await door.post(plain)).status).toBe(200);
});

test.each([
  ['the right one last', [sign(raw, 'wrong'), sign(raw)]],
  ['the right one first', [sign(raw), sign(raw, 'wrong')]],
  ['the old secret beside the new one', [sign(raw, oldSecret), sign(raw)]],
  ['the same twice', [sign(raw), sign(raw)]],
])('refuses a request with two signature headers: %s', async (_which, values) => {
  const twice = values.flatMap((value) => ['X-Hub-Signature-256', value]);
  const headers = ['Host', 'x', ...twice, 'Content-Length', String(raw.length)];
  const status = await new Promise<number | undefined>((resolve, reject) => {
    const to = { port: door.port, host: '127.0.0.1', path: '/webhook', method: 'POST', headers };
    const call = request(to, (answer) => {
      answer.resume();
      resolve(answer.statusCode);
    });
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
