import { useState } from 'react';
import type { OtherEvent } from '../other-events';
import { act, refuseNext, tellData } from './server';

type Props = {
  /** The citizen whose chat it is about. */
  readonly id: string;
  readonly wish: (work: () => Promise<unknown>) => Promise<boolean>;
};

const events: readonly { readonly event: OtherEvent; readonly label: string }[] = [
  { event: 'edit', label: 'Người dân sửa tin cuối' },
  { event: 'unsend', label: 'Người dân thu hồi tin cuối' },
  { event: 'unreact', label: 'Người dân bỏ biểu tượng cảm xúc' },
  { event: 'referral', label: 'Mở từ liên kết m.me' },
  { event: 'unknown-attachment', label: 'Gửi loại tệp chưa biết' },
  { event: 'optin', label: 'Đăng ký nhận tin' },
  { event: 'response-feedback', label: 'Chấm câu trả lời' },
  { event: 'messaging-feedback', label: 'Trả lời phiếu khảo sát' },
  { event: 'customer-information', label: 'Điền thông tin khách hàng' },
  { event: 'account-linking', label: 'Hủy liên kết tài khoản' },
  { event: 'inbox-label', label: 'Gắn nhãn trong hộp thư' },
  { event: 'app-roles', label: 'Đổi vai trò ứng dụng' },
  { event: 'policy-warning', label: 'Facebook cảnh báo trang' },
  { event: 'policy-block', label: 'Facebook chặn trang' },
  { event: 'policy-unblock', label: 'Facebook bỏ chặn trang' },
  { event: 'template-status', label: 'Mẫu tin bị tạm dừng' },
  { event: 'unknown', label: 'Sự kiện chưa ai biết' },
];

const errors: readonly { readonly code: number; readonly subcode?: number; readonly label: string }[] = [
  { code: 2, label: '2: Facebook gián đoạn' },
  { code: 4, label: '4: vượt hạn mức' },
  { code: 10, subcode: 2_018_278, label: '10/2018278: quá 24 giờ' },
  { code: 10, subcode: 1_893_063, label: '10/1893063: trang bị cấm nhắn tin' },
  { code: 100, subcode: 2_018_001, label: '100/2018001: không có người này' },
  { code: 100, subcode: 2_534_037, label: '100/2534037: ứng dụng khác đang giữ' },
  { code: 190, label: '190: token hỏng' },
  { code: 200, label: '200: thiếu quyền' },
  { code: 368, label: '368: bị chặn vì chính sách' },
  { code: 551, label: '551: người dân đã chặn trang' },
  { code: 613, label: '613: gọi quá nhiều' },
];

/** What else Meta may tell of a chat, and how it may refuse the next message. */
export function OtherEvents({ id, wish }: Props) {
  const [event, setEvent] = useState<OtherEvent>('edit');
  const [error, setError] = useState(0);
  const [statusUrl, setStatusUrl] = useState<string>();
  const refuse = async (): Promise<unknown> => {
    const { code = 2, subcode } = errors[error] ?? {};
    return refuseNext(code, subcode);
  };
  return (
    <div className="stack">
      <strong>Sự kiện khác của Facebook</strong>
      <select
        value={event}
        aria-label="Sự kiện khác"
        onChange={(change) => setEvent(change.target.value as OtherEvent)}
      >
        {events.map((one) => (
          <option key={one.event} value={one.event}>
            {one.label}
          </option>
        ))}
      </select>
      <button
        type="button"
        className="pill"
        disabled={id === ''}
        onClick={() => void wish(() => act(id, { type: 'event', event }))}
      >
        Gửi sự kiện này
      </button>
      <select
        value={error}
        aria-label="Lỗi của Graph"
        onChange={(change) => setError(Number(change.target.value))}
      >
        {errors.map(({ label }, at) => (
          <option key={label} value={at}>
            Lỗi {label}
          </option>
        ))}
      </select>
      <button type="button" className="pill" onClick={() => void wish(refuse)}>
        Từ chối tin kế tiếp với lỗi này
      </button>
      <button
        type="button"
        className="pill"
        disabled={id === ''}
        onClick={() => void wish(async () => setStatusUrl((await tellData(id, 'data-deletion')).url))}
      >
        Yêu cầu xóa dữ liệu qua Facebook
      </button>
      {statusUrl !== undefined && (
        <a href={statusUrl} target="_blank" rel="noreferrer">
          Xem tình trạng yêu cầu xóa
        </a>
      )}
      <button
        type="button"
        className="pill"
        disabled={id === ''}
        onClick={() => void wish(() => tellData(id, 'deauthorize'))}
      >
        Gỡ ứng dụng trong cài đặt Facebook
      </button>
    </div>
  );
}
