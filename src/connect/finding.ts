import type { GraphAnswer } from '../messenger/page-setup';

/** The same in both languages: those who run a page read Vietnamese, those who run servers may not. */
export type Words = { readonly vi: string; readonly en: string };

/** What one check came to. */
export type Finding = {
  /**
   * `mended`: it was not right and is now. `by-hand`: no program can look at it or do it. `skipped`: something before it
   * has to be right first.
   */
  readonly state: 'fine' | 'mended' | 'wrong' | 'by-hand' | 'skipped';
  readonly said: Words;
  /** How to mend it; of what is wrong, or has to be done by hand. */
  readonly mend?: Words;
};

const of =
  (state: Finding['state']) =>
  (vi: string, en: string, mend?: Words): Finding => ({ state, said: { vi, en }, ...(mend && { mend }) });

export const fine = of('fine');
export const mended = of('mended');
export const skipped = of('skipped');
export const byHand = of('by-hand');
export const wrong = (vi: string, en: string, mendVi: string, mendEn: string): Finding =>
  of('wrong')(vi, en, { vi: mendVi, en: mendEn });

type Refused = Exclude<GraphAnswer, { type: 'ok' }>;

/** A call that did not come to what was asked, with what to do by Meta's code. @param vi,en what was asked */
export function refusedBy(answer: Refused, vi: string, en: string): Finding {
  if (answer.type === 'unreachable') {
    return wrong(
      `${vi}: không hỏi được Facebook (${answer.code}).`,
      `${en}: Facebook cannot be reached (${answer.code}).`,
      'Kiểm tra mạng, tường lửa và GRAPH_URL của máy chủ, rồi chạy lại.',
      'Check the network, the firewall and GRAPH_URL of this server, and run it again.',
    );
  }
  const code = answer.subcode ? `${answer.code}/${answer.subcode}` : String(answer.code);
  const mend = mendOf(answer);
  return wrong(
    `${vi}: Facebook từ chối (mã ${code}).`,
    `${en}: Facebook refused (code ${code}).`,
    mend.vi,
    mend.en,
  );
}

/** What to do about one of Meta's errors. */
export const mendOf = ({ code, subcode }: { readonly code: number; readonly subcode: number }): Words =>
  mends[`${code}/${subcode}`] ??
  mends[code] ?? {
    vi: 'Tra mã lỗi này trong tài liệu của Meta và kiểm tra quyền của ứng dụng.',
    en: "Look this code up in Meta's documentation and check the app's permissions.",
  };

const permission: Words = {
  vi: 'Cấp cho ứng dụng các quyền pages_messaging và pages_manage_metadata trên trang này, rồi tạo lại PAGE_ACCESS_TOKEN.',
  en: 'Grant the app pages_messaging and pages_manage_metadata on this page, then make PAGE_ACCESS_TOKEN anew.',
};
const token: Words = {
  vi: 'Tạo mã truy cập mới cho trang (dùng System User để mã không mất hiệu lực khi ai đó đổi mật khẩu) và đặt vào PAGE_ACCESS_TOKEN.',
  en: 'Make a new page access token (of a System User, so that it outlives a change of password) and set PAGE_ACCESS_TOKEN.',
};
export const appMend: Words = {
  vi: 'Chép lại App ID và App Secret từ developers.facebook.com (Cài đặt ứng dụng → Thông tin cơ bản) vào APP_ID và APP_SECRET.',
  en: 'Copy App ID and App Secret from developers.facebook.com (App settings → Basic) to APP_ID and APP_SECRET.',
};

const barred: Words = {
  vi: 'Mở Hộp thư hỗ trợ và mục Chất lượng Trang của trang trên Facebook để xem lý do và khiếu nại.',
  en: "Look at the page's Support Inbox and Page Quality on Facebook for the reason, and appeal there.",
};

const mends: Readonly<Record<string, Words>> = {
  3: permission,
  10: permission,
  '10/1893063': barred,
  100: {
    vi: 'Kiểm tra PAGE_ID, GRAPH_API_VERSION và APP_SECRET (một giá trị không thuộc cùng ứng dụng và trang).',
    en: 'Check PAGE_ID, GRAPH_API_VERSION and APP_SECRET (one of them does not belong to the others).',
  },
  101: appMend,
  104: appMend,
  190: token,
  200: permission,
  '200/2018028': {
    vi: 'Chuyển ứng dụng sang chế độ Live và xin Advanced Access cho pages_messaging.',
    en: 'Publish the app and get Advanced Access to pages_messaging.',
  },
  368: barred,
  2200: {
    vi: 'Facebook gọi thử PUBLIC_URL/webhook không được: mở tường lửa cho cổng 443 và kiểm tra VERIFY_TOKEN.',
    en: 'Facebook could not call PUBLIC_URL/webhook: open port 443 in the firewall and check VERIFY_TOKEN.',
  },
  2500: {
    vi: 'Kiểm tra GRAPH_API_VERSION (phiên bản này có thể đã ngừng).',
    en: 'Check GRAPH_API_VERSION (this version may have been retired).',
  },
};
