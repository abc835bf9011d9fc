import type { RequestHandler } from 'express';
import type { Readiness } from './readiness';

/**
 * GET /readyz, for the alarm and for a container's health. Not for the proxy: a web process whose database is away
 * still takes in webhooks, and one that the proxy passes over loses them. The proxy asks /healthz.
 */
export const readinessRoute =
  (readiness: () => Promise<Readiness>): RequestHandler =>
  async (_request, response) => {
    const found = await readiness();
    response
      .status(found.ready ? 200 : 503)
      .set('Cache-Control', 'no-store')
      .json(found);
  };
