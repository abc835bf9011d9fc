import { StoreAway } from '../../../src/store/store-away';
import { type OpenConsole, openConsole } from './open-console';

let console: OpenConsole | undefined;
afterEach(() => console?.close());

test('everybody may ask how the system is doing, signed in or not', async () => {
  let intake: 'normal' | 'spooling' = 'normal';
  console = await openConsole({ status: async () => ({ intake }) });
  expect((await console.ask('get', '/api/status')).body).toEqual({ intake: 'normal' });
  intake = 'spooling';
  const answer = await console.ask('get', '/api/status');
  expect(answer.status).toBe(200);
  expect(answer.body).toEqual({ intake: 'spooling' });
  expect(answer.headers['cache-control']).toBe('no-store');
});

test('while the database is away a request is answered with 503, why, and when to try again', async () => {
  const away = () => Promise.reject(new StoreAway());
  console = await openConsole({ readTranscript: away });
  const cookie = await console.signedIn('duty-officer');
  const answer = await console.ask('get', '/api/cases/h-gop-y/transcript', cookie);
  expect(answer.status).toBe(503);
  expect(answer.headers['retry-after']).toBe('5');
  expect(answer.body).toEqual({
    code: 'store-away',
    message: expect.stringContaining('vì cơ sở dữ liệu đang gián đoạn') as string,
  });
  expect(console.logged).toMatchObject([{ about: { error: 'StoreAway', method: 'GET' } }]);
});

test('so is signing in, and asking who one is', async () => {
  const away = () => Promise.reject(new StoreAway());
  const open = await openConsole();
  console = open;
  const cookie = await open.signedIn('duty-officer');
  Object.assign(open.deps.signIns, { get: away });
  Object.assign(open.deps.accounts, { find: away });
  expect((await open.ask('get', '/api/me', cookie)).body).toMatchObject({ code: 'store-away' });
  const password = 'mot mat khau nao do';
  const entering = await open.ask('post', '/api/sign-in').send({ username: 'a', password });
  expect(entering.status).toBe(503);
  expect(entering.body).toMatchObject({ code: 'store-away' });
});
