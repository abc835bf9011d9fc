import { Button, Typography } from 'antd';
import { useMemo } from 'react';
import { goTo } from '../address/use-address';
import type { Filters } from '../address/address';
import { Failure } from '../frame/Failure';
import { useTitle } from '../frame/use-title';
import { useCaseList, useCounts } from '../server/case-queries';
import { CaseRows } from './CaseRows';
import { FilterBar } from './FilterBar';
import { joinPages } from './join-pages';
import { NoCases } from './NoCases';
import { RowsSkeleton } from './RowsSkeleton';
import { StatusTabs } from './StatusTabs';

type Props = { readonly filters: Filters };

export function CaseList({ filters }: Props) {
  const list = useCaseList(filters);
  const counts = useCounts();
  useTitle('Hồ sơ');
  const rows = useMemo(() => joinPages(list.data?.pages ?? []), [list.data]);
  const show = (changed: Filters, how: 'push' | 'replace' = 'push'): void =>
    goTo({ page: 'list', filters: changed }, how);

  return (
    <div className="case-list">
      <Typography.Title level={1} className="page-title">
        Hồ sơ
      </Typography.Title>
      <StatusTabs
        status={filters.status ?? 'open'}
        counts={counts.data ?? list.data?.pages[0]?.counts}
        onChange={(status) => show({ ...filters, status })}
      />
      <FilterBar filters={filters} onChange={show} />
      {list.isError && <Failure error={list.error} onRetry={() => void list.refetch()} />}
      {list.data === undefined
        ? list.isPending && <RowsSkeleton />
        : rows.length > 0 && <CaseRows rows={rows} filters={filters} stale={list.isPlaceholderData} />}
      {list.data !== undefined && rows.length === 0 && (
        <NoCases filters={filters} onClear={() => show({ status: filters.status })} />
      )}
      {list.hasNextPage && rows.length > 0 && (
        <div className="case-list-more">
          <Button loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
            Tải thêm hồ sơ
          </Button>
        </div>
      )}
    </div>
  );
}
