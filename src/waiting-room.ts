import express, { type Router } from 'express';
import { statusRouter } from './console/api/status';
import { answerProblems } from './console/api/problem';
import type { Logger } from './log';
import { StoreAway } from './store/store-away';
import { webPages } from './web-pages';

/** What a browser or Meta is told to wait (s) before it asks once more. */
const RETRY_AFTER = '15';

/**
 * What is found as long as the database has not been there since the start. Officers get the pages, which say so;
 * everybody else, such as Meta with a request to delete somebody's data, is asked to come again.
 */
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
  router.use((_request, response) => {
    response.status(503).set('Retry-After', RETRY_AFTER).type('text/plain');
    response.send('Trang này chưa mở được lúc này, xin thử lại sau ít phút.');
  });
  return router;
}
