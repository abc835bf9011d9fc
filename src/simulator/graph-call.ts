/** One call that the application made to the Graph API, as the simulator saw it. */
export type GraphCall = {
  readonly method: string;
  /** Without version and query: `/me/messages`. */
  readonly path: string;
  readonly at: number;
  readonly body: Readonly<Record<string, unknown>>;
  readonly psid?: string;
  readonly metadata?: string;
};

/**
 * A call with what came of it. `accepted` took effect and was answered; `refused` was answered with an error (Meta's rules
 * or a fault's `status`); `lost` took effect but the answer never arrived; `dropped` neither took effect nor was answered.
 */
export type RecordedCall = GraphCall & {
  readonly outcome: 'accepted' | 'refused' | 'lost' | 'dropped';
  readonly status?: number;
  readonly mid?: string;
  readonly error?: { readonly code: number; readonly error_subcode?: number; readonly message: string };
};

export type Fault = {
  /** Which calls are hit; without it, all. */
  readonly match?: (call: GraphCall) => boolean;
  /** How many calls are hit. `Infinity` until healed. */
  readonly times: number;
  /**
   * `timeout` never answers; `reset` cuts the connection before anything happens; `sent-but-lost` takes effect, then cuts the
   * connection. Without `with` the call is only slow.
   */
  readonly with?: { readonly status: number; readonly body: unknown } | 'timeout' | 'reset' | 'sent-but-lost';
  readonly delayMs?: number;
};
