import { createHash, randomBytes } from 'node:crypto';
import type { AccountDoc } from '../../store/accounts';
import type { SignInDoc } from '../../store/sign-ins';
import type { ConsoleDeps } from './deps';

export const longestSignInMs = 8 * 3_600_000;
const idleMs = 30 * 60_000;
/** `seenAt` is written at most this often; a write for every request would be one for every look. */
const seenEveryMs = 60_000;

type Deps = Pick<ConsoleDeps, 'signIns' | 'accounts' | 'clock'>;
export type SignedIn = { readonly signIn: SignInDoc; readonly account: AccountDoc };

/** @returns the token for the cookie; the store keeps only its hash. */
export async function startSignIn(deps: Deps, accountId: string): Promise<string> {
  const token = randomBytes(32).toString('base64url');
  const now = deps.clock.now();
  await deps.signIns.insertIfAbsent([{ id: signInId(token), accountId, startedAt: now, seenAt: now }]);
  await endOld(deps, now - longestSignInMs);
  return token;
}

/** Who holds this token. */
export const peekSignIn = (deps: Deps, token: string): Promise<SignedIn | undefined> =>
  stillSignedIn(deps, signInId(token));

/** Who holds this token, and notes that they are active. */
export async function findSignIn(deps: Deps, token: string): Promise<SignedIn | undefined> {
  const found = await peekSignIn(deps, token);
  if (!found) return undefined;
  const now = deps.clock.now();
  if (now - found.signIn.seenAt >= seenEveryMs) await deps.signIns.update(found.signIn.id, { seenAt: now });
  return found;
}

/** The sign-in with this id unless it has run out. Asking is no activity: an open page does it by itself. */
export async function stillSignedIn(deps: Deps, id: string): Promise<SignedIn | undefined> {
  const signIn = (await deps.signIns.get(id))?.doc;
  if (!signIn) return undefined;
  const now = deps.clock.now();
  const account = (await deps.accounts.get(signIn.accountId))?.doc;
  const over = now - signIn.startedAt >= longestSignInMs || now - signIn.seenAt >= idleMs;
  if (!over && account?.active) return { signIn, account };
  await deps.signIns.delete(id);
  return undefined;
}

export const endSignIn = async (deps: Pick<Deps, 'signIns'>, token: string): Promise<void> => {
  await deps.signIns.delete(signInId(token));
};

/** Ends every sign-in of an account: after a change of password none of them is to be trusted. */
export async function endSignInsOf({ signIns }: Pick<Deps, 'signIns'>, accountId: string): Promise<void> {
  const pageSize = 100;
  for (;;) {
    const page = await signIns.find({ where: { accountId }, sort: [], limit: pageSize });
    for (const { doc } of page) await signIns.delete(doc.id);
    if (page.length < pageSize) return;
  }
}

const signInId = (token: string): string => createHash('sha256').update(token).digest('hex');

/** Tidies up a few that ran out, as new ones come. */
async function endOld({ signIns }: Pick<Deps, 'signIns'>, before: number): Promise<void> {
  const old = await signIns.find({ where: { startedAt: { lt: before } }, sort: ['startedAt'], limit: 20 });
  for (const { doc } of old) await signIns.delete(doc.id);
}
