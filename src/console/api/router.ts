import express, { type Router } from 'express';
import { caseActionsRouter } from './case-actions';
import { casesRouter } from './cases';
import { complaintFormRouter } from './complaint-form';
import { connectionRouter } from './connection';
import { csrfGuard } from './csrf-guard';
import type { ConsoleDeps } from './deps';
import { filesRouter } from './files';
import { flowsRouter } from './flows/router';
import { liveRouter } from './live';
import { meRouter } from './me';
import { Refused, answerProblems } from './problem';
import { requireSignIn } from './require-sign-in';
import { signInRouter } from './sign-in';
import { statusRouter } from './status';
import { transcriptRouter } from './transcript';

/** All that the console's page asks of the server; mounted at `/api`. */
export function consoleRouter(deps: ConsoleDeps): Router {
  const router = express.Router();

  router.use((_req, res, next) => {
    res.set({ 'Cache-Control': 'no-store', 'X-Content-Type-Options': 'nosniff' });
    next();
  });
  router.use(statusRouter(deps));
  router.use(csrfGuard(deps));
  router.use('/flows', express.json({ limit: '400kb' }));
  router.use(express.json({ limit: '100kb' }));
  router.use(signInRouter(deps));

  // Nothing below is reached without a sign-in.
  router.use(requireSignIn(deps));
  router.use(meRouter(deps));
  router.use(casesRouter(deps));
  router.use(complaintFormRouter(deps));
  router.use(caseActionsRouter(deps));
  router.use(transcriptRouter(deps));
  router.use(filesRouter(deps));
  router.use(liveRouter(deps));
  router.use(flowsRouter(deps));
  router.use(connectionRouter(deps));
  router.use(() => {
    throw new Refused(404, 'not-found', 'Không có địa chỉ này.');
  });
  router.use(answerProblems(deps));
  return router;
}
