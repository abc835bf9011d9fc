import { z } from 'zod';
import type { PageSetup } from '../messenger/page-setup';
import { appMend, byHand, fine, refusedBy, wrong, type Finding } from './finding';

const needed = ['pages_messaging', 'pages_manage_metadata'];
const DAY_MS = 86_400_000;

const told = z.object({
  is_valid: z.boolean(),
  app_id: z.coerce.string().optional(),
  profile_id: z.coerce.string().optional(),
  /** Seconds; 0: never. */
  expires_at: z.number().default(0),
  data_access_expires_at: z.number().default(0),
  scopes: z.array(z.string()).default([]),
  error: z.object({ subcode: z.number().optional() }).optional(),
});

/** What became known of the token; `unsure`: of the token itself, nothing. */
export type TokenSeen =
  | { readonly type: 'good'; readonly endsAt: number | undefined }
  | { readonly type: 'dead'; readonly code: number; readonly subcode: number }
  | { readonly type: 'unsure' };

/** Whether app id, app secret, page id and token belong together, and what the token is good for. */
export async function* checkToken(
  deps: { readonly setup: Pick<PageSetup, 'page' | 'token'>; readonly now: () => number },
  expected: { readonly appId: string; readonly pageId: string },
): AsyncGenerator<Finding, TokenSeen> {
  const answer = await deps.setup.token();
  if (answer.type === 'unreachable') {
    yield refusedBy(answer, 'Hỏi về mã truy cập', 'Asking about the token');
    return unsure;
  }
  if (answer.type === 'refused') {
    yield wrong(
      `Facebook không nhận APP_ID và APP_SECRET (mã ${answer.code}).`,
      `Facebook does not take APP_ID and APP_SECRET (code ${answer.code}).`,
      appMend.vi,
      appMend.en,
    );
    return unsure;
  }
  yield fine('APP_ID và APP_SECRET đúng.', 'APP_ID and APP_SECRET are right.');
  const read = told.safeParse(answer.body.data);
  if (!read.success || !read.data.is_valid) {
    const code = 190;
    const subcode = read.data?.error?.subcode ?? 0;
    yield refusedBy({ type: 'refused', code, subcode }, 'Mã truy cập của trang', "The page's access token");
    return { type: 'dead', code, subcode };
  }
  for (const finding of faultsOf(read.data, expected, deps.now())) {
    yield finding;
    if (finding.state === 'wrong') return unsure;
  }
  const page = await deps.setup.page();
  if (page.type !== 'ok') {
    yield refusedBy(page, 'Đọc trang bằng mã truy cập', 'Reading the page with its token');
    return unsure;
  }
  const name = typeof page.body.name === 'string' ? page.body.name : expected.pageId;
  yield fine(
    `Mã truy cập đúng là của trang “${name}” và đủ quyền.`,
    `The token is that of the page "${name}" and has the permissions.`,
  );
  return { type: 'good', endsAt: endOf(read.data) };
}

const unsure: TokenSeen = { type: 'unsure' };

function* faultsOf(
  token: z.infer<typeof told>,
  { appId, pageId }: { readonly appId: string; readonly pageId: string },
  now: number,
): Generator<Finding> {
  if (token.app_id !== undefined && token.app_id !== appId)
    yield wrong(
      'Mã truy cập thuộc một ứng dụng khác.',
      'The token belongs to another app.',
      'Tạo PAGE_ACCESS_TOKEN trong ứng dụng có APP_ID này.',
      'Make PAGE_ACCESS_TOKEN in the app with this APP_ID.',
    );
  if (token.profile_id !== undefined && token.profile_id !== pageId)
    yield wrong(
      'Mã truy cập thuộc một trang khác.',
      'The token belongs to another page.',
      'Sửa PAGE_ID, hoặc tạo PAGE_ACCESS_TOKEN cho đúng trang.',
      'Mend PAGE_ID, or make PAGE_ACCESS_TOKEN for the right page.',
    );
  const missing = needed.filter((scope) => !token.scopes.includes(scope));
  if (missing.length > 0)
    yield wrong(
      `Mã truy cập thiếu quyền: ${missing.join(', ')}.`,
      `The token lacks permissions: ${missing.join(', ')}.`,
      'Xin các quyền này cho ứng dụng (App Review → Permissions and features), rồi tạo lại PAGE_ACCESS_TOKEN với đủ quyền.',
      'Ask for them (App Review → Permissions and features), then make PAGE_ACCESS_TOKEN anew with all of them.',
    );
  const endsAt = endOf(token);
  if (endsAt === undefined) return;
  const days = daysUntil(endsAt, now);
  yield byHand(`Mã truy cập chỉ còn ${days} ngày.`, `The token is good for ${days} more days only.`, {
    vi: 'Tạo mã không hết hạn: mã của trang từ System User, hoặc từ mã người dùng dài hạn.',
    en: 'Make one that does not expire: a page token of a System User, or one from a long-lived user token.',
  });
}

/** Undefined: never. */
function endOf(token: z.infer<typeof told>): number | undefined {
  const ends = [token.expires_at, token.data_access_expires_at].filter((at) => at > 0);
  return ends.length === 0 ? undefined : Math.min(...ends) * 1_000;
}

export const daysUntil = (at: number, now: number): number => Math.floor((at - now) / DAY_MS);
