import type { ErrorRequestHandler, Response } from 'express';
import { faultOf } from '../../fault-of';
import type { Problem } from '../contract';
import { BadCursor } from '../../store/cursor';
import { StoreAway } from '../../store/store-away';
import type { ConsoleDeps } from './deps';

/** A request that is turned down. The message is for the person who reads it, in plain Vietnamese. */
export class Refused extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    readonly retryAfterSeconds?: number,
  ) {
    super(message);
  }
}

/** It comes back by itself, as a rule soon. */
const storeAway = (): Refused =>
  new Refused(
    503,
    'store-away',
    'Chưa thực hiện được vì cơ sở dữ liệu đang gián đoạn. Xin Anh/Chị thử lại sau ít giây.',
    5,
  );

/** A case that the reader may not see answers exactly like one that does not exist. */
export const noSuchCase = (): Refused => new Refused(404, 'not-found', 'Không tìm thấy hồ sơ này.');
export const noSuchFile = (): Refused => new Refused(404, 'not-found', 'Không tìm thấy tệp này.');

/** Turns whatever was thrown into a `Problem`; what is not a refusal is logged and said to be our fault. */
export const answerProblems =
  ({ log }: Pick<ConsoleDeps, 'log'>): ErrorRequestHandler =>
  (error: unknown, req, res, next) => {
    if (res.headersSent) return next(error);
    const refused = error instanceof Refused ? error : byRequest(error);
    if (refused) return send(res, refused);
    // Not the address that was asked for: it may hold what somebody typed.
    log.error({ ...faultOf(error), method: req.method }, 'a console request failed');
    if (error instanceof StoreAway) return send(res, storeAway());
    send(res, new Refused(500, 'failed', 'Hệ thống gặp sự cố. Xin Anh/Chị thử lại sau ít phút.'));
  };

function send(res: Response, { status, code, message, retryAfterSeconds }: Refused): void {
  if (retryAfterSeconds !== undefined) res.set('Retry-After', String(retryAfterSeconds));
  res.status(status).json({ message, code } satisfies Problem);
}

/** What the request itself got wrong. Express's body parser and router mark such errors with a 4xx status. */
function byRequest(error: unknown): Refused | undefined {
  if (error instanceof BadCursor) {
    return new Refused(400, 'bad-request', 'Trang danh sách này không còn dùng được. Xin tải lại danh sách.');
  }
  const status = error instanceof Error && 'status' in error ? error.status : undefined;
  if (status === 413) return new Refused(413, 'too-large', 'Nội dung gửi lên quá dài. Xin rút ngắn lại.');
  if (typeof status === 'number' && status >= 400 && status < 500) {
    return new Refused(400, 'bad-request', 'Dữ liệu gửi lên không đọc được. Xin tải lại trang rồi thử lại.');
  }
  return undefined;
}
