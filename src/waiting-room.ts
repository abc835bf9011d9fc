import express, { type Router } from 'express';
import { statusRouter } from './console/api/status';
import { answerProblems } from './console/api/problem';
import type { Logger } from './log';
import { StoreAway } from './store/store-away';
import { webPages } from './web-pages';

/** What officers find as long as the database has not been there since the start: the pages, which say so. */
export function waitingRoom(deps: { readonly log: Logger; readonly pages: string }): Router {
  const router = express.Router();
  const api = express.Router();
  api.use(statusRouter({ status: async () => ({ intake: 'spooling' }) }));
  api.use(() => {
    throw new StoreAway();
  });
  api.use(answerProblems(deps));
  router.use('/api', api);
  router.use(webPages(deps.pages, { trial: false }));
  return router;
}
