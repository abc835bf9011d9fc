import { get } from 'node:http';
import { delayAfter } from '../../../src/console/api/sign-in-delay';
import { type OpenConsole, openConsole } from './open-console';
import { password } from './world';

let console: OpenConsole;
beforeEach(async () => {
  console = await openConsole();
});
afterEach(() => console.close());

const signIn = (username: string, typed = password, cookie?: string) =>
  console.ask('post', '/api/sign-in', cookie).send({ username, password: typed });

const cookieOf = (response: { get(name: 'Set-Cookie'): string[] | undefined }): string =>
  response.get('Set-Cookie')?.[0] ?? '';

describe('the delay after wrong passwords', () => {
  it('grows from one second after the third to five minutes', () => {
    expect([1, 2, 3, 4, 5, 6, 11, 12, 100, 5000].map((failures) => delayAfter(failures) / 1000)).toEqual([
      0, 0, 1, 2, 4, 8, 256, 300, 300, 300,
    ]);
  });

  it.each(['duty-officer', 'khong-co-ai'])(
    'meets %s, says how long it is, and ends by the clock',
    async (username) => {
      for (let failure = 1; failure <= 3; failure++) expect((await signIn(username, 'sai')).status).toBe(401);
      for (const wait of [1, 2, 4, 8]) {
        const refused = await signIn(username, 'sai');
        expect(refused.status).toBe(429);
        expect(refused.get('Retry-After')).toBe(String(wait));
        expect(refused.body).toEqual({
          code: 'too-many-attempts',
          message: `Anh/Chị đã nhập sai nhiều lần. Xin thử lại sau ${wait} giây.`,
        });
        console.time.now += wait * 1000;
        expect((await signIn(username, 'sai')).status).toBe(401);
      }
    },
  );

  it('holds for the right password too, and a right one clears it', async () => {
    for (let failure = 1; failure <= 3; failure++) await signIn('duty-officer', 'sai');
    expect((await signIn('duty-officer')).status).toBe(429);
    console.time.now += 1000;
    expect((await signIn('duty-officer')).status).toBe(200);
    expect((await signIn('duty-officer', 'sai')).status).toBe(401);
    expect((await signIn('duty-officer')).status).toBe(200);
  });

  it('lets no crowd of attempts at the same moment slip through', async () => {
    const statuses = await Promise.all(
      Array.from({ length: 12 }, async (_, at) => (await signIn('duty-officer', `sai-${at}`)).status),
    );
    expect(statuses.filter((status) => status === 401).length).toBeLessThanOrEqual(3);
    expect(statuses.every((status) => status === 401 || status === 429)).toBe(true);
  });

  it('counts guesses at the present password when a new one is chosen', async () => {
    const cookie = await console.signedIn('duty-officer');
    const guess = () =>
      console.ask('post', '/api/me/password', cookie).send({ current: 'sai', next: 'mật khẩu rất mới' });
    for (let failure = 1; failure <= 3; failure++) expect((await guess()).status).toBe(400);
    expect((await guess()).status).toBe(429);
  });

  it('forgets after a day, also in the store', async () => {
    await signIn('khong-co-ai', 'sai');
    for (let failure = 1; failure <= 3; failure++) await signIn('duty-officer', 'sai');
    console.time.now += 24 * 3_600_000;
    expect((await signIn('duty-officer', 'sai')).status).toBe(401);
    console.time.now += 1;
    await signIn('ai-do-khac', 'sai');
    expect(await console.deps.signInDelays.count({})).toBe(2);
  });

  it('turns an address away that tries one name after the other', async () => {
    const statuses: number[] = [];
    for (let at = 0; at < 61; at++) statuses.push((await signIn(`ai-do-${at}`, 'sai')).status);
    expect(statuses.slice(0, 60).every((status) => status === 401)).toBe(true);
    expect(statuses[60]).toBe(429);
  });
});

describe('an unknown account', () => {
  it('costs the same check of a password as a known one', async () => {
    const checked: string[] = [];
    const { passwords } = console.deps;
    const watched = await openConsole({
      passwords: {
        ...passwords,
        verify: (passwordHash, typed) => {
          checked.push(passwordHash ? 'known' : 'unknown');
          return passwords.verify(passwordHash, typed);
        },
      },
    });
    for (const username of ['leader', 'khong-co-ai', 'gone-officer']) {
      await watched.ask('post', '/api/sign-in').send({ username, password: 'sai' });
    }
    expect(checked).toEqual(['known', 'unknown', 'known']);
    await watched.close();
  });
});

describe('the cookie', () => {
  it('is out of reach of scripts and of other sites', async () => {
    const cookie = cookieOf(await signIn('duty-officer'));
    expect(cookie).toMatch(
      /^tn=[\w-]{43}; Max-Age=28800; Path=\/; Expires=[^;]+; HttpOnly; SameSite=Strict$/,
    );
  });

  it('is bound to the host and to https where the console is reached by https', async () => {
    const secure = await openConsole({ publicUrl: 'https://console.test' });
    const response = await secure.ask('post', '/api/sign-in').send({ username: 'leader', password });
    expect(cookieOf(response)).toMatch(
      /^__Host-tn=[\w-]{43}; .*Path=\/; .*HttpOnly; Secure; SameSite=Strict$/,
    );
    const me = await secure.ask('get', '/api/me', cookieOf(response).split(';')[0]);
    expect(me.body).toMatchObject({ role: 'leader' });
    await secure.close();
  });

  it('is a new one at each sign-in, which ends the one before', async () => {
    const first = cookieOf(await signIn('duty-officer')).split(';')[0] ?? '';
    const second = cookieOf(await signIn('duty-officer', password, first)).split(';')[0] ?? '';
    expect(second).not.toBe(first);
    expect((await console.ask('get', '/api/me', first)).status).toBe(401);
    expect((await console.ask('get', '/api/me', second)).status).toBe(200);
  });

  it('is nowhere in the store', async () => {
    const token = (cookieOf(await signIn('duty-officer')).split(';')[0] ?? '').replace('tn=', '');
    const stored = await console.deps.signIns.find({ where: {}, sort: [], limit: 10 });
    expect(stored).toHaveLength(1);
    expect(JSON.stringify(stored)).not.toContain(token);
  });

  it.each(['tn=', 'tn=x', `tn=${'a'.repeat(43)}`, `tn=${'a'.repeat(5000)}`, 'tn; tn==;;', 'other=1'])(
    'says nothing when it is %j',
    async (cookie) => {
      expect((await console.ask('get', '/api/me', cookie)).status).toBe(401);
    },
  );
});

describe('a sign-in', () => {
  it('ends after eight hours, however busy', async () => {
    const cookie = await console.signedIn('duty-officer');
    for (let passed = 0; passed < 8 * 60 - 20; passed += 20) {
      console.time.now += 20 * 60_000;
      expect((await console.ask('get', '/api/me', cookie)).status).toBe(200);
    }
    console.time.now += 20 * 60_000;
    expect((await console.ask('get', '/api/me', cookie)).status).toBe(401);
    expect(await console.deps.signIns.count({})).toBe(0);
  });

  it('ends when the account is closed', async () => {
    const cookie = await console.signedIn('duty-officer');
    await console.deps.accounts.update('o-duty-officer', { active: false });
    expect((await console.ask('get', '/api/me', cookie)).status).toBe(401);
  });

  it('of another browser ends when the password is changed, and this one gets a new token', async () => {
    const here = await console.signedIn('duty-officer');
    const elsewhere = await console.signedIn('duty-officer');
    const another = await console.signedIn('leader');
    const changed = await console
      .ask('post', '/api/me/password', here)
      .send({ current: password, next: 'mật khẩu rất mới' });
    expect(changed.status).toBe(200);
    expect((await console.ask('get', '/api/me', elsewhere)).status).toBe(401);
    expect((await console.ask('get', '/api/me', here)).status).toBe(401);
    expect((await console.ask('get', '/api/me', another)).status).toBe(200);
    const renewed = cookieOf(changed).split(';')[0];
    expect((await console.ask('get', '/api/me', renewed)).status).toBe(200);
  });

  it('that ran out long ago leaves the store as others sign in', async () => {
    for (let at = 0; at < 5; at++) await console.signedIn('leader');
    console.time.now += 9 * 3_600_000;
    await signIn('duty-officer');
    expect(await console.deps.signIns.count({})).toBe(1);
  });
});

describe('half an hour of nobody at the page', () => {
  it.each(['/api/live', '/api/files/f-anh', '/api/files/f-anh?inline=1'])(
    'is not interrupted by %s, which a browser asks for without a header',
    async (path) => {
      const cookie = await console.signedIn('duty-officer');
      for (let minutes = 0; minutes < 28; minutes += 7) {
        console.time.now += 7 * 60_000;
        expect(await statusOf(path, cookie)).toBe(200);
      }
      console.time.now += 2 * 60_000;
      expect(await statusOf(path, cookie)).toBe(401);
    },
  );

  it('is interrupted by what the officer does', async () => {
    const cookie = await console.signedIn('duty-officer');
    for (let minutes = 0; minutes < 60; minutes += 10) {
      console.time.now += 10 * 60_000;
      expect((await console.ask('post', '/api/cases/search', cookie).send({})).status).toBe(200);
    }
  });
});

/** A stream answers for ever, so only its head is awaited. */
function statusOf(path: string, cookie: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const asked = get(console.url + path, { headers: { cookie }, agent: false }, (response) => {
      resolve(response.statusCode);
      response.destroy();
    });
    asked.on('error', reject);
  });
}
