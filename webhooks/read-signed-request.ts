import { createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';

/** Who did something on Facebook's own pages, and when. The id is the app's own for the person, not a PSID. */
export type SignedRequest = { readonly userId: string; readonly issuedAt: number };

const payload = z.looseObject({
  user_id: z.union([z.string().regex(/^\d{1,30}$/), z.number().int().positive()]).transform(String),
  algorithm: z.string().regex(/^hmac-sha256$/i),
  /** Seconds. */
  issued_at: z.number().int().positive().max(8.64e12),
});

/**
 * Reads Meta's `signed_request`: `base64url(signature).base64url(json)`, the signature being HMAC-SHA256 with the app
 * secret over the second part as it stands. @returns undefined where anything about it is not as it should be
 */
export function readSignedRequest(secrets: readonly string[], text: unknown): SignedRequest | undefined {
  if (typeof text !== 'string') return undefined;
  const [, signature, encoded] = /^([\w-]{43}=?)\.([\w-]{1,8000}={0,2})$/.exec(text) ?? [];
  if (signature === undefined || encoded === undefined) return undefined;
  const given = Buffer.from(signature, 'base64url');
  const isSigned = secrets
    .map((secret) => createHmac('sha256', secret).update(encoded).digest())
    .map((expected) => expected.length === given.length && timingSafeEqual(expected, given))
    .some(Boolean);
  if (!isSigned) return undefined;
  try {
    const { user_id, issued_at } = payload.parse(JSON.parse(Buffer.from(encoded, 'base64url').toString()));
    return { userId: user_id, issuedAt: issued_at * 1_000 };
  } catch {
    return undefined;
  }
}
