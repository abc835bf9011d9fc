import express, { type Request, type Response, type Router } from 'express';
import { faultOf } from '../src/fault-of';
import { readSignedRequest, type SignedRequest } from './read-signed-request';

export type DataRequestsDeps = {
  readonly appSecrets: readonly string[];
  /** Keeps it durably; the same one twice is one. @returns its confirmation code */
  readonly keep: (type: 'deletion' | 'deauthorization', request: SignedRequest) => Promise<string>;
  /** Where a person reads what became of it. */
  readonly statusUrl: (code: string) => string;
  readonly log: {
    info(fields: object, message: string): void;
    warn(fields: object, message: string): void;
    error(fields: object, message: string): void;
  };
};

/** Meta's calls on behalf of a person who removed the app in his Facebook settings. */
export function dataRequestsRouter(deps: DataRequestsDeps): Router {
  const router = express.Router();
  const form = express.urlencoded({ extended: false, limit: '20kb' });

  router.post('/data-deletion', form, (request, response) =>
    take('deletion', request, response, (code) => ({ url: deps.statusUrl(code), confirmation_code: code })),
  );
  router.post('/deauthorize', form, (request, response) =>
    take('deauthorization', request, response, () => ({})),
  );
  return router;

  async function take(
    type: 'deletion' | 'deauthorization',
    { body }: Request,
    response: Response,
    answer: (code: string) => object,
  ): Promise<void> {
    const signed = readSignedRequest(
      deps.appSecrets,
      (body as Record<string, unknown> | undefined)?.signed_request,
    );
    if (!signed) {
      deps.log.warn(
        { type },
        'data request refused: missing or wrong signature; if it persists check APP_SECRET',
      );
      response.status(401).end();
      return;
    }
    try {
      const code = await deps.keep(type, signed);
      deps.log.info({ type, code }, 'data request kept; look at it with: npm run data-requests');
      response.json(answer(code));
    } catch (error) {
      deps.log.error(faultOf(error), 'data request not stored');
      response.status(503).end();
    }
  }
}
