import type { Request, RequestHandler, Response } from 'express';
import type { ConsoleDeps } from './deps';
import { Refused } from './problem';
import { tokenOf } from './sign-in-cookie';
import { type SignedIn, findSignIn, peekSignIn } from './sign-in-tokens';

type Deps = Pick<ConsoleDeps, 'signIns' | 'accounts' | 'clock' | 'publicUrl'>;

/** What still works with a one-time password, beside signing out: to see who one is, and to choose one's own. */
const openBeforeChange = new Set(['GET /me', 'POST /me/password']);

const signedIn = new WeakMap<Response, SignedIn>();

/** Everything behind it is for signed-in officers. */
export const requireSignIn =
  (deps: Deps): RequestHandler =>
  async (req, res, next) => {
    const token = tokenOf(deps, req);
    const find = isAskedByThePage(req) ? peekSignIn : findSignIn;
    const found = token ? await find(deps, token) : undefined;
    if (!found) throw new Refused(401, 'sign-in-needed', 'Xin Anh/Chị đăng nhập để tiếp tục.');
    if (found.account.mustChangePassword && !openBeforeChange.has(`${req.method} ${req.path}`)) {
      throw new Refused(403, 'must-change-password', 'Xin Anh/Chị đổi mật khẩu trước khi tiếp tục.');
    }
    signedIn.set(res, found);
    next();
  };

/**
 * A page that asks by itself, again and again, must not keep an empty chair signed in. Its stream and its pictures
 * cannot carry the header: they open by themselves too, whenever something new has come.
 */
const isAskedByThePage = (req: Request): boolean =>
  req.get('x-background') === '1' || /^\/(live$|files\/)/.test(req.path);

/** Who asks. */
export function signedInOf(res: Response): SignedIn {
  const found = signedIn.get(res);
  if (!found) throw new Error('the route is not behind requireSignIn');
  return found;
}
