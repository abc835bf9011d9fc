import type { Department } from '../conversation/department';
import { showDate } from '../language/show-time';
import type { DataRequestDoc } from '../store/data-requests';
import { contactOf } from './privacy-page';
import { escape, paragraph, showPage } from './show-page';

const TITLE = 'Yêu cầu xóa dữ liệu';

/** What became of a request; it tells nothing of who made it. */
export function dataRequestPage(department: Department, request: Omit<DataRequestDoc, 'userId'>): string {
  const code = `<p>Mã xác nhận: <span class="code">${escape(request.id)}</span></p>`;
  const received = `Đã nhận qua Facebook ngày ${showDate(request.at)}.`;
  const body = [code, paragraph(received), ...stateOf(request).map(paragraph), contactOf(department)];
  return showPage(TITLE, body.join('\n'));
}

export const noSuchRequestPage = (department: Department): string =>
  showPage(
    TITLE,
    [
      paragraph('Không tìm thấy yêu cầu có mã này. Xin Anh/Chị kiểm tra lại địa chỉ mà Facebook đã gửi.'),
      contactOf(department),
    ].join('\n'),
  );

function stateOf({ state, doneAt }: Omit<DataRequestDoc, 'userId'>): string[] {
  if (state === 'done') {
    const day = doneAt === null ? '' : ` ngày ${showDate(doneAt)}`;
    return [
      `Đã giải quyết xong${day}.`,
      'Hồ sơ mà pháp luật buộc phải lưu trữ được giữ lại đến hết thời hạn lưu trữ và chỉ người có thẩm quyền được đọc.',
    ];
  }
  return [
    'Cán bộ đang xem xét và sẽ giải quyết trong thời hạn luật định.',
    'Tin nhắn không thuộc hồ sơ nào sẽ được xóa. Hồ sơ khiếu nại, tố cáo, phản ánh, kiến nghị mà pháp luật buộc phải lưu trữ thì được giữ đến hết thời hạn lưu trữ; việc sử dụng vào mục đích khác được dừng lại.',
  ];
}
