import { Badge } from 'antd';
import type { CaseRow } from '../../contract';
import { statusColors, statusLabels, withdrawnLabel } from '../wording/labels';

export function StatusBadge({
  of: { status, withdrawn },
}: {
  readonly of: Pick<CaseRow, 'status' | 'withdrawn'>;
}) {
  return <Badge color={statusColors[status]} text={withdrawn ? withdrawnLabel : statusLabels[status]} />;
}
