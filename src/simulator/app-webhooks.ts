import type { GraphRequest } from './read-graph-request';
import { isText } from './json';
import type { Ledger } from './ledger';
import { listOf } from './list-of';
import { parameter, type GraphAnswer } from './refusal';

const CALLBACK_MS = 5_000;
const CHALLENGE = '1158201444';

/** `/{app-id}/subscriptions`: where an app gets its webhooks. The address has to answer before it is taken. */
export async function appWebhooks(
  deps: { readonly ledger: Ledger },
  { method, params }: GraphRequest,
): Promise<GraphAnswer> {
  const { appWebhooks: current } = deps.ledger.state;
  if (method === 'GET') {
    const fields = current?.fields.map((name) => ({ name, version: 'v26.0' }));
    const data = current ? [{ object: 'page', callback_url: current.callbackUrl, active: true, fields }] : [];
    return { body: { data } };
  }
  const { callback_url: callbackUrl, verify_token: verifyToken, object } = params;
  const fields = listOf(params.fields);
  if (object !== 'page' || !isText(callbackUrl) || !isText(verifyToken) || fields.length === 0)
    return { refusal: parameter('object, callback_url, verify_token and fields are required') };
  const failure = await callBack(callbackUrl, verifyToken);
  if (failure !== undefined) {
    const message = `(#2200) Callback verification failed with the following errors: ${failure}`;
    return { refusal: { code: 2200, message } };
  }
  deps.ledger.write({ type: 'app-webhooks', webhooks: { callbackUrl, fields } });
  return { body: { success: true } };
}

/** @returns what went wrong */
async function callBack(callbackUrl: string, verifyToken: string): Promise<string | undefined> {
  const query = new URLSearchParams({
    'hub.mode': 'subscribe',
    'hub.challenge': CHALLENGE,
    'hub.verify_token': verifyToken,
  });
  try {
    const response = await fetch(`${callbackUrl}?${query}`, { signal: AbortSignal.timeout(CALLBACK_MS) });
    if (response.status !== 200) return `HTTP Status Code = ${response.status}`;
    return (await response.text()) === CHALLENGE ? undefined : 'the challenge did not come back';
  } catch {
    return 'the address does not answer';
  }
}
