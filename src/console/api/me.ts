import express, { type Router } from 'express';
import type { AccountDoc } from '../../store/accounts';
import { type AccountView, changePassword } from '../contract';
import type { ConsoleDeps } from './deps';
import { Refused } from './problem';
import { readInput } from './read-input';
import { signedInOf } from './require-sign-in';
import { giveToken } from './sign-in-cookie';
import { clearDelay, countAttempt } from './sign-in-delay';
import { endSignInsOf, startSignIn } from './sign-in-tokens';

export const showAccount = ({ id, name, role, mustChangePassword }: AccountDoc): AccountView => ({
  id,
  name,
  role,
  mustChangePassword,
});

export function meRouter(deps: ConsoleDeps): Router {
  const router = express.Router();

  router.get('/me', (_req, res) => {
    res.json(showAccount(signedInOf(res).account));
  });

  router.post('/me/password', async (req, res) => {
    const { account } = signedInOf(res);
    const { current, next } = readInput(changePassword, req.body);
    // A browser left open is no place to guess the password at leisure.
    await countAttempt(deps, account.username);
    if (!(await deps.passwords.verify(account.passwordHash, current))) {
      throw new Refused(400, 'wrong-password', 'Mật khẩu hiện tại chưa đúng.');
    }
    await clearDelay(deps, account.username);
    if (next === current) {
      throw new Refused(400, 'same-password', 'Mật khẩu mới phải khác mật khẩu hiện tại.');
    }

    const passwordHash = await deps.passwords.hash(next);
    const stored = await deps.accounts.get(account.id);
    const changed = stored && { ...stored.doc, passwordHash, mustChangePassword: false };
    // Where it was changed meanwhile (a reset, or twice at once), the older knowledge loses.
    const same = stored?.doc.passwordHash === account.passwordHash;
    if (!changed || !same || !(await deps.accounts.replace(changed, { version: stored.version }))) {
      throw new Refused(409, 'changed-meanwhile', 'Mật khẩu vừa được đổi ở nơi khác. Xin đăng nhập lại.');
    }
    await endSignInsOf(deps, account.id);
    giveToken(deps, res, await startSignIn(deps, account.id));
    res.json(showAccount(changed));
  });

  return router;
}
