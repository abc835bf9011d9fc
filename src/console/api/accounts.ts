import { randomUUID } from 'node:crypto';
import type { OfficerId, Role } from '../../cases/case';
import type { AccountDoc } from '../../store/accounts';
import type { ConsoleDeps } from './deps';
import { oneTimePassword } from './one-time-password';
import { clearDelay } from './sign-in-delay';
import { endSignInsOf } from './sign-in-tokens';

type Deps = Pick<ConsoleDeps, 'accounts' | 'signIns' | 'signInDelays' | 'passwords' | 'clock'>;
type NewAccount = { readonly username: string; readonly name: string; readonly role: Role };
/** What whoever hands over an account writes down: the password is nowhere else. */
export type HandOut = { readonly username: string; readonly password: string };

export const foldUsername = (typed: string): string => typed.normalize('NFKC').trim().toLowerCase();

/** Makes an account with a one-time password. */
export async function makeAccount(
  deps: Deps,
  wanted: NewAccount,
): Promise<HandOut | { readonly refused: string }> {
  const username = foldUsername(wanted.username);
  if (!/^[a-z0-9][a-z0-9._-]{2,63}$/.test(username)) {
    return {
      refused:
        'Tên đăng nhập cần 3–64 ký tự: chữ không dấu, số, dấu chấm, gạch nối; bắt đầu bằng chữ hoặc số.',
    };
  }
  const name = wanted.name.normalize('NFC').trim();
  if (!name) return { refused: 'Xin cho biết họ tên của người dùng tài khoản.' };
  const { doc, password } = await newAccount(deps, { username, name, role: wanted.role });
  const [made] = await deps.accounts.insertIfAbsent([doc]);
  return made ? { username, password } : { refused: `Tên đăng nhập “${username}” đã có người dùng.` };
}

/** Gives an account a new one-time password and ends its sign-ins. @returns nothing where there is no such account. */
export async function resetPassword(deps: Deps, typed: string): Promise<HandOut | undefined> {
  const username = foldUsername(typed);
  const account = (await deps.accounts.find({ where: { username }, sort: [], limit: 1 }))[0]?.doc;
  if (!account) return undefined;
  const password = oneTimePassword();
  const passwordHash = await deps.passwords.hash(password);
  await deps.accounts.update(account.id, { passwordHash, mustChangePassword: true });
  await endSignInsOf(deps, account.id);
  await clearDelay(deps, username);
  return { username, password };
}

const trialAccounts: readonly NewAccount[] = [
  { username: 'canbotruc', name: 'Cán bộ trực', role: 'duty-officer' },
  { username: 'phongban', name: 'Cán bộ phòng chuyên môn', role: 'handler' },
  { username: 'vanphong', name: 'Văn phòng Sở', role: 'office' },
  { username: 'lanhdao', name: 'Lãnh đạo Sở', role: 'leader' },
  { username: 'tocao', name: 'Cán bộ phụ trách tố cáo', role: 'denunciation-officer' },
  { username: 'nguoigiukhoa', name: 'Người giữ khóa', role: 'custodian' },
  { username: 'quantri', name: 'Quản trị hệ thống', role: 'admin' },
];

/** One account a role, where there is no account at all yet. One write makes them, so there are all or none. */
export async function ensureTrialAccounts(deps: Deps): Promise<readonly HandOut[]> {
  if ((await deps.accounts.count({})) > 0) return [];
  const made = await Promise.all(trialAccounts.map((wanted) => newAccount(deps, wanted)));
  const inserted = await deps.accounts.insertIfAbsent(made.map(({ doc }) => doc));
  return made
    .filter((_, at) => inserted[at])
    .map(({ doc, password }) => ({ username: doc.username, password }));
}

async function newAccount(
  { passwords, clock }: Pick<Deps, 'passwords' | 'clock'>,
  wanted: NewAccount,
): Promise<{ doc: AccountDoc; password: string }> {
  const password = oneTimePassword();
  const doc: AccountDoc = {
    id: randomUUID() as OfficerId,
    ...wanted,
    passwordHash: await passwords.hash(password),
    mustChangePassword: true,
    active: true,
    createdAt: clock.now(),
  };
  return { doc, password };
}
