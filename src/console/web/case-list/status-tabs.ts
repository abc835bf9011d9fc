import { statuses } from '../../../cases/case';
import type { CasePage, CaseQuery } from '../../contract';
import { statusLabels } from '../wording/labels';

export type TabStatus = NonNullable<CaseQuery['status']>;
export type StatusTab = { readonly status: TabStatus; readonly label: string; readonly count?: number };

/** The tabs over the list: all that is open first, then each status. */
export function listStatusTabs(counts: CasePage['counts'] | undefined): readonly StatusTab[] {
  const open =
    counts && statuses.reduce((sum, status) => (status === 'dong' ? sum : sum + counts[status]), 0);
  return [
    { status: 'open', label: 'Tất cả đang mở', count: open },
    ...statuses.map((status) => ({ status, label: statusLabels[status], count: counts?.[status] })),
  ];
}
