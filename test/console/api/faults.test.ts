import { type OpenConsole, openConsole } from './open-console';

const words = 'Trần Thị Tố nhận phong bì';

/** A store that fails and says in its message what it was asked to store. */
class StoreFault extends Error {
  override readonly name = 'StoreFault';
  readonly code = 'EIO';

  constructor() {
    super(`could not read “${words}”`);
  }
}
const fail = () => Promise.reject(new StoreFault());

let console: OpenConsole | undefined;
afterEach(() => console?.close());

it('a request that fails is logged with the kind of fault and where, and without what was said', async () => {
  console = await openConsole({ readTranscript: fail });
  const cookie = await console.signedIn('duty-officer');
  const answer = await console.ask('get', '/api/cases/h-gop-y/transcript', cookie);
  expect(answer.status).toBe(500);
  expect(answer.text).not.toContain(words);
  expect(console.logged).toMatchObject([
    {
      about: { error: 'StoreFault EIO', at: expect.stringContaining('faults.test') as string, method: 'GET' },
    },
  ]);
  expect(JSON.stringify(console.logged)).not.toContain(words);
});

it('a wake-up that fails is logged in the same way, and the action stands', async () => {
  console = await openConsole({ wakeCase: fail });
  const cookie = await console.signedIn('duty-officer');
  const action = { requestId: 'req-12345678', type: 'note', text: 'đã gọi' };
  const answer = await console.ask('post', '/api/cases/h-gop-y/actions', cookie).send(action);
  expect(answer.status).toBe(200);
  expect(console.logged).toMatchObject([{ about: { error: 'StoreFault EIO', caseId: 'h-gop-y' } }]);
  expect(JSON.stringify(console.logged)).not.toContain(words);
});
