import express, { type ErrorRequestHandler, type Request, type Response, type Router } from 'express';
import { setTimeout as wait } from 'node:timers/promises';
import type { Faults } from './faults';
import type { GraphCall, RecordedCall } from './graph-call';
import { answerGraph, type EdgeDeps } from './graph-edges';
import { isObject, isText } from './json';
import { readGraphRequest, type GraphRequest } from './read-graph-request';
import { errorBody, parameter } from './refusal';
import type { AllowanceUsed } from './simulator-contract';

export type GraphDeps = EdgeDeps & {
  readonly faults: Faults;
  readonly latencyMs: number;
  readonly usage: () => AllowanceUsed | undefined;
  readonly record: (call: RecordedCall) => void;
  /** Connections that are left without an answer, to be cut at the end. */
  readonly hanging: Set<() => void>;
};

/** `/:version/...` as at graph.facebook.com, with faults, delay and a record of every call. */
export function createGraphApi(deps: GraphDeps): Router {
  const router = express.Router();
  router.use(
    express.json({ limit: '2mb' }),
    express.urlencoded({ extended: true, limit: '2mb' }),
    express.raw({ type: 'multipart/form-data', limit: '26mb' }),
  );
  router.use((request, response) => answer(deps, request, response));
  router.use(badBody);
  return router;
}

async function answer(deps: GraphDeps, request: Request, response: Response): Promise<void> {
  const graph = await readGraphRequest(request);
  if ('code' in graph) return void response.status(400).json(errorBody(graph));
  const call = describe(graph, deps.clock.now());
  const fault = deps.faults.take(call);
  if (fault) deps.ledger.tell({ type: 'switches' });
  sayUsage(deps, response);
  const delay = deps.latencyMs + (fault?.delayMs ?? 0);
  if (delay > 0) await wait(delay);
  if (fault?.with === 'reset') {
    deps.record({ ...call, outcome: 'dropped' });
    request.socket.resetAndDestroy();
  } else if (fault?.with === 'timeout') {
    deps.record({ ...call, outcome: 'dropped' });
    hang(deps, request);
  } else if (isObject(fault?.with)) {
    const { status, body } = fault.with;
    deps.record({ ...call, outcome: 'refused', status, error: errorIn(body) });
    response.status(status).json(body);
  } else {
    await takeEffect(deps, graph, call, response, fault?.with === 'sent-but-lost');
  }
}

/** As Meta says it, beside refusals too. */
function sayUsage({ usage, pageId }: GraphDeps, response: Response): void {
  const used = usage();
  if (!used) return;
  const counts = { call_count: used.percent, total_cputime: 0, total_time: 0 };
  const messenger = {
    type: 'messenger',
    ...counts,
    estimated_time_to_regain_access: used.regainMinutes,
  };
  response.set('X-App-Usage', JSON.stringify(counts));
  response.set('X-Business-Use-Case-Usage', JSON.stringify({ [pageId]: [messenger] }));
}

async function takeEffect(
  deps: GraphDeps,
  graph: GraphRequest,
  call: GraphCall,
  response: Response,
  lost: boolean,
): Promise<void> {
  const answer = await answerGraph(deps, graph);
  if ('refusal' in answer) {
    const body = errorBody(answer.refusal);
    deps.record({ ...call, outcome: 'refused', status: 400, error: errorIn(body) });
    response.status(400).json(body);
  } else if (lost) {
    deps.record({ ...call, outcome: 'lost', mid: answer.mid });
    response.req.socket.resetAndDestroy();
  } else {
    deps.record({ ...call, outcome: 'accepted', status: 200, mid: answer.mid });
    response.json(answer.body);
  }
}

function hang(deps: GraphDeps, request: Request): void {
  const cut = (): void => void request.socket.destroy();
  deps.hanging.add(cut);
  request.socket.once('close', () => deps.hanging.delete(cut));
}

function describe(graph: GraphRequest, at: number): GraphCall {
  const { recipient, message } = graph.params;
  return {
    method: graph.method,
    path: graph.path,
    at,
    body: graph.params,
    psid: isObject(recipient) && isText(recipient.id) ? recipient.id : undefined,
    metadata: isObject(message) && isText(message.metadata) ? message.metadata : undefined,
  };
}

function errorIn(body: unknown): RecordedCall['error'] {
  return isObject(body) && isObject(body.error) ? (body.error as RecordedCall['error']) : undefined;
}

const badBody: ErrorRequestHandler = (
  error: { readonly type?: string; readonly status?: number },
  _request,
  response,
  next,
) => {
  if (response.headersSent) return next(error);
  if (error.type === 'entity.too.large')
    response.status(400).json(errorBody(parameter('Attachment size exceeds allowable limit', 2018109)));
  else if (error.status === 400)
    response.status(400).json(errorBody(parameter('The body is not valid JSON')));
  else next(error);
};
