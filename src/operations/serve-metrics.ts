import express from 'express';
import { listen } from '../listen';
import type { Metrics } from './metrics';

/**
 * /metrics on an address of its own, so that the public port can never show them.
 * @returns where, and how to stop
 * @throws the listen error
 */
export function serveMetrics(
  metrics: Pick<Metrics, 'text'>,
  where: { readonly host: string; readonly port: number },
): Promise<{ readonly url: string; readonly stop: () => Promise<void> }> {
  const app = express().disable('x-powered-by');
  app.get('/metrics', async (_request, response) => {
    const { type, body } = await metrics.text();
    response.set({ 'Content-Type': type, 'Cache-Control': 'no-store' }).send(body);
  });
  app.use((_request, response) => void response.sendStatus(404));
  return listen(app, where);
}
