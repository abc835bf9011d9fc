import { createHmac } from 'node:crypto';

/** What a person did on Facebook's own pages: asked for his data to be deleted, or removed the app. */
export type DataDeed = 'data-deletion' | 'deauthorize';

const WAIT_MS = 5_000;

/**
 * Calls back as Meta does, with a request signed by the app's secret (Meta, Data Deletion Request Callback).
 * @param userId the app's own number for the person, which is no PSID
 * @returns where the person can read what becomes of it, if the application said so
 * @throws where the application does not answer with 200
 */
export async function tellDataDeed(
  to: { readonly webhookUrl: string; readonly appSecret: string; readonly now: number },
  deed: DataDeed,
  userId: string,
): Promise<{ readonly url?: string }> {
  const claims = { user_id: userId, algorithm: 'HMAC-SHA256', issued_at: Math.floor(to.now / 1_000) };
  const encoded = Buffer.from(JSON.stringify(claims)).toString('base64url');
  const signature = createHmac('sha256', to.appSecret).update(encoded).digest('base64url');
  const response = await fetch(`${to.webhookUrl}/${deed}`, {
    method: 'POST',
    body: new URLSearchParams({ signed_request: `${signature}.${encoded}` }),
    signal: AbortSignal.timeout(WAIT_MS),
  });
  if (!response.ok) throw new Error(`The application answered ${response.status}.`);
  const said = (await response.json().catch(() => ({}))) as { readonly url?: unknown };
  return typeof said.url === 'string' ? { url: said.url } : {};
}
