import { Agent } from 'node:https';
import axios, { type AxiosResponse } from 'axios';
import { mayFetch } from './may-fetch';
import { NOT_PUBLIC, pinnedLookup, type Resolve } from './pinned-lookup';

/** `reason` is for the officer; what is `final` would fail again. */
export type Fetched =
  | { readonly content: Uint8Array }
  | { readonly reason: string; readonly code: string; readonly final: boolean };

export type FetchFileDeps = {
  /** Where files may come from besides Meta: the simulator's address. */
  readonly trustedOrigin: string | undefined;
  /** The operating system's, unless a test says otherwise. */
  readonly resolve?: Resolve;
};

/** Messenger's own limit for files. */
const MOST_BYTES = 25 * 1_048_576;
const TIMEOUT_MS = 30_000;
const MOST_REDIRECTS = 3;

/**
 * Fetches a file from where Meta keeps it for a while. The address came from outside, so it is not trusted: see
 * `mayFetch` and `pinnedLookup`. Each redirect is held to the same rules.
 */
export async function fetchFile(deps: FetchFileDeps, url: string): Promise<Fetched> {
  // No connection outlives its file, so that none is used whose address was looked up for another.
  const httpsAgent = new Agent({ keepAlive: false, lookup: pinnedLookup(deps.resolve) });
  const signal = AbortSignal.timeout(TIMEOUT_MS);
  try {
    for (let [at, hops] = [url, 0]; hops <= MOST_REDIRECTS; hops += 1) {
      if (!mayFetch(at, deps.trustedOrigin)) return foreign;
      const answer = await get(at, httpsAgent, signal);
      const location = answer.status >= 300 && answer.status < 400 ? redirectOf(answer, at) : undefined;
      if (location === undefined) return { content: new Uint8Array(answer.data) };
      at = location;
    }
    return { ...failed, code: 'REDIRECTS' };
  } catch (error) {
    return faultOf(error);
  } finally {
    httpsAgent.destroy();
  }
}

/** What is unpacked on the way could be far larger than what came: nothing is. */
const get = (url: string, httpsAgent: Agent, signal: AbortSignal): Promise<AxiosResponse<ArrayBuffer>> =>
  axios.get<ArrayBuffer>(url, {
    responseType: 'arraybuffer',
    timeout: TIMEOUT_MS,
    signal,
    maxContentLength: MOST_BYTES,
    maxRedirects: 0,
    validateStatus: (status) => status < 400,
    headers: { 'Accept-Encoding': 'identity' },
    decompress: false,
    httpsAgent,
    proxy: false,
  });

/** @returns an address, or what is none and will be refused as such */
function redirectOf({ headers }: AxiosResponse, from: string): string {
  const location: unknown = headers.location;
  return typeof location === 'string' && URL.canParse(location, from) ? new URL(location, from).href : '';
}

const foreign = {
  reason: 'Tệp không nằm trên máy chủ của Facebook nên hệ thống không tải.',
  code: 'FOREIGN',
  final: true,
} as const;
const failed = { reason: 'Không tải được tệp từ Facebook.', code: 'ERR', final: false } as const;

function faultOf(error: unknown): Fetched {
  if (!axios.isAxiosError(error)) throw error;
  if (error.message.includes('maxContentLength'))
    return { reason: 'Tệp lớn hơn 25 MB nên hệ thống không tải.', code: 'TOO_LARGE', final: true };
  const status = error.response?.status;
  if (status === undefined) {
    const code = error.code ?? 'ERR';
    if (code !== NOT_PUBLIC) return { ...failed, code };
    // A name server may be wrong for a while; it is asked again.
    return {
      reason: 'Địa chỉ máy chủ tệp không phải của Facebook nên hệ thống không tải.',
      code,
      final: false,
    };
  }
  const isGone = status >= 400 && status < 500 && status !== 429;
  if (!isGone) return { ...failed, code: `HTTP_${status}` };
  return { reason: 'Đường dẫn tải tệp của Facebook đã hết hạn.', code: `HTTP_${status}`, final: true };
}
