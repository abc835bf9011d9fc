import { Button, Empty } from 'antd';
import type { Filters } from '../address/address';

type Props = { readonly filters: Filters; readonly onClear: () => void };

export function NoCases({ filters, onClear }: Props) {
  const narrowed =
    filters.kind !== undefined ||
    filters.assignee !== undefined ||
    filters.waiting !== undefined ||
    filters.wants !== undefined ||
    filters.q !== undefined;
  return (
    <Empty
      className="no-cases"
      image={Empty.PRESENTED_IMAGE_SIMPLE}
      description={narrowed ? 'Không có hồ sơ nào khớp với bộ lọc.' : 'Chưa có hồ sơ nào ở mục này.'}
    >
      {narrowed && <Button onClick={onClear}>Bỏ bộ lọc</Button>}
    </Empty>
  );
}
