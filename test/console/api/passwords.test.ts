import { makePasswords } from '../../../src/console/api/passwords';

const passwords = makePasswords();

describe('passwords', () => {
  it('are kept as Argon2id with a salt of their own', async () => {
    const [one, other] = await Promise.all([passwords.hash('mật khẩu'), passwords.hash('mật khẩu')]);
    expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(one).not.toBe(other);
  });

  it('are the same in either way of writing Vietnamese letters', async () => {
    const kept = await passwords.hash('Mật khẩu của tôi'.normalize('NFC'));
    expect(await passwords.verify(kept, 'Mật khẩu của tôi'.normalize('NFD'))).toBe(true);
    expect(await passwords.verify(kept, 'mat khau cua toi')).toBe(false);
  });

  it('of nobody are never right', async () => {
    expect(await passwords.verify(undefined, '')).toBe(false);
  });

  it('are checked in turn, and a crowd is asked to come back', async () => {
    const kept = await passwords.hash('đúng');
    const answers = await Promise.allSettled(
      Array.from({ length: 60 }, () => passwords.verify(kept, 'đúng')),
    );
    const refused = answers.filter(({ status }) => status === 'rejected');
    expect(answers.filter((answer) => answer.status === 'fulfilled' && answer.value)).toHaveLength(52);
    expect(refused).toHaveLength(8);
    expect(refused[0]).toMatchObject({ reason: { status: 503, code: 'busy' } });
    expect(await passwords.verify(kept, 'đúng')).toBe(true);
  });
});
