import { Skeleton } from 'antd';

export function RowsSkeleton() {
  return (
    <div className="case-rows case-rows-skeleton" role="status" aria-label="Đang tải danh sách hồ sơ">
      {[1, 2, 3, 4, 5, 6].map((line) => (
        <Skeleton key={line} active title={{ width: '30%' }} paragraph={{ rows: 1 }} />
      ))}
    </div>
  );
}
