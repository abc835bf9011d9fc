import express, { type Router } from 'express';
import { signIn } from '../contract';
import { foldUsername } from './accounts';
import type { ConsoleDeps } from './deps';
import { showAccount } from './me';
import { Refused } from './problem';
import { readInput } from './read-input';
import { countInProcess, type SignInAddresses } from './sign-in-addresses';
import { giveToken, takeToken, tokenOf } from './sign-in-cookie';
import { clearDelay, countAttempt } from './sign-in-delay';
import { endSignIn, startSignIn } from './sign-in-tokens';

export function signInRouter(deps: ConsoleDeps): Router {
  const router = express.Router();
  const addresses = deps.signInAddresses ?? countInProcess();

  router.post('/sign-in', async (req, res) => {
    const { username: typed, password } = readInput(signIn, req.body);
    const address = req.ip ?? 'unknown';
    await countAddress(addresses, address);
    const username = foldUsername(typed);
    await countAttempt(deps, username);

    const account = (await deps.accounts.find({ where: { username }, sort: [], limit: 1 }))[0]?.doc;
    const right = await deps.passwords.verify(account?.passwordHash, password);
    if (!account?.active || !right) {
      throw new Refused(401, 'wrong-sign-in', 'Tên đăng nhập hoặc mật khẩu chưa đúng.');
    }

    await Promise.all([clearDelay(deps, username), addresses.reward(address)]);
    const old = tokenOf(deps, req);
    if (old) await endSignIn(deps, old);
    giveToken(deps, res, await startSignIn(deps, account.id));
    res.json(showAccount(account));
  });

  router.post('/sign-out', async (req, res) => {
    const token = tokenOf(deps, req);
    if (token) await endSignIn(deps, token);
    takeToken(deps, res);
    res.sendStatus(204);
  });

  return router;
}

async function countAddress(addresses: SignInAddresses, address: string): Promise<void> {
  const seconds = await addresses.consume(address).then(
    () => 0,
    (over: unknown) => {
      if (over instanceof Error) throw over;
      return Math.ceil(((over as { msBeforeNext?: number }).msBeforeNext ?? 1000) / 1000);
    },
  );
  if (seconds === 0) return;
  throw new Refused(
    429,
    'too-many-attempts',
    `Có quá nhiều lần đăng nhập từ nơi này. Xin thử lại sau ${seconds} giây.`,
    seconds,
  );
}
