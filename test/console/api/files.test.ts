import { roles } from '../../../src/cases/case';
import { type OpenConsole, openConsole } from './open-console';

let console: OpenConsole;
beforeAll(async () => {
  console = await openConsole();
});
afterAll(() => console.close());

const get = async (id: string, role: string, query = '') =>
  console.ask('get', `/api/files/${id}${query}`, await console.signedIn(role));

const seenBy = async (id: string): Promise<string[]> => {
  const statuses = await Promise.all(
    roles.map(async (role) => [role, (await get(id, role)).status] as const),
  );
  return statuses.filter(([, status]) => status === 200).map(([role]) => role);
};

const ordinaryReaders = ['duty-officer', 'handler', 'office', 'leader'];

describe('GET /api/files/:id', () => {
  it.each([
    ['a file of an ordinary case', 'f-anh', ordinaryReaders],
    ['a file sent after the case', 'f-roi', ordinaryReaders],
    ['evidence of a tố cáo', 'f-bang-chung', ['denunciation-officer']],
    ['what was sent during a tố cáo, in no case', 'f-mat-roi', ['denunciation-officer']],
    ['identity papers in a tố cáo', 'f-giay-to', []],
    [
      'an ordinary file in a conversation with a tố cáo',
      'f-thuong',
      [...ordinaryReaders, 'denunciation-officer'],
    ],
    ['a file that nobody knows', 'f-khong-co', []],
  ])('gives %s to those who may see it', async (_, id, expected) => {
    expect(await seenBy(id)).toEqual(expected);
  });

  it('says of a hidden file the same as of one that does not exist', async () => {
    const hidden = await get('f-bang-chung', 'duty-officer');
    const absent = await get('f-khong-co', 'duty-officer');
    expect([hidden.status, hidden.text]).toEqual([absent.status, absent.text]);
  });

  it('is saved under its Vietnamese name, and can run nothing', async () => {
    const file = await get('f-anh', 'duty-officer');
    expect(file.headers).toMatchObject({
      'content-type': 'image/jpeg',
      'content-length': '4',
      'content-security-policy': "default-src 'none'; sandbox",
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
    });
    expect(file.get('content-disposition')).toMatch(
      /^attachment; .*filename\*=UTF-8''tr%E1%BA%A1m%20thu%20ph%C3%A1t\.jpg$/,
    );
    expect(file.body).toEqual(Buffer.from([1, 2, 3, 4]));
  });

  it('shows a photo in the page when asked to', async () => {
    expect((await get('f-anh', 'duty-officer', '?inline=1')).get('content-disposition')).toBe('inline');
  });

  it('never shows in the page what could hold a script', async () => {
    const file = await get('f-svg', 'duty-officer', '?inline=1');
    expect(file.get('content-disposition')).toBe('attachment; filename=so-do.svg');
  });

  it('names nobody in the name of a file of a tố cáo', async () => {
    const file = await get('f-bang-chung', 'denunciation-officer');
    expect(file.get('content-disposition')).not.toContain('phong-bi');
    expect(file.get('content-disposition')).toMatch(/gchung\.jpg/);
  });

  it('says so when a file is not there yet', async () => {
    const answer = await get('f-cho', 'duty-officer');
    expect(answer.status).toBe(404);
    expect(answer.body).toEqual({
      code: 'not-kept',
      message: 'Tệp này chưa tải về được hoặc không còn nữa.',
    });
  });

  it('gives one that may do harm only to who asks for it by that name, and so that nothing opens it', async () => {
    const refused = await get('f-cach-ly', 'duty-officer', '?inline=1');
    expect([refused.status, (refused.body as { code: string }).code]).toEqual([403, 'quarantined']);
    const given = await get('f-cach-ly', 'duty-officer', '?unsafe=1&inline=1');
    expect(given.headers).toMatchObject({
      'content-type': 'application/octet-stream',
      'content-disposition': 'attachment; filename=bang-ke.docx.cach-ly',
    });
  });

  it('gives a photo as its camera made it only to who may know the citizen, and never in the page', async () => {
    const original = await get('f-anh', 'duty-officer', '?original=1&inline=1');
    expect(original.body).toEqual(Buffer.from([5, 6]));
    expect(original.get('content-disposition')).toMatch(/^attachment/);
    expect((await get('f-bang-chung', 'denunciation-officer')).status).toBe(200);
    expect((await get('f-bang-chung', 'denunciation-officer', '?original=1')).status).toBe(404);
  });

  it('turns down a question that it does not know', async () => {
    expect((await get('f-anh', 'duty-officer', '?inline=2')).status).toBe(400);
  });
});
