import { randomBytes } from 'node:crypto';

/** Why Meta would not do it. */
export type Refusal = {
  readonly code: number;
  readonly subcode?: number;
  readonly message: string;
  readonly type?: string;
  readonly transient?: boolean;
};

/** What a call comes to. */
export type GraphAnswer = { readonly body: unknown; readonly mid?: string } | { readonly refusal: Refusal };

export const parameter = (message: string, subcode?: number): Refusal => ({
  code: 100,
  subcode,
  message: `(#100) ${message}`,
});

/** The body in which the Graph API tells it. */
export function errorBody(refusal: Refusal): { readonly error: Readonly<Record<string, unknown>> } {
  return {
    error: {
      message: refusal.message,
      type: refusal.type ?? 'OAuthException',
      code: refusal.code,
      ...(refusal.subcode === undefined ? {} : { error_subcode: refusal.subcode }),
      ...(refusal.transient ? { is_transient: true } : {}),
      fbtrace_id: `A${randomBytes(12).toString('base64url')}`,
    },
  };
}
