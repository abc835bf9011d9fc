import type { Kind, Role, Status } from '../../../cases/case';
import type { CaseRow } from '../../contract';

export const kindLabels: Readonly<Record<Kind, string>> = {
  'phan-anh': 'Phản ánh',
  'kien-nghi': 'Kiến nghị',
  'gop-y': 'Góp ý',
  'khieu-nai': 'Khiếu nại',
  'to-cao': 'Tố cáo',
  'chua-ro': 'Chưa rõ',
  'du-lieu': 'Dữ liệu cá nhân',
};

export const kindColors: Readonly<Record<Kind, string>> = {
  'phan-anh': 'blue',
  'kien-nghi': 'purple',
  'gop-y': 'green',
  'khieu-nai': 'orange',
  'to-cao': 'red',
  'chua-ro': 'default',
  'du-lieu': 'cyan',
};

/** What the citizen wants an officer to decide, or to look at once more. */
export const wantsLabels: Readonly<Record<NonNullable<CaseRow['wants']>, string>> = {
  withdrawal: 'Đề nghị rút',
  'second-look': 'Báo chưa xong',
};

export const statusLabels: Readonly<Record<Status, string>> = {
  moi: 'Mới tiếp nhận',
  'dang-xu-ly': 'Đang xử lý',
  'da-tra-loi': 'Đã trả lời',
  dong: 'Đóng',
};

/** Instead of the status, where that is why it is over. */
export const withdrawnLabel = 'Đã rút';

export const statusColors: Readonly<Record<Status, string>> = {
  moi: 'gold',
  'dang-xu-ly': 'blue',
  'da-tra-loi': 'green',
  dong: 'gray',
};

export const roleLabels: Readonly<Record<Role, string>> = {
  'duty-officer': 'Cán bộ trực',
  handler: 'Phòng/đơn vị xử lý',
  office: 'Văn phòng',
  leader: 'Lãnh đạo Sở',
  'denunciation-officer': 'Cán bộ tố cáo',
  custodian: 'Người giữ khóa danh tính',
  admin: 'Quản trị',
};

export const speakerLabels = { bot: 'Trợ lý tự động', officer: 'Cán bộ' } as const;

/** What stands wherever the reader may not see the words. */
export const confidential = 'Nội dung bảo mật';
