import type {
  CitizenAction,
  CitizenView,
  LiveEvent,
  StateView,
  Switches,
  ThreadView,
} from '../chat-contract';

const api = '/simulator/api';

/** What a person at the page can read; `unreachable` tells a dead server from a refused wish. */
export class ServerProblem extends Error {
  constructor(
    message: string,
    readonly unreachable: boolean,
  ) {
    super(message);
  }
}

async function call(method: string, path: string, body?: unknown): Promise<Response> {
  const form = body instanceof FormData;
  const init: RequestInit = {
    method,
    ...(body === undefined ? {} : { body: form ? body : JSON.stringify(body) }),
    ...(body === undefined || form ? {} : { headers: { 'Content-Type': 'application/json' } }),
  };
  const response = await fetch(api + path, init).catch(() => {
    throw new ServerProblem('Không kết nối được máy chủ. Xin chờ trong giây lát rồi thử lại.', true);
  });
  if (response.ok) return response;
  const problem = (await response.json().catch(() => ({}))) as { readonly message?: string };
  throw new ServerProblem(problem.message ?? 'Máy chủ gặp lỗi. Xin thử lại.', response.status >= 502);
}

const read = async <T>(path: string): Promise<T> => (await (await call('GET', path)).json()) as T;

export const loadState = (): Promise<StateView> => read('/state');
export const loadThread = (id: string): Promise<ThreadView> => read(`/citizens/${id}/thread`);
export const addCitizen = async (name: string): Promise<CitizenView> =>
  (await (await call('POST', '/citizens', { name })).json()) as CitizenView;
export const act = async (id: string, action: CitizenAction): Promise<void> =>
  void (await call('POST', `/citizens/${id}/actions`, action));
export const setSwitches = async (change: Partial<Switches>): Promise<void> =>
  void (await call('PUT', '/switches', change));
export const breakGraph = async (times: number): Promise<void> =>
  void (await call('POST', '/faults', { times, with: 'transient' }));
/** The next message is refused with one of Meta's errors. */
export const refuseNext = async (code: number, subcode?: number): Promise<void> =>
  void (await call('POST', '/faults', { times: 1, with: { code, ...(subcode && { subcode }) } }));
export const tellData = async (
  id: string,
  deed: 'data-deletion' | 'deauthorize',
): Promise<{ readonly url?: string }> =>
  (await (await call('POST', `/citizens/${id}/data`, { deed })).json()) as { readonly url?: string };
export const healGraph = async (): Promise<void> => void (await call('DELETE', '/faults'));
export const setUsage = async (percent: number, regainMinutes = 0): Promise<void> =>
  void (await call('PUT', '/usage', { percent, regainMinutes }));
export const passHours = async (hours: number): Promise<void> =>
  void (await call('POST', '/clock', { hours }));

export async function sendFiles(id: string, files: readonly File[], text: string): Promise<void> {
  const form = new FormData();
  if (text !== '') form.set('text', text);
  for (const file of files) form.append('files', file, file.name);
  await call('POST', `/citizens/${id}/files`, form);
}

/** Listens for ever: comes back by itself when the line is cut. Answers the function that ends it. */
export function listen(on: {
  readonly open: () => void;
  readonly lost: () => void;
  readonly event: (event: LiveEvent) => void;
}): () => void {
  let source: EventSource;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const connect = (): void => {
    source = new EventSource(`${api}/live`);
    source.onopen = on.open;
    source.onmessage = (message) => on.event(JSON.parse(message.data as string) as LiveEvent);
    source.onerror = () => {
      on.lost();
      // A browser gives up for good when it gets an error page instead of a stream.
      if (source.readyState === EventSource.CLOSED) timer = setTimeout(connect, 2_000);
    };
  };
  connect();
  return () => {
    clearTimeout(timer);
    source.close();
  };
}
