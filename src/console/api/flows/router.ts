import express, { type RequestHandler, type Router } from 'express';
import { checkText, discardDraft, planPublish, publish, saveDraft, tryText } from '../../flow-contract';
import type { ConsoleDeps } from '../deps';
import { Refused } from '../problem';
import { readInput } from '../read-input';
import { signedInOf } from '../require-sign-in';
import { dropDraft, keepDraft } from './drafts';
import { planOf, publishItems } from './publish';
import { checkOne, tryOne } from './try-out';
import { listFlows, showFlow, showVersion } from './show';

/** The page "Kịch bản": flows as admins write, try out and publish them. */
export function flowsRouter(deps: ConsoleDeps): Router {
  const router = express.Router();
  router.use('/flows', forAdmins);

  router.get('/flows', async (_req, res) => {
    res.json(await listFlows(deps));
  });
  router.post('/flows/check', async (req, res) => {
    res.json(await checkOne(deps, readInput(checkText, req.body)));
  });
  router.post('/flows/try', async (req, res) => {
    res.json(await tryOne(deps, readInput(tryText, req.body)));
  });
  router.post('/flows/plan', async (req, res) => {
    res.json(await planOf(deps, readInput(planPublish, req.body).items));
  });
  router.post('/flows/publish', async (req, res) => {
    const { id, name } = signedInOf(res).account;
    await publishItems(deps, { id, name }, readInput(publish, req.body));
    res.json(await listFlows(deps));
  });
  router.get('/flows/:name', async (req, res) => {
    res.json(await showFlow(deps, req.params.name));
  });
  router.get('/flows/:name/versions/:number', async (req, res) => {
    res.json(await showVersion(deps, req.params.name, Number(req.params.number)));
  });
  router.post('/flows/:name/draft', async (req, res) => {
    const { id, name } = signedInOf(res).account;
    const flow = readInput(checkText.shape.name, req.params.name);
    await keepDraft(deps, { id, name }, flow, readInput(saveDraft, req.body));
    res.json(await showFlow(deps, flow));
  });
  router.post('/flows/:name/discard', async (req, res) => {
    await dropDraft(deps, req.params.name, readInput(discardDraft, req.body).rev);
    res.json(await listFlows(deps));
  });
  return router;
}

const forAdmins: RequestHandler = (_req, res, next) => {
  if (signedInOf(res).account.role !== 'admin')
    throw new Refused(403, 'not-allowed', 'Chỉ quản trị hệ thống mới xem và sửa được kịch bản.');
  next();
};
