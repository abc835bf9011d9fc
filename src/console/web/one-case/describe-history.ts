import type { HistoryEntryView } from '../../contract';

const deeds: Readonly<Record<HistoryEntryView['type'], string>> = {
  opened: 'Lập hồ sơ',
  claimed: 'Nhận xử lý',
  replied: 'Trả lời công dân',
  noted: 'Ghi chú nội bộ',
  'numbers-shown': 'Xem số giấy tờ tùy thân',
  'handed-back': 'Trả lại cho trợ lý tự động',
  closed: 'Đóng hồ sơ',
  reopened: 'Mở lại hồ sơ',
  'citizen-said': 'Công dân nhắn thêm',
  'officer-asked-for': 'Công dân xin gặp cán bộ',
  'bot-resumed': 'Trợ lý tự động trả lời trở lại',
  'staff-answered': 'Có người trả lời trên Facebook',
  'staff-took': 'Hộp thư Facebook giữ cuộc trò chuyện',
  'reply-held': 'Câu trả lời đang chờ gửi',
  'reply-delivered': 'Câu trả lời đã đến công dân',
  'reply-failed': 'Câu trả lời chưa đến được người dân',
  'form-failed': 'Mẫu đơn chưa gửi được cho công dân',
};

export function describeDeed(entry: Pick<HistoryEntryView, 'type'>): string {
  return deeds[entry.type];
}

/** Whose deed it was, where the deed itself does not say it. */
export function describeDoer(entry: Pick<HistoryEntryView, 'type' | 'by'>): string | undefined {
  if (entry.type === 'staff-answered' || entry.type === 'staff-took') return undefined;
  if (entry.by === 'system') return 'Hệ thống';
  if (entry.by !== 'citizen') return entry.by.name;
  return entry.type === 'citizen-said' || entry.type === 'officer-asked-for' ? undefined : 'Công dân';
}
