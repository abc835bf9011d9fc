import express, { type Response, type Router } from 'express';
import type { Department } from '../conversation/department';
import type { Collection } from '../store/collection';
import type { DataRequestDoc } from '../store/data-requests';
import { dataRequestPage, noSuchRequestPage } from './data-request-page';
import { privacyPage } from './privacy-page';

export const PRIVACY_PATH = '/quyen-rieng-tu';
export const REQUEST_PATH = '/xoa-du-lieu';

/** The few pages that are for everybody, without signing in. */
export function publicPages(deps: {
  readonly department: () => Department;
  readonly dataRequests: Pick<Collection<DataRequestDoc>, 'peek'>;
}): Router {
  const router = express.Router();
  const send = (response: Response, page: string) =>
    response.type('html').set('Cache-Control', 'no-cache').send(page);

  router.get(PRIVACY_PATH, (_request, response) => void send(response, privacyPage(deps.department())));
  router.get(`${REQUEST_PATH}/:code`, async (request, response) => {
    const { code } = request.params;
    const isCode = /^[0-9A-F]{20}$/.test(code);
    // Who it was is not read: the page must not be able to tell.
    const [found] = isCode ? await deps.dataRequests.peek({ where: { id: code }, sort: [], limit: 1 }) : [];
    const isThere = found?.doc.type === 'deletion';
    if (!isThere) response.status(404);
    const page = isThere
      ? dataRequestPage(deps.department(), found.doc as DataRequestDoc)
      : noSuchRequestPage(deps.department());
    send(response, page);
  });
  return router;
}
