import type { ConnectionView } from '../../contract';
import { formatDateTime } from '../wording/format-time';

export type Said = {
  readonly title: string;
  readonly text: string;
  readonly state: 'success' | 'warning' | 'error' | 'info';
};

type FindingState = NonNullable<ConnectionView['check']>['findings'][number]['state'];

export const findingLabels: Readonly<Record<FindingState, { label: string; color: string }>> = {
  fine: { label: 'Đúng', color: 'green' },
  mended: { label: 'Đã tự sửa', color: 'blue' },
  wrong: { label: 'Sai', color: 'red' },
  'by-hand': { label: 'Cần tự làm', color: 'gold' },
  skipped: { label: 'Bỏ qua', color: 'default' },
};

/** What others are asked to do. */
const TELL_ADMIN = / Xin báo quản trị( hệ thống)?\.$/;
/** A sentence as the admin reads it: he need not tell himself. */
export const toAdmin = (sentence: string): string => sentence.replace(TELL_ADMIN, '');
/** Refusals that are about the token itself. */
const ABOUT_TOKEN = /^190\//;

export function saySending({ stop, braked }: ConnectionView): Said {
  if (!stop && braked)
    return {
      title: braked.stopUntil === undefined ? 'Gửi tin: đang gửi chậm lại' : 'Gửi tin: đang tạm dừng',
      text: `Đã dùng ${Math.round(braked.percent)} % hạn mức gửi của Facebook. ${
        braked.stopUntil === undefined
          ? 'Hệ thống gửi chậm lại để không vượt hạn mức'
          : `Hệ thống tạm dừng gửi đến ${formatDateTime(braked.stopUntil)}`
      } và sẽ tự trở lại bình thường; không tin nào bị mất.`,
      state: 'warning',
    };
  if (!stop)
    return { title: 'Gửi tin', text: 'Không có gì cản trở, theo lần gửi gần nhất.', state: 'success' };
  return {
    title: 'Gửi tin: đang chỉ nhận, chưa gửi được',
    text: `Từ ${formatDateTime(stop.since)}. ${toAdmin(stop.reason)} Mã lỗi ${stop.code}. Cách khắc phục: ${stop.mend} Nếu đổi giá trị trong cấu hình, hãy khởi động lại rồi chạy: npm run connect. Tin đang chờ sẽ tự gửi đi.`,
    state: 'error',
  };
}

export function sayHeard({ heardAt, isSilent, silenceLimitMs }: ConnectionView): Said {
  const limit = `${(silenceLimitMs / 3_600_000).toLocaleString('vi-VN', { maximumFractionDigits: 1 })} giờ làm việc`;
  if (heardAt === undefined)
    return { title: 'Nhận tin', text: 'Chưa nhận được gì từ Facebook.', state: 'info' };
  const last = `Lần cuối Facebook gửi gì đến: ${formatDateTime(heardAt)}.`;
  return isSilent
    ? {
        title: 'Nhận tin: im lặng lâu hơn thường lệ',
        text: `${last} Thường không quá ${limit}. Hãy thử nhắn cho trang; nếu không thấy tin, chạy: npm run connect.`,
        state: 'warning',
      }
    : { title: 'Nhận tin', text: `${last} Im lặng quá ${limit} sẽ báo động.`, state: 'success' };
}

export function sayToken({ check, token, stop }: ConnectionView): Said {
  const title = 'Mã truy cập của trang';
  // Newer than any check, which only comes round now and then.
  if (stop && ABOUT_TOKEN.test(stop.code))
    return {
      title,
      text: 'Facebook không nhận mã này nữa. Cách khắc phục: xem mục Gửi tin.',
      state: 'error',
    };
  if (token)
    return {
      title,
      text: `Còn ${token.daysLeft} ngày.${token.endsSoon ? ' Hãy tạo mã mới (của System User để không hết hạn), đặt vào PAGE_ACCESS_TOKEN rồi khởi động lại.' : ''}`,
      state: token.endsSoon ? 'warning' : 'success',
    };
  if (!check) return { title, text: 'Chưa hỏi Facebook.', state: 'info' };
  return check.findings.some(({ state }) => state === 'wrong')
    ? { title, text: 'Xem các mục sai dưới đây.', state: 'warning' }
    : { title, text: 'Không có ngày hết hạn.', state: 'success' };
}
