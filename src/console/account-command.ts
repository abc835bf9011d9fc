import { roles, type Role } from '../cases/case';
import { systemClock } from '../clock';
import type { Config } from '../config';
import { openStore } from '../store/open-store';
import { secretsOf } from '../trial-secrets';
import { makeAccount, resetPassword } from './api/accounts';
import { makePasswords } from './api/passwords';

const usage = `Cách dùng:
  npm run account -- make <tên đăng nhập> <vai trò> <họ và tên>
  npm run account -- reset <tên đăng nhập>
Vai trò: ${roles.join(', ')}`;

/** Makes an account, or gives one a new one-time password. Works beside a running server. @returns the exit code */
export async function runAccountCommand(config: Config, argv: readonly string[]): Promise<number> {
  const [verb, username, role, ...name] = argv;
  const isMake = verb === 'make' && username && isRole(role) && name.length > 0;
  const isReset = verb === 'reset' && username && role === undefined;
  if (!isMake && !isReset) return refuse(usage);

  const { store, close } = await openStore({ clock: systemClock }, { ...config, ...secretsOf(config) });
  try {
    const deps = { ...store, passwords: makePasswords(), clock: systemClock };
    const made = isMake
      ? await makeAccount(deps, { username, role: role as Role, name: name.join(' ') })
      : await resetPassword(deps, username);
    if (!made) return refuse(`Không có tài khoản “${username}”.`);
    if ('refused' in made) return refuse(made.refused);
    process.stdout.write(`Tài khoản:            ${made.username}\nMật khẩu dùng một lần: ${made.password}\n`);
    return 0;
  } finally {
    await close();
  }
}

const isRole = (text: string | undefined): boolean =>
  (roles as readonly (string | undefined)[]).includes(text);

function refuse(sentence: string): number {
  process.stderr.write(`${sentence}\n`);
  return 1;
}
