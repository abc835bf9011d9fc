import express, { type Router } from 'express';
import type { ConsoleDeps } from './deps';
import { Refused } from './problem';
import { signedInOf } from './require-sign-in';

/** How the connection to Meta is: for those who can mend it. */
export function connectionRouter({ connection }: Pick<ConsoleDeps, 'connection'>): Router {
  const router = express.Router();
  router.get('/connection', async (_req, res) => {
    if (signedInOf(res).account.role !== 'admin')
      throw new Refused(403, 'not-allowed', 'Chỉ quản trị hệ thống mới xem được trang này.');
    res.json(await connection());
  });
  return router;
}
