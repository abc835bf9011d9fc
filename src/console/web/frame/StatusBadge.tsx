import { Badge } from 'antd';
import type { Status } from '../../../cases/case';
import { statusColors, statusLabels } from '../wording/labels';

export function StatusBadge({ status }: { readonly status: Status }) {
  return <Badge color={statusColors[status]} text={statusLabels[status]} />;
}
