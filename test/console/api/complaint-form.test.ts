import { roles } from '../../../src/cases/case';
import { complaintFormFile } from '../../../src/cases/complaint-form/complaint-form-file';
import type { CaseView } from '../../../src/console/contract';
import { type OpenConsole, openConsole } from './open-console';

let console: OpenConsole;
beforeAll(async () => {
  console = await openConsole();
});
afterAll(() => console.close());

const get = async (path: string, role: string) => console.ask('get', path, await console.signedIn(role));
const formOf = (id: string, role = 'duty-officer') => get(`/api/cases/${id}/complaint-form`, role);

describe('GET /api/cases/:id/complaint-form', () => {
  it('gives the form to those who may read the case and who sent it', async () => {
    const given = await Promise.all(
      roles.map(async (role) => [role, (await formOf('h-khieu-nai', role)).status] as const),
    );
    expect(given.filter(([, status]) => status === 200).map(([role]) => role)).toEqual([
      'duty-officer',
      'handler',
      'office',
      'leader',
    ]);
  });

  it('is the file that the citizen gets, to be saved and kept nowhere on the way', async () => {
    const stored = await console.deps.cases.get('h-khieu-nai');
    if (!stored) throw new Error('there is no case');
    const { name, contentType, content } = complaintFormFile(stored.doc, console.deps.department());
    const cookie = await console.signedIn('duty-officer');
    const answer = await console
      .ask('get', '/api/cases/h-khieu-nai/complaint-form', cookie)
      .responseType('blob');
    expect(Buffer.from(content).equals(answer.body as Buffer)).toBe(true);
    expect(answer.headers).toMatchObject({
      'content-type': contentType,
      'content-disposition': `attachment; filename=${name}`,
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
    });
  });

  it.each(['h-phan-anh', 'h-gop-y'])('there is none in a case of another kind: %s', async (id) => {
    expect((await formOf(id)).status).toBe(404);
  });

  it('says of a tố cáo the same as of a case that does not exist', async () => {
    const [hidden, absent] = [await formOf('h-to-cao'), await formOf('h-khong-co')];
    expect([hidden.status, hidden.text]).toEqual([404, absent.text]);
    expect((await formOf('h-to-cao', 'denunciation-officer')).status).toBe(404);
  });

  it('asks for a sign-in', async () => {
    expect((await console.ask('get', '/api/cases/h-khieu-nai/complaint-form')).status).toBe(401);
  });
});

it('the case says where its form is, to those who may have it', async () => {
  const viewOf = async (id: string, role: string) => (await get(`/api/cases/${id}`, role)).body as CaseView;
  const { form, code } = await viewOf('h-khieu-nai', 'handler');
  expect(form).toEqual({
    name: `don-khieu-nai-${code}.docx`,
    url: '/api/cases/h-khieu-nai/complaint-form',
  });
  expect((await viewOf('h-phan-anh', 'handler')).form).toBeUndefined();
  expect((await viewOf('h-to-cao', 'denunciation-officer')).form).toBeUndefined();
});
