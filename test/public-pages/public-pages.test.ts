import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import express from 'express';
import request from 'supertest';
import { parse } from 'yaml';
import { department } from '../../src/conversation/department';
import { escape } from '../../src/public-pages/show-page';
import { publicPages } from '../../src/public-pages/router';
import { keepDataRequest } from '../../src/store/data-requests';
import { frozenClock } from '../support/frozen-clock';
import { tempStore, type TempStore } from '../support/temp-store';

const ours = department.parse(parse(readFileSync(join(__dirname, '../../flows/department.yaml'), 'utf8')));
let temp: TempStore;
beforeAll(async () => {
  temp = await tempStore({ clock: frozenClock() });
});
afterAll(() => temp.close());

const get = (path: string, of = ours) =>
  request(express().use(publicPages({ ...temp.store, department: () => of }))).get(path);
const keep = (userId: string, issuedAt = 1_790_000_600_000) =>
  keepDataRequest({ ...temp.store, codeKey: Buffer.alloc(32, 7) }, 'deletion', { userId, issuedAt });

describe('the privacy page', () => {
  test("says what the department's file says, with whom to ask", async () => {
    const { status, text, headers } = await get('/quyen-rieng-tu');
    expect([status, headers['content-type']]).toEqual([200, 'text/html; charset=utf-8']);
    for (const { title } of ours.privacy?.sections ?? []) expect(text).toContain(escape(title));
    expect(text).toContain('0989 368 885');
    expect(text).toContain(escape(ours.reception.address));
    expect(text).toMatch(/xóa dữ liệu/);
    // Nothing is left to be filled in.
    expect(text.replace(/<style>[\s\S]*<\/style>/, '')).not.toMatch(/[{}]/);
    expect(text).not.toContain('<script');
  });

  test('is there without a text of its own too, with whom to ask', async () => {
    const { text } = await get('/quyen-rieng-tu', { ...ours, privacy: undefined });
    expect(text).toContain('0982 969 999');
  });

  test('takes words for words, never for markup', async () => {
    const sections = [{ title: '<b>Ai</b>', text: '<script>alert("1")</script> & {so.ten-ngan}' }];
    const { text } = await get('/quyen-rieng-tu', { ...ours, privacy: { since: '1/1/2027', sections } });
    expect(text).not.toContain('<script');
    expect(text).not.toContain('<b>');
  });
});

describe('the page of a request', () => {
  test('says when it came and what becomes of it, not whose it is', async () => {
    const code = await keep('218471');
    const { status, text } = await get(`/xoa-du-lieu/${code}`);
    expect(status).toBe(200);
    expect(text).toContain(code);
    expect(text).toContain('21/09/2026');
    expect(text).toContain('đang xem xét');
    expect(text).not.toContain('218471');
  });

  test('says that it is done', async () => {
    const code = await keep('218472');
    await temp.store.dataRequests.update(code, { state: 'done', doneAt: 1_790_800_000_000 });
    expect((await get(`/xoa-du-lieu/${code}`)).text).toContain('Đã giải quyết xong ngày 01/10/2026');
  });

  test.each(['ABCDEF0123456789ABCD', 'abc', '..%2f..%2fetc', '%00', 'A'.repeat(500)])(
    'is not there for %s',
    async (code) => {
      const { status, text } = await get(`/xoa-du-lieu/${code}`);
      expect(status).toBe(404);
      expect(text).toContain('Không tìm thấy yêu cầu');
    },
  );

  test('of one who only took the permission away there is none', async () => {
    const deps = { ...temp.store, codeKey: Buffer.alloc(32, 7) };
    const code = await keepDataRequest(deps, 'deauthorization', { userId: '5', issuedAt: 1_790_000_600_000 });
    expect((await get(`/xoa-du-lieu/${code}`)).status).toBe(404);
  });
});

test('the same request has the same code and is kept once; another has another', async () => {
  const codes = [await keep('31'), await keep('31'), await keep('32'), await keep('31', 1_790_000_601_000)];
  expect(codes[0]).toBe(codes[1]);
  expect(new Set(codes).size).toBe(3);
  for (const code of codes) expect(code).toMatch(/^[0-9A-F]{20}$/);
  const found = await temp.store.dataRequests.get(codes[0] ?? '');
  expect(found).toMatchObject({ doc: { userId: '31', state: 'received' }, version: 1 });
});
