import { createHmac, timingSafeEqual } from 'node:crypto';

/**
 * Whether Meta signed exactly these bytes: `X-Hub-Signature-256: sha256=<64 hex>`, HMAC-SHA256 with the app secret.
 * Several secrets hold while one is being replaced. Takes the same time for every wrong signature.
 */
export function verifySignature(
  secrets: readonly string[],
  body: Buffer,
  header: string | undefined,
): boolean {
  const hex = /^sha256=([0-9a-f]{64})$/i.exec(header ?? '')?.[1];
  if (hex === undefined) return false;
  const given = Buffer.from(hex, 'hex');
  return secrets
    .map((secret) => timingSafeEqual(createHmac('sha256', secret).update(body).digest(), given))
    .some(Boolean);
}
