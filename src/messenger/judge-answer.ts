import { verdictOn } from './error-codes';

/** What Meta's answer to a send means for the message. `reason` is for the officer, in plain words. */
export type SendResult =
  | { readonly type: 'sent'; readonly mid: string }
  /** Did not go out; the same message may, later: not before `afterMs`. */
  | (NotSent & { readonly type: 'retry'; readonly afterMs?: number })
  /** Nobody knows whether it went out: its echo will tell. */
  | (NotSent & { readonly type: 'unknown' })
  | (NotSent & { readonly type: 'give-up' })
  /** Nothing can be sent to anybody until a person mends it. */
  | (NotSent & { readonly type: 'stop'; readonly afterMs?: number });

type NotSent = {
  readonly reason: string;
  readonly code: string;
  /** For whoever runs the system: what it is and what to do; absent where there is nothing to be said. */
  readonly operator?: string;
};

/** Reads an answer of `POST /{page}/messages`. Decides by code and subcode, not by HTTP status or wording. */
export function judgeAnswer(status: number, body: unknown): SendResult {
  const fields = isObject(body) ? body : {};
  if (typeof fields.message_id === 'string' && fields.message_id !== '')
    return { type: 'sent', mid: fields.message_id };
  const isError = isObject(fields.error);
  // A page of something between us and Meta may call itself a success too.
  if (status >= 200 && status < 300 && !isError)
    return { type: 'unknown', reason: 'Facebook trả lời không rõ ràng.', code: `http-${status}` };
  const error = isError ? (fields.error as Record<string, unknown>) : {};
  const code = Number(error.code) || 0;
  const subcode = Number(error.error_subcode) || 0;
  const verdict = verdictOn(status, {
    code,
    subcode,
    isTransient: error.is_transient === true,
    namesProof: typeof error.message === 'string' && error.message.includes('appsecret_proof'),
  });
  return { ...verdict, code: `${code || `http-${status}`}/${subcode}` };
}

type GivenUp = Extract<SendResult, { type: 'give-up' }>;

/** Whether Meta says that too much time has passed since the citizen last did something. */
export const isTooLate = (result: SendResult): result is GivenUp =>
  result.type === 'give-up' && ['10/2018278', '10/2018065'].includes(result.code);

/** Whether Meta says that another app of the page has the thread. */
export const isNotOurs = (result: SendResult): result is GivenUp =>
  result.type === 'give-up' && /(^|\/)(2534037|2018300)(\/|$)/.test(result.code);

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;
