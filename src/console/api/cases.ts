import express, { type Router } from 'express';
import { caseQuery } from '../contract';
import type { ConsoleDeps } from './deps';
import { findCases } from './find-cases';
import { readCase } from './read-case';
import { readInput } from './read-input';
import { signedInOf } from './require-sign-in';
import { showCase } from './show-case';

export function casesRouter(deps: ConsoleDeps): Router {
  const router = express.Router();

  router.post('/cases/search', async (req, res) => {
    // Strict: a filter that we do not know must not be taken for no filter.
    const query = readInput(caseQuery.strict(), req.body);
    res.json(await findCases(deps, signedInOf(res).account, query));
  });

  router.get('/cases/:id', async (req, res) => {
    const reader = signedInOf(res).account;
    res.json(await showCase(deps, reader, await readCase(deps, reader, req.params.id)));
  });

  return router;
}
