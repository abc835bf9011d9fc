import { createHmac } from 'node:crypto';
import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import axios, { type AxiosInstance } from 'axios';
import { readUsage, type Usage } from './read-usage';

export type GraphOptions = {
  readonly graphUrl: string;
  readonly graphVersion: string;
  readonly appSecret: string;
  /** How long a call may take as a whole, unless it says otherwise itself. */
  readonly timeoutMs?: number;
  /** Told what Meta says beside an answer of how much is used up. */
  readonly heardUsage?: (usage: Usage) => void;
};

export type Graph = {
  readonly http: AxiosInstance;
  /** Proves that the caller knows the app's secret too, so a stolen token alone is of no use. */
  readonly proof: string;
  readonly close: () => void;
};

/** Meta answers well within this. */
const TIMEOUT_MS = 8_000;

/** A way to the Graph API for one token, which travels in a header, so that no address or log ever holds it. */
export function openGraph(options: GraphOptions, token: string): Graph {
  const { graphUrl, graphVersion, appSecret, timeoutMs = TIMEOUT_MS } = options;
  const httpAgent = new HttpAgent({ keepAlive: true, maxSockets: 128 });
  const httpsAgent = new HttpsAgent({ keepAlive: true, maxSockets: 128 });
  const http = axios.create({
    baseURL: `${graphUrl}/${graphVersion}`,
    timeout: timeoutMs,
    headers: { Authorization: `Bearer ${token}` },
    httpAgent,
    httpsAgent,
    proxy: false,
    maxRedirects: 0,
    maxContentLength: 1_000_000,
    validateStatus: () => true,
  });
  // axios measures silence only: an answer that comes drop by drop would never end.
  http.interceptors.request.use((call) => ({
    ...call,
    signal: AbortSignal.timeout(call.timeout ?? timeoutMs),
  }));
  const { heardUsage } = options;
  if (heardUsage)
    http.interceptors.response.use((answer) => {
      const usage = readUsage({ ...answer.headers });
      if (usage) heardUsage(usage);
      return answer;
    });
  return {
    http,
    proof: createHmac('sha256', appSecret).update(token).digest('hex'),
    close() {
      httpAgent.destroy();
      httpsAgent.destroy();
    },
  };
}
