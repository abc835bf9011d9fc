import express, { type Router } from 'express';
import type { ConsoleDeps } from './deps';

/** For every page, before the sign-in too: with the database away nobody could sign in to learn why. */
export function statusRouter({ status }: Pick<ConsoleDeps, 'status'>): Router {
  const router = express.Router();
  router.get('/status', async (_req, res) => {
    res.json(await status());
  });
  return router;
}
