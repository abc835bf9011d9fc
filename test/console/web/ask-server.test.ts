import { z } from 'zod';
import { askServer } from '../../../src/console/web/server/ask-server';
import { newRequestId } from '../../../src/console/web/server/new-request-id';
import { isUncertain, messageOf, ServerError } from '../../../src/console/web/server/server-error';

const shape = z.object({ name: z.string() });

function answering(answer: () => Response | Promise<Response>) {
  const asked: { path: unknown; init: RequestInit | undefined }[] = [];
  const deps = {
    isIdle: () => false,
    fetch: async (path: unknown, init?: RequestInit) => {
      asked.push({ path, init });
      return answer();
    },
  };
  return { deps, asked };
}

async function failing(answer: () => Response | Promise<Response>): Promise<ServerError> {
  const error = await askServer(answering(answer).deps, { path: '/api/x' }, shape).then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof ServerError)) throw new Error('expected a ServerError');
  return error;
}

describe('asking the server', () => {
  it('reads the answer through the schema', async () => {
    const { deps, asked } = answering(() => Response.json({ name: 'An', more: 1 }));
    await expect(askServer(deps, { path: '/api/me' }, shape)).resolves.toEqual({ name: 'An' });
    expect(new Headers(asked[0]?.init?.headers).has('x-requested-with')).toBe(false);
  });

  it('says so when nobody is at the page, whatever it asks', async () => {
    const { deps, asked } = answering(() => new Response(null, { status: 204 }));
    let idle = false;
    const watched = { ...deps, isIdle: () => idle };
    await askServer(watched, { path: '/api/me' }, z.undefined());
    idle = true;
    await askServer(watched, { path: '/api/me' }, z.undefined());
    await askServer(watched, { path: '/api/cases/search', method: 'POST' }, z.undefined());
    idle = false;
    await askServer(watched, { path: '/api/me' }, z.undefined());
    expect(asked.map(({ init }) => new Headers(init?.headers).get('x-background'))).toEqual([
      null,
      '1',
      '1',
      null,
    ]);
  });

  it('says that it is the console when it changes something, and sends JSON', async () => {
    const { deps, asked } = answering(() => new Response(null, { status: 204 }));
    await askServer(deps, { path: '/api/sign-out', method: 'POST', body: { a: 'ạ' } }, z.undefined());
    const headers = new Headers(asked[0]?.init?.headers);
    expect(headers.get('x-requested-with')).toBe('tiep-nhan');
    expect(headers.get('content-type')).toBe('application/json');
    expect(asked[0]?.init?.body).toBe('{"a":"ạ"}');
  });

  it("passes on the server's own words and how long to wait", async () => {
    const error = await failing(() =>
      Response.json(
        { message: 'Nhập sai nhiều lần.', code: 'too-many' },
        { status: 429, headers: { 'retry-after': '75' } },
      ),
    );
    expect(messageOf(error)).toBe('Nhập sai nhiều lần.');
    expect(error.why).toEqual({ status: 429, code: 'too-many', retryAfter: 75 });
    expect(isUncertain(error)).toBe(false);
  });

  it("makes words of its own for a proxy's page", async () => {
    const error = await failing(() => new Response('<html>Bad Gateway</html>', { status: 502 }));
    expect(error.message).toBe('Máy chủ chưa làm được việc này (mã 502). Xin thử lại sau ít phút.');
    expect(isUncertain(error)).toBe(true);
  });

  it('tells a server that cannot be reached from one that refuses', async () => {
    const error = await failing(() => Promise.reject(new TypeError('Failed to fetch')));
    expect(error.why).toEqual({ status: 0, code: 'unreached' });
    expect(isUncertain(error)).toBe(true);
  });

  it('does not take an answer of another shape', async () => {
    const error = await failing(() => Response.json({ nom: 'An' }));
    expect(error.why.code).toBe('bad-answer');
    expect(isUncertain(error)).toBe(true);
  });

  it('lets an abort by the page pass as an abort', async () => {
    const stop = new AbortController();
    const deps = {
      isIdle: () => false,
      fetch: async () => {
        stop.abort();
        throw new DOMException('stopped', 'AbortError');
      },
    };
    await expect(askServer(deps, { path: '/api/x', signal: stop.signal }, shape)).rejects.toHaveProperty(
      'name',
      'AbortError',
    );
  });
});

describe('a request id', () => {
  it('is there also where the browser has no randomUUID', () => {
    const source = {
      getRandomValues: <T>(bytes: T): T => (bytes instanceof Uint8Array ? bytes.fill(10) : bytes),
    };
    expect(newRequestId(source)).toBe('0a'.repeat(16));
    expect(newRequestId({ ...source, randomUUID: () => '1-2-3-4-5' as const })).toBe('1-2-3-4-5');
  });
});
