import type { CaseView, FileView, Transcript } from '../../../src/console/contract';
import { type OpenConsole, openConsole } from './open-console';
import { files } from './world';

let console: OpenConsole;
let requests = 0;

beforeEach(async () => {
  const withOriginal = files.map((file) =>
    file.id === 'f-anh' ? { ...file, hasOriginal: true, hasPreview: true } : file,
  );
  console = await openConsole({
    findFiles: async (ids) => withOriginal.filter(({ id }) => ids.includes(id)),
  });
});
afterEach(() => console.close());

const act = async (role: string, type: string, file: string, id = 'h-phan-anh', requestId?: string) =>
  console
    .ask('post', `/api/cases/${id}/actions`, await console.signedIn(role))
    .send({ requestId: requestId ?? `yeu-cau-${(requests += 1)}`, type, file });
const get = async (path: string, role = 'duty-officer') =>
  console.ask('get', path, await console.signedIn(role));
const view = async (role = 'duty-officer') => (await get('/api/cases/h-phan-anh', role)).body as CaseView;
const photoOf = ({ files: shown }: CaseView): FileView | undefined => shown.find(({ id }) => id === 'f-anh');
const deedsIn = ({ history }: CaseView) => history.map(({ type }) => type).slice(1);

test('a photo that is marked is given to nobody, at once, and who did it stands in the history', async () => {
  expect(photoOf(await view())?.may).toEqual(['mark-paper']);
  const marked = await act('duty-officer', 'mark-paper', 'f-anh');
  expect(marked.status).toBe(200);
  expect(photoOf(marked.body as CaseView)).toMatchObject({
    state: 'quarantined',
    may: ['unmark-paper', 'delete-paper'],
  });
  expect(photoOf(marked.body as CaseView)).not.toHaveProperty('url');
  expect(photoOf(marked.body as CaseView)).not.toHaveProperty('preview');
  expect((marked.body as CaseView).history.at(-1)).toMatchObject({
    type: 'paper-marked',
    by: { name: 'Cán bộ duty-officer' },
  });
  for (const role of ['duty-officer', 'handler', 'office', 'leader'])
    for (const query of ['', '?inline=1', '?unsafe=1', '?original=1', '?preview=1']) {
      const answer = await get(`/api/files/f-anh${query}`, role);
      expect([answer.status, (answer.body as { code: string }).code]).toEqual([403, 'paper']);
    }
  const { items } = (await get('/api/cases/h-phan-anh/transcript')).body as Transcript;
  expect(items.flatMap((item) => item.files)).toMatchObject([{ id: 'f-anh', state: 'quarantined' }]);
  expect(JSON.stringify(items)).not.toContain('/api/files');
});

test('a small picture is given to those who may see the photo, and can run nothing', async () => {
  const address = photoOf(await view())?.preview;
  expect(address).toBe('/api/files/f-anh?preview=1');
  const picture = await get(String(address));
  expect(picture.headers).toMatchObject({
    'content-type': 'image/jpeg',
    'content-disposition': 'inline',
    'content-security-policy': "default-src 'none'; sandbox",
    'x-content-type-options': 'nosniff',
    'cache-control': 'no-store',
  });
  expect(picture.body).toEqual(Buffer.from([7, 8]));
  expect((await get(String(address), 'denunciation-officer')).status).toBe(
    (await get('/api/files/f-anh', 'denunciation-officer')).status,
  );
  expect((await get(String(address), 'admin')).status).toBe(404);
});

test('a mark set by mistake is taken back, and the photo is there again', async () => {
  await act('duty-officer', 'mark-paper', 'f-anh');
  const back = await act('duty-officer', 'unmark-paper', 'f-anh');
  expect(photoOf(back.body as CaseView)).toMatchObject({ state: 'kept', may: ['mark-paper'] });
  expect((await get('/api/files/f-anh')).status).toBe(200);
  expect(deedsIn(await view())).toEqual(['paper-marked', 'paper-unmarked']);
});

test('only what is marked can be deleted; then nothing more can be done with it', async () => {
  expect((await act('duty-officer', 'delete-paper', 'f-anh')).body).toMatchObject({
    code: 'refused',
    message: expect.stringContaining('không còn được đánh dấu') as string,
  });
  await act('duty-officer', 'mark-paper', 'f-anh');
  expect((await act('duty-officer', 'delete-paper', 'f-anh')).status).toBe(200);
  const { doc } = (await console.deps.cases.get('h-phan-anh')) ?? {};
  expect(doc?.effects).toMatchObject([{ type: 'delete-file', file: 'f-anh' }]);
  expect(console.woken).toContain('h-phan-anh');
  for (const type of ['mark-paper', 'unmark-paper', 'delete-paper'])
    expect((await act('duty-officer', type, 'f-anh')).body).toMatchObject({
      message: 'Ảnh này đã bị xóa. Xin tải lại trang để xem tình trạng mới nhất.',
    });
  expect((await get('/api/files/f-anh')).status).toBe(403);
});

test('a second click does it once, and a stale page is told so', async () => {
  for (let tries = 0; tries < 2; tries += 1)
    expect((await act('duty-officer', 'mark-paper', 'f-anh', 'h-phan-anh', 'mot-yeu-cau')).status).toBe(200);
  expect(deedsIn(await view())).toEqual(['paper-marked']);
  const stale = await act('duty-officer', 'mark-paper', 'f-anh');
  expect([stale.status, (stale.body as { message: string }).message]).toEqual([
    409,
    'Ảnh này đã được đánh dấu là giấy tờ tùy thân rồi. Xin tải lại trang để xem tình trạng mới nhất.',
  ]);
});

test.each([
  ['who only reads', 'leader', 'f-anh', 'h-phan-anh', 403],
  ['of a case that he may not see', 'duty-officer', 'f-bang-chung', 'h-to-cao', 404],
  ['of another conversation', 'duty-officer', 'f-thuong', 'h-phan-anh', 404],
  ['in a tố cáo that says who sent it', 'denunciation-officer', 'f-giay-to', 'h-to-cao', 404],
  ['that is no photo', 'duty-officer', 'f-cach-ly', 'h-phan-anh', 409],
  ['that nobody knows', 'duty-officer', 'f-khong-co', 'h-phan-anh', 404],
])('a file is marked by nobody %s', async (_, role, file, id, status) => {
  const answer = await act(role, 'mark-paper', file, id);
  expect(answer.status).toBe(status);
  expect((answer.body as { message: string }).message).toMatch(/\.$/);
});

test('evidence of a tố cáo is marked by its own officer', async () => {
  expect((await act('denunciation-officer', 'mark-paper', 'f-bang-chung', 'h-to-cao')).status).toBe(200);
  expect((await get('/api/files/f-bang-chung', 'denunciation-officer')).status).toBe(403);
});

test('who fetches a photo as it came is written down once a look, before it is given out', async () => {
  expect(photoOf(await view())?.original).toBe('/api/files/f-anh?original=1');
  for (let tries = 0; tries < 2; tries += 1)
    expect((await get('/api/files/f-anh?original=1', 'leader')).status).toBe(200);
  expect(deedsIn(await view())).toEqual(['original-fetched']);
  expect((await view()).history.at(-1)).toMatchObject({ by: { name: 'Cán bộ leader' } });
  console.time.now += 60_000;
  await get('/api/files/f-anh?original=1', 'leader');
  expect(deedsIn(await view())).toEqual(['original-fetched', 'original-fetched']);
});

test('of a photo without an original none is offered, nor to who may not know who the citizen is', async () => {
  expect((await view()).files.find(({ id }) => id === 'f-svg')).not.toHaveProperty('original');
  expect((await get('/api/files/f-bang-chung?original=1', 'denunciation-officer')).status).toBe(404);
});
