import type { HistoryEntryView } from '../../contract';

const deeds: Readonly<Record<HistoryEntryView['type'], string>> = {
  opened: 'Lập hồ sơ',
  claimed: 'Nhận xử lý',
  replied: 'Trả lời công dân',
  noted: 'Ghi chú nội bộ',
  'numbers-shown': 'Xem số giấy tờ tùy thân',
  'paper-marked': 'Đánh dấu một ảnh là giấy tờ tùy thân',
  'paper-unmarked': 'Bỏ đánh dấu giấy tờ tùy thân cho một ảnh',
  'paper-deleted': 'Xóa một ảnh giấy tờ tùy thân',
  'original-fetched': 'Tải ảnh gốc (có nơi chụp, giờ chụp)',
  'handed-back': 'Trả lại cho trợ lý tự động',
  closed: 'Đóng hồ sơ',
  reopened: 'Mở lại hồ sơ',
  'citizen-said': 'Công dân nhắn thêm',
  'officer-asked-for': 'Công dân xin gặp cán bộ',
  added: 'Công dân bổ sung',
  'withdrawal-asked': 'Công dân đề nghị rút hồ sơ',
  'withdrawal-confirmed': 'Xác nhận cho rút hồ sơ',
  'withdrawal-declined': 'Chưa cho rút hồ sơ',
  rated: 'Công dân đánh giá',
  'not-done': 'Công dân báo việc chưa xong',
  'bot-resumed': 'Trợ lý tự động trả lời trở lại',
  'staff-answered': 'Có người trả lời trên Facebook',
  'staff-took': 'Hộp thư Facebook giữ cuộc trò chuyện',
  'reply-held': 'Câu trả lời đang chờ gửi',
  'reply-delivered': 'Câu trả lời đã đến công dân',
  'reply-failed': 'Câu trả lời chưa đến được người dân',
  'form-failed': 'Mẫu đơn chưa gửi được cho công dân',
};

export function describeDeed({ type, score }: Pick<HistoryEntryView, 'type' | 'score'>): string {
  return score === undefined ? deeds[type] : `${deeds[type]}: ${score}/5`;
}

const told: ReadonlySet<HistoryEntryView['type']> = new Set([
  'closed',
  'reopened',
  'added',
  'withdrawal-asked',
  'withdrawal-confirmed',
  'withdrawal-declined',
  'rated',
  'not-done',
]);

/** Whether its words are read here; those of others stand in full elsewhere on the page. */
export const isToldHere = ({ type }: Pick<HistoryEntryView, 'type'>): boolean => told.has(type);

/** The name of such a deed says already that it was the citizen's. */
const ofCitizen: ReadonlySet<HistoryEntryView['type']> = new Set([
  'citizen-said',
  'officer-asked-for',
  'added',
  'withdrawal-asked',
  'rated',
  'not-done',
]);

/** Whose deed it was, where the deed itself does not say it. */
export function describeDoer(entry: Pick<HistoryEntryView, 'type' | 'by'>): string | undefined {
  if (entry.type === 'staff-answered' || entry.type === 'staff-took') return undefined;
  if (entry.by === 'system') return 'Hệ thống';
  if (entry.by !== 'citizen') return entry.by.name;
  return ofCitizen.has(entry.type) ? undefined : 'Công dân';
}
