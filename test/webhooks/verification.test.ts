import { openDoor, verifyToken, type Door } from './open-door';

let door: Door;
beforeAll(async () => {
  door = await openDoor();
});
afterAll(() => door.close());

const ask = (query: string) => fetch(`${door.url}?${query}`);
const right = `hub.mode=subscribe&hub.verify_token=${verifyToken}`;

test('says the bare challenge back as plain text', async () => {
  const answer = await ask(`${right}&hub.challenge=1158201444`);
  expect(answer.status).toBe(200);
  expect(answer.headers.get('content-type')).toMatch(/^text\/plain/);
  expect(await answer.text()).toBe('1158201444');
});

test.each([
  ['a wrong token', 'hub.mode=subscribe&hub.verify_token=wrong&hub.challenge=1'],
  ['no token', 'hub.mode=subscribe&hub.challenge=1'],
  ['an empty token', 'hub.mode=subscribe&hub.verify_token=&hub.challenge=1'],
  ['a token with more behind it', `hub.mode=subscribe&hub.verify_token=${verifyToken}x&hub.challenge=1`],
  ['no mode', `hub.verify_token=${verifyToken}&hub.challenge=1`],
  ['another mode', `hub.mode=unsubscribe&hub.verify_token=${verifyToken}&hub.challenge=1`],
  ['no challenge', right],
  ['an empty challenge', `${right}&hub.challenge=`],
  ['the token twice', `${right}&hub.verify_token=${verifyToken}&hub.challenge=1`],
  ['the mode twice', `${right}&hub.mode=subscribe&hub.challenge=1`],
  ['the challenge twice', `${right}&hub.challenge=1&hub.challenge=2`],
  ['the token as an object', `hub.mode=subscribe&hub.verify_token[a]=${verifyToken}&hub.challenge=1`],
  ['no query', ''],
])('refuses %s with 403 and an empty body', async (_what, query) => {
  const answer = await ask(query);
  expect(answer.status).toBe(403);
  expect(await answer.text()).toBe('');
});

test.each(['<script>alert(1)</script>', 'a b', '1\r\nSet-Cookie: a=b', '1'.repeat(201)])(
  'does not reflect the challenge %j',
  async (challenge) => {
    const answer = await ask(`${right}&hub.challenge=${encodeURIComponent(challenge)}`);
    expect(answer.status).toBe(403);
    expect(await answer.text()).toBe('');
  },
);

test('has nothing for other methods', async () => {
  const answer = await fetch(door.url, { method: 'PUT', body: '{}' });
  expect(answer.status).toBe(404);
});
