import type { z } from 'zod';
import { problem } from '../../contract';
import { ServerError } from './server-error';

export type ServerDeps = {
  readonly fetch: typeof fetch;
  /** Whether nobody is at the page: then its requests do not count as an officer's. */
  readonly isIdle: () => boolean;
};
export type ServerRequest = {
  readonly path: string;
  readonly method?: 'GET' | 'POST';
  readonly body?: unknown;
  readonly signal?: AbortSignal;
};

const patience = 30_000;

/**
 * One question to the server, its answer read through the contract's schema.
 * @throws ServerError with a message for the officer; an abort by the caller passes through as it is.
 */
export async function askServer<T>(
  deps: ServerDeps,
  request: ServerRequest,
  schema: z.ZodType<T>,
): Promise<T> {
  const response = await send(deps, request);
  const body = await readBody(response, request);
  if (!response.ok) throw refusal(response, body);
  const answer = schema.safeParse(body);
  if (answer.success) return answer.data;
  throw new ServerError(
    'Máy chủ trả lời không đúng dạng. Xin tải lại trang; nếu vẫn lỗi, xin báo quản trị.',
    // As good as no answer: whether it acted cannot be told.
    { status: 500, code: 'bad-answer' },
    { cause: answer.error },
  );
}

async function send(
  deps: ServerDeps,
  { path, method = 'GET', body, signal }: ServerRequest,
): Promise<Response> {
  const timeout = AbortSignal.timeout(patience);
  try {
    return await deps.fetch(path, {
      method,
      credentials: 'same-origin',
      cache: 'no-store',
      signal: signal === undefined ? timeout : AbortSignal.any([signal, timeout]),
      headers: {
        accept: 'application/json',
        ...(deps.isIdle() && { 'x-background': '1' }),
        // A page of another site cannot add this header, so the server knows that it was us.
        ...(method === 'POST' && { 'content-type': 'application/json', 'x-requested-with': 'tiep-nhan' }),
      },
      ...(method === 'POST' && { body: JSON.stringify(body ?? {}) }),
    });
  } catch (cause) {
    throw unreached(signal, cause);
  }
}

async function readBody(response: Response, { signal }: ServerRequest): Promise<unknown> {
  let text: string;
  try {
    text = await response.text();
  } catch (cause) {
    throw unreached(signal, cause);
  }
  if (text === '') return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    // A proxy's page of HTML: told apart below by the status, or by the schema.
    return text;
  }
}

function unreached(signal: AbortSignal | undefined, cause: unknown): unknown {
  if (signal?.aborted === true) return cause;
  return new ServerError(
    'Không kết nối được với máy chủ. Xin kiểm tra mạng rồi thử lại.',
    { status: 0, code: 'unreached' },
    { cause },
  );
}

function refusal(response: Response, body: unknown): ServerError {
  const { status } = response;
  const wait = Number(response.headers.get('retry-after') ?? Number.NaN);
  const retryAfter = Number.isFinite(wait) && wait > 0 ? wait : undefined;
  const said = problem.safeParse(body);
  if (said.success) return new ServerError(said.data.message, { status, code: said.data.code, retryAfter });
  return new ServerError(`Máy chủ chưa làm được việc này (mã ${status}). Xin thử lại sau ít phút.`, {
    status,
    code: 'unknown',
    retryAfter,
  });
}
