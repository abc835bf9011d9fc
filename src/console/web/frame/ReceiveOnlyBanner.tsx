import { Alert } from 'antd';
import { useReceiveOnly } from '../server/store-away';
import { formatClock, formatDate } from '../wording/format-time';

/** Says that nothing reaches the citizens, why, and what an officer can do meanwhile. */
export function ReceiveOnlyBanner() {
  const stopped = useReceiveOnly();
  return (
    <div aria-live="assertive">
      {stopped && (
        <Alert
          banner
          type="error"
          title={
            <>
              <strong>
                Chỉ nhận được tin, chưa gửi được, từ {formatClock(stopped.since)} ngày{' '}
                {formatDate(stopped.since)}.
              </strong>{' '}
              {stopped.reason} Tin của người dân vẫn được ghi nhận đầy đủ; tin trả lời đang chờ và sẽ tự gửi
              đi khi khắc phục xong. Việc gấp, xin gọi điện cho người dân.
            </>
          }
        />
      )}
    </div>
  );
}
