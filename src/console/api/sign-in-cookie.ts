import type { CookieOptions, Request, Response } from 'express';
import type { ConsoleDeps } from './deps';
import { longestSignInMs } from './sign-in-tokens';

type Deps = Pick<ConsoleDeps, 'publicUrl'>;

const onHttps = ({ publicUrl }: Deps): boolean => publicUrl.startsWith('https:');

/** `__Host-` makes the browser itself refuse the cookie unless it is Secure, for this host alone and the whole path. */
const nameOf = (deps: Deps): string => (onHttps(deps) ? '__Host-tn' : 'tn');

const optionsOf = (deps: Deps): CookieOptions => ({
  httpOnly: true,
  sameSite: 'strict',
  secure: onHttps(deps),
  path: '/',
});

export function giveToken(deps: Deps, res: Response, token: string): void {
  res.cookie(nameOf(deps), token, { ...optionsOf(deps), maxAge: longestSignInMs });
}

export function takeToken(deps: Deps, res: Response): void {
  res.clearCookie(nameOf(deps), optionsOf(deps));
}

export function tokenOf(deps: Deps, req: Request): string | undefined {
  const start = `${nameOf(deps)}=`;
  const pairs = (req.headers.cookie ?? '').split(';').map((pair) => pair.trim());
  const token = pairs.find((pair) => pair.startsWith(start))?.slice(start.length);
  return token && /^[A-Za-z0-9_-]{43}$/.test(token) ? token : undefined;
}
