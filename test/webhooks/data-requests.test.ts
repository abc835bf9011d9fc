import { createHmac } from 'node:crypto';
import express from 'express';
import request from 'supertest';
import { dataRequestsRouter } from '../../webhooks/data-requests';
import { readSignedRequest } from '../../webhooks/read-signed-request';

const secret = 'b1946ac92492d2347c6235b4d2611184';
const old = '591785b794601e212b260e25925636fd';
const known = { user_id: '218471', algorithm: 'HMAC-SHA256', issued_at: 1_790_000_000 };

const encode = (payload: unknown) => Buffer.from(JSON.stringify(payload)).toString('base64url');
const sign = (encoded: string, key = secret, algorithm = 'sha256') =>
  createHmac(algorithm, key).update(encoded).digest('base64url');
const signed = (payload: unknown = known, key = secret) => `${sign(encode(payload), key)}.${encode(payload)}`;
const read = (text: unknown) => readSignedRequest([secret, old], text);

describe('a signed request', () => {
  test.each([
    ['as Meta signs it', signed()],
    ['signed with the secret before the last change', signed(known, old)],
    ['with a user id as a number', signed({ ...known, user_id: 218471 })],
    ['with padding', `${sign(encode(known))}=.${encode(known)}`],
    ['with fields that are new', signed({ ...known, expires: 0, oauth_token: 'x' })],
  ])('%s is read', (_what, text) => {
    expect(read(text)).toEqual({ userId: '218471', issuedAt: 1_790_000_000_000 });
  });

  const encoded = encode(known);
  test.each<[string, unknown]>([
    ['nothing', undefined],
    ['a list', [signed()]],
    ['an object', { a: signed() }],
    ['empty', ''],
    ['without a signature', `.${encoded}`],
    ['without a payload', `${sign(encoded)}.`],
    ['signed with another secret', signed(known, 'another-secret-altogether')],
    ['with SHA-1', `${sign(encoded, secret, 'sha1')}.${encoded}`],
    [
      'with a signature in hexadecimal digits',
      `${createHmac('sha256', secret).update(encoded).digest('hex')}.${encoded}`,
    ],
    [
      'with another payload under the same signature',
      `${sign(encoded)}.${encode({ ...known, user_id: '1' })}`,
    ],
    ['with a signature over the decoded payload', `${sign(JSON.stringify(known))}.${encoded}`],
    ['of another algorithm', signed({ ...known, algorithm: 'none' })],
    ['without an algorithm', signed({ user_id: '1', issued_at: 1 })],
    ['without a user', signed({ ...known, user_id: undefined })],
    ['with a user that is a path', signed({ ...known, user_id: '../1' })],
    ['without a time', signed({ ...known, issued_at: undefined })],
    ['that is no JSON', `${sign('bm90LWpzb24')}.bm90LWpzb24`],
    ['in three parts', `${signed()}.x`],
  ])('%s is not', (_what, text) => {
    expect(read(text)).toBeUndefined();
  });
});

describe("Meta's calls", () => {
  const kept: unknown[] = [];
  const logged: unknown[] = [];
  let isAway = false;
  const log = (...line: unknown[]) => void logged.push(line);
  const app = express().use(
    '/webhook',
    dataRequestsRouter({
      appSecrets: [secret],
      keep: async (type, { userId }) => {
        if (isAway) throw new Error('away');
        kept.push([type, userId]);
        return 'ABCDEF0123456789ABCD';
      },
      statusUrl: (code) => `https://tiepnhan.example.gov.vn/xoa-du-lieu/${code}`,
      log: { info: log, warn: log, error: log },
    }),
  );
  const post = (path: string, fields: object) => request(app).post(path).type('form').send(fields);
  beforeEach(() => {
    kept.length = logged.length = 0;
    isAway = false;
  });

  test('a request for deletion gets a code and where to look', async () => {
    const answer = await post('/webhook/data-deletion', { signed_request: signed() });
    expect(answer.status).toBe(200);
    expect(answer.body).toEqual({
      url: 'https://tiepnhan.example.gov.vn/xoa-du-lieu/ABCDEF0123456789ABCD',
      confirmation_code: 'ABCDEF0123456789ABCD',
    });
    expect(kept).toEqual([['deletion', '218471']]);
  });

  test('taking the permission away is kept too', async () => {
    expect((await post('/webhook/deauthorize', { signed_request: signed() })).status).toBe(200);
    expect(kept).toEqual([['deauthorization', '218471']]);
  });

  test.each([
    ['a wrong signature', { signed_request: signed(known, old) }],
    ['two of them', { signed_request: [signed(), signed()] }],
    ['none', {}],
  ])('%s is refused, and nothing is kept', async (_what, fields) => {
    const answer = await post('/webhook/data-deletion', fields);
    expect([answer.status, answer.text, kept]).toEqual([401, '', []]);
  });

  test('JSON is no form', async () => {
    const answer = await request(app).post('/webhook/data-deletion').send({ signed_request: signed() });
    expect(answer.status).toBe(401);
  });

  test('a form that is far too large is not read', async () => {
    const answer = await post('/webhook/data-deletion', { signed_request: 'x'.repeat(30_000) });
    expect(answer.status).toBe(413);
  });

  test('with the store away Meta is told to come again', async () => {
    isAway = true;
    expect((await post('/webhook/data-deletion', { signed_request: signed() })).status).toBe(503);
  });

  test('the log holds neither the person nor the signature', async () => {
    await post('/webhook/data-deletion', { signed_request: signed() });
    await post('/webhook/data-deletion', { signed_request: signed(known, old) });
    expect(logged).toHaveLength(2);
    expect(JSON.stringify(logged)).not.toMatch(/218471|eyJ/);
  });
});
