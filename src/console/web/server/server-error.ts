/** Why the server did not do what was asked, in words for the officer. */
export class ServerError extends Error {
  constructor(
    message: string,
    readonly why: {
      /** 0: no answer came. */
      readonly status: number;
      readonly code: string;
      /** Seconds to wait before the next try, when the server says so. */
      readonly retryAfter?: number;
    },
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = 'ServerError';
  }
}

/** It may have been done all the same: a second try must carry the same request id. */
export function isUncertain(error: unknown): boolean {
  return !(error instanceof ServerError) || error.why.status === 0 || error.why.status >= 500;
}

export function hasStatus(error: unknown, status: number): boolean {
  return error instanceof ServerError && error.why.status === status;
}

export function hasCode(error: unknown, code: string): boolean {
  return error instanceof ServerError && error.why.code === code;
}

export function messageOf(error: unknown): string {
  return error instanceof ServerError
    ? error.message
    : 'Trang gặp lỗi ngoài dự kiến. Xin tải lại trang rồi thử lại.';
}
