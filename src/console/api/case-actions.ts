import express, { type Router } from 'express';
import { caseAction } from '../contract';
import { actOnCase } from './act-on-case';
import { checkPaper } from './check-paper';
import type { ConsoleDeps } from './deps';
import { readInput } from './read-input';
import { signedInOf } from './require-sign-in';
import { showCase } from './show-case';

export function caseActionsRouter(deps: ConsoleDeps): Router {
  const router = express.Router();

  router.post('/cases/:id/actions', async (req, res) => {
    const officer = signedInOf(res).account;
    const request = readInput(caseAction, req.body);
    await checkPaper(deps, officer, req.params.id, request);
    const doc = await actOnCase(deps, officer, req.params.id, request);
    res.json(await showCase(deps, officer, doc));
  });

  return router;
}
