import { Alert } from 'antd';
import type { ReactNode } from 'react';
import { formatAddress } from '../address/address';
import { toAdmin } from '../connection/say-connection';
import { useAccount } from '../server/account';
import { useConnection } from '../server/store-away';
import { formatDateTime } from '../wording/format-time';

/** Says when nothing reaches the citizens, or nothing comes from them, and what an officer can do meanwhile. */
export function ConnectionBanner() {
  const { receiveOnly, silentSince } = useConnection();
  const { role } = useAccount();
  const toReader = role === 'admin' ? toAdmin : (sentence: string) => sentence;
  return (
    <div aria-live="polite">
      {receiveOnly && (
        <Banner
          type="error"
          what={`Chỉ nhận được tin, chưa gửi được, từ ${formatDateTime(receiveOnly.since)}.`}
        >
          {toReader(receiveOnly.reason)} Tin của người dân vẫn được ghi nhận đầy đủ; tin trả lời đang chờ và
          sẽ tự gửi đi khi khắc phục xong. Việc gấp, xin gọi điện cho người dân.
        </Banner>
      )}
      {silentSince !== undefined && (
        <Banner type="warning" what={`Không nhận được gì từ Facebook từ ${formatDateTime(silentSince)}.`}>
          {toReader(
            'Lâu hơn thường lệ trong giờ làm việc: có thể kết nối đã đứt. Xin báo quản trị hệ thống.',
          )}
        </Banner>
      )}
    </div>
  );
}

function Banner(props: {
  readonly type: 'error' | 'warning';
  readonly what: string;
  readonly children: ReactNode;
}) {
  const { role } = useAccount();
  const title = (
    <>
      <strong>{props.what}</strong> {props.children}{' '}
      {role === 'admin' && (
        <a href={formatAddress({ page: 'connection', filters: { status: 'open' } })}>Xem cách khắc phục</a>
      )}
    </>
  );
  return <Alert banner type={props.type} title={title} />;
}
