import type { Request, RequestHandler } from 'express';
import type { ConsoleDeps } from './deps';
import { Refused } from './problem';

const reading = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Lets a changing request pass only from our own page: it carries a header that a foreign page cannot set, JSON only,
 * and the browser's word on where it comes from. The cookie's SameSite=Strict stands behind this, not instead of it.
 */
export const csrfGuard =
  ({ publicUrl }: Pick<ConsoleDeps, 'publicUrl'>): RequestHandler =>
  (req, _res, next) => {
    if (reading.has(req.method)) return next();
    if (req.get('x-requested-with') !== 'tiep-nhan' || !fromHere(req, publicUrl)) {
      throw new Refused(
        403,
        'foreign-request',
        'Yêu cầu không đến từ trang của hệ thống. Xin tải lại trang.',
      );
    }
    if (!req.is('application/json')) {
      throw new Refused(415, 'not-json', 'Dữ liệu gửi lên phải ở dạng JSON. Xin tải lại trang rồi thử lại.');
    }
    next();
  };

function fromHere(req: Request, publicUrl: string): boolean {
  const site = req.get('sec-fetch-site');
  if (site !== undefined) return site === 'same-origin' || site === 'none';
  const origin = req.get('origin');
  if (origin === undefined || !URL.canParse(origin)) return false;
  return origin === new URL(publicUrl).origin || new URL(origin).host === req.get('host');
}
