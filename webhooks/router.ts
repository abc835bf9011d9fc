import { createHash, timingSafeEqual } from 'node:crypto';
import express, { type ErrorRequestHandler, type Router } from 'express';
import { faultOf } from '../src/fault-of';
import type { Incoming } from '../src/messenger/events';
import { parsePayload } from './parse-payload';
import { verifySignature } from './verify-signature';

/** Meta's own bodies of over 300 KB were seen; a larger cap than this only serves whoever wants to fill memory. */
const BODY_LIMIT = '2mb';

export type WebhookDeps = {
  readonly pageId: string;
  readonly appSecrets: readonly string[];
  readonly verifyToken: string;
  /** Resolves when the events are kept durably; what it says of them is left in `response.locals.kept`. */
  readonly accept: (events: readonly Incoming[]) => Promise<unknown>;
  readonly now: () => number;
  readonly log: { warn(fields: object, message: string): void; error(fields: object, message: string): void };
};

/** Messenger's door. 200 means stored; everything that Meta should send again gets 503. */
export function webhookRouter(deps: WebhookDeps): Router {
  const router = express.Router();

  router.get('/', (request, response) => {
    const mode = request.query['hub.mode'];
    const token = request.query['hub.verify_token'];
    const challenge = request.query['hub.challenge'];
    const isMeta = mode === 'subscribe' && typeof token === 'string' && isSame(token, deps.verifyToken);
    if (!isMeta || typeof challenge !== 'string' || !/^[\w.-]{1,200}$/.test(challenge)) {
      response.status(403).end();
      return;
    }
    response.type('text/plain').send(challenge);
  });

  router.post(
    '/',
    express.raw({ type: () => true, limit: BODY_LIMIT, inflate: false }),
    async (request, response) => {
      const body: unknown = request.body;
      const raw = Buffer.isBuffer(body) ? body : Buffer.alloc(0);
      if (!verifySignature(deps.appSecrets, raw, request.get('x-hub-signature-256'))) {
        deps.log.warn(
          { bytes: raw.length },
          'webhook refused: missing or wrong signature; if it persists check APP_SECRET',
        );
        response.status(401).end();
        return;
      }
      if (raw.length === 0) {
        response.status(400).end();
        return;
      }
      try {
        response.locals.kept = await deps.accept(parsePayload(raw, deps.pageId, deps.now()));
      } catch (error) {
        deps.log.error(faultOf(error), 'webhook not stored, Meta will send it again');
        response.status(503).end();
        return;
      }
      response.status(200).type('text/plain').send('EVENT_RECEIVED');
    },
  );

  router.use(badRequest);
  return router;
}

/** A body that is too large, cut off, or compressed never becomes a 5xx. */
const badRequest: ErrorRequestHandler = (error: unknown, _request, response, next) => {
  if (response.headersSent) {
    next(error);
    return;
  }
  const status =
    typeof error === 'object' && error !== null && 'status' in error ? Number(error.status) : 400;
  response.status(status >= 400 && status < 500 ? status : 400).end();
};

/** Compares digests, so that neither content nor length shows in the time it takes. */
const isSame = (given: string, expected: string): boolean => {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(expected));
};
