import { isAxiosError } from 'axios';
import { openGraph, type GraphOptions } from './graph';

/** What the Graph API said. A refusal is told by Meta's code and subcode, never by its wording. */
export type GraphAnswer =
  | { readonly type: 'ok'; readonly body: Readonly<Record<string, unknown>> }
  | { readonly type: 'refused'; readonly code: number; readonly subcode: number }
  | { readonly type: 'unreachable'; readonly code: string };

type Fields = Readonly<Record<string, unknown>>;

/** What is asked and set while a page is being connected. Nothing here throws, whatever Meta answers. */
export type PageSetup = {
  readonly page: () => Promise<GraphAnswer>;
  /** What the page's token is good for, asked with the app's own token. */
  readonly token: () => Promise<GraphAnswer>;
  /** Which webhooks the app gets, and where. */
  readonly appWebhooks: () => Promise<GraphAnswer>;
  readonly setAppWebhooks: (
    callbackUrl: string,
    verifyToken: string,
    fields: readonly string[],
  ) => Promise<GraphAnswer>;
  /** Which of the page's events go to the app. */
  readonly subscription: () => Promise<GraphAnswer>;
  readonly subscribe: (fields: readonly string[]) => Promise<GraphAnswer>;
  readonly profile: (fields: readonly string[]) => Promise<GraphAnswer>;
  readonly setProfile: (change: Fields) => Promise<GraphAnswer>;
  readonly close: () => void;
};

export function pageSetup(
  options: GraphOptions & { readonly pageId: string; readonly appId: string; readonly pageToken: string },
): PageSetup {
  const { pageId, appId, appSecret, pageToken } = options;
  const asPage = openGraph(options, pageToken);
  // The app speaks for itself with its id and secret; that proves both.
  const asApp = openGraph(options, `${appId}|${appSecret}`);
  const { http: page, proof: appsecret_proof } = asPage;
  const get = (path: string, params: Fields = {}) =>
    read(page.get(path, { params: { ...params, appsecret_proof } }));
  const post = (path: string, body: Fields) => read(page.post(path, { ...body, appsecret_proof }));
  return {
    page: () => get(`/${pageId}`, { fields: 'id,name' }),
    // A POST that stands for a GET, as the Graph API allows: no token in an address.
    token: () => read(asApp.http.post('/debug_token', { method: 'get', input_token: pageToken })),
    appWebhooks: () => read(asApp.http.get(`/${appId}/subscriptions`)),
    setAppWebhooks: (callbackUrl, verifyToken, fields) =>
      read(
        asApp.http.post(`/${appId}/subscriptions`, {
          object: 'page',
          callback_url: callbackUrl,
          verify_token: verifyToken,
          fields: fields.join(','),
          include_values: true,
        }),
      ),
    subscription: () => get(`/${pageId}/subscribed_apps`),
    subscribe: (fields) => post(`/${pageId}/subscribed_apps`, { subscribed_fields: fields.join(',') }),
    profile: (fields) => get('/me/messenger_profile', { fields: fields.join(',') }),
    setProfile: (change) => post('/me/messenger_profile', change),
    close() {
      asPage.close();
      asApp.close();
    },
  };
}

async function read(
  call: Promise<{ readonly status: number; readonly data: unknown }>,
): Promise<GraphAnswer> {
  try {
    const { status, data } = await call;
    const body = isObject(data) ? data : {};
    const error = isObject(body.error) ? body.error : undefined;
    if (error)
      return { type: 'refused', code: Number(error.code) || 0, subcode: Number(error.error_subcode) || 0 };
    // What is no JSON object was not written by the Graph API.
    if (status >= 300 || !isObject(data)) return { type: 'unreachable', code: `HTTP ${status}` };
    return { type: 'ok', body };
  } catch (error) {
    return { type: 'unreachable', code: (isAxiosError(error) && error.code) || 'ERR' };
  }
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
