import { Skeleton } from 'antd';

export function Waiting() {
  return (
    <div className="waiting" role="status" aria-label="Đang tải">
      <Skeleton active paragraph={{ rows: 6 }} />
    </div>
  );
}
