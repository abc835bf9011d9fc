import type { Case, Kind, Status } from './case';
import { isWithdrawn } from './withdrawal';

/** How citizens read the kinds. */
export const kindWords: Readonly<Record<Kind, string>> = {
  'phan-anh': 'Phản ánh',
  'kien-nghi': 'Kiến nghị',
  'gop-y': 'Góp ý',
  'khieu-nai': 'Thông tin khiếu nại',
  'to-cao': 'Thông tin tố cáo',
  'chua-ro': 'Chưa phân loại',
  'du-lieu': 'Dữ liệu cá nhân',
};

const statusWords: Readonly<Record<Status, string>> = {
  moi: 'Đã tiếp nhận',
  'dang-xu-ly': 'Đang xử lý',
  'da-tra-loi': 'Đã có trả lời',
  dong: 'Đã kết thúc',
};

/** How the citizen reads where his case stands. */
export function stateInWords(about: Pick<Case, 'status' | 'withdrawal'>): string {
  if (isWithdrawn(about)) return 'Đã rút';
  const { status, withdrawal } = about;
  const asked = withdrawal === 'asked' ? ' (đề nghị rút đang chờ cán bộ xác nhận)' : '';
  return `${statusWords[status]}${asked}`;
}
