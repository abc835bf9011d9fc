import { roles } from '../../../src/cases/case';
import { ensureTrialAccounts, makeAccount, resetPassword } from '../../../src/console/api/accounts';
import { oneTimePassword } from '../../../src/console/api/one-time-password';
import { type OpenConsole, openConsole } from './open-console';

let console: OpenConsole;
beforeEach(async () => {
  console = await openConsole();
});
afterEach(() => console.close());

const signIn = (username: string, password: string) =>
  console.ask('post', '/api/sign-in').send({ username, password });

async function withoutAccounts(): Promise<void> {
  for (const { doc } of await console.deps.accounts.find({ where: {}, sort: [], limit: 100 })) {
    await console.deps.accounts.delete(doc.id);
  }
}

describe('makeAccount', () => {
  it('makes an account that signs in with a one-time password', async () => {
    const made = await makeAccount(console.deps, {
      username: ' Lan.Nguyen ',
      name: 'Nguyễn Thị Lan',
      role: 'handler',
    });
    if ('refused' in made) throw new Error(made.refused);
    expect(made.username).toBe('lan.nguyen');
    expect((await signIn('lan.nguyen', made.password)).body).toMatchObject({
      name: 'Nguyễn Thị Lan',
      role: 'handler',
      mustChangePassword: true,
    });
  });

  it.each([
    ['a username that is taken', { username: 'Leader', name: 'Lan' }, /đã có người dùng/],
    ['a username with marks', { username: 'lãnhđạo', name: 'Lan' }, /chữ không dấu/],
    ['a username that is too short', { username: 'ab', name: 'Lan' }, /3–64 ký tự/],
    ['no name', { username: 'lan.nguyen', name: '  ' }, /họ tên/],
  ])('refuses %s, saying what to do', async (_, wanted, why) => {
    const made = await makeAccount(console.deps, { ...wanted, role: 'handler' });
    expect('refused' in made && made.refused).toMatch(why);
  });
});

describe('resetPassword', () => {
  it('gives a new one-time password, ends every sign-in and clears the delay', async () => {
    const cookie = await console.signedIn('leader');
    for (let failure = 1; failure <= 3; failure++) await signIn('leader', 'sai');
    const reset = await resetPassword(console.deps, 'Leader');
    expect(reset?.username).toBe('leader');
    expect((await console.ask('get', '/api/me', cookie)).status).toBe(401);
    expect((await signIn('leader', reset?.password ?? '')).body).toMatchObject({ mustChangePassword: true });
  });

  it('gives nothing where there is no such account', async () => {
    expect(await resetPassword(console.deps, 'khong-co-ai')).toBeUndefined();
  });
});

describe('ensureTrialAccounts', () => {
  it('makes one account a role where there is none yet, once', async () => {
    await withoutAccounts();
    const made = await ensureTrialAccounts(console.deps);
    expect(made.map(({ username }) => username)).toEqual([
      'canbotruc',
      'phongban',
      'vanphong',
      'lanhdao',
      'tocao',
      'nguoigiukhoa',
      'quantri',
    ]);
    const stored = await console.deps.accounts.find({ where: {}, sort: [], limit: 100 });
    expect(stored.map(({ doc }) => doc.role).sort()).toEqual([...roles].sort());
    expect(JSON.stringify(stored)).not.toContain(made[0]?.password);
    expect((await signIn('tocao', made[4]?.password ?? '')).body).toMatchObject({
      role: 'denunciation-officer',
      mustChangePassword: true,
    });
    expect(await ensureTrialAccounts(console.deps)).toEqual([]);
  });
});

describe('oneTimePassword', () => {
  it('can be read aloud and is another one each time', () => {
    const some = Array.from({ length: 200 }, oneTimePassword);
    expect(new Set(some).size).toBe(200);
    for (const one of some) expect(one).toMatch(/^([2-9a-hjkmnp-tv-z]{4}-){3}[2-9a-hjkmnp-tv-z]{4}$/);
  });
});
