import type { z } from 'zod';
import { watchActivity } from './activity';
import { askServer, type ServerRequest } from './ask-server';

const deps = {
  fetch: (input: RequestInfo | URL, init?: RequestInit) => window.fetch(input, init),
  isIdle: watchActivity({ now: () => Date.now() }, window),
};

export function get<T>(path: string, schema: z.ZodType<T>, signal?: AbortSignal): Promise<T> {
  return askServer(deps, { path, signal }, schema);
}

export function post<T>(
  path: string,
  body: ServerRequest['body'],
  schema: z.ZodType<T>,
  signal?: AbortSignal,
): Promise<T> {
  return askServer(deps, { path, method: 'POST', body, signal }, schema);
}
