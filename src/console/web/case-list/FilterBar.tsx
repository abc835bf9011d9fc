import { Checkbox, Select } from 'antd';
import { kinds } from '../../../cases/case';
import type { Filters } from '../address/address';
import { kindLabels, wantsLabels } from '../wording/labels';
import { SearchBox } from './SearchBox';

type Props = {
  readonly filters: Filters;
  readonly onChange: (filters: Filters, how?: 'push' | 'replace') => void;
};

const kindOptions = kinds.map((kind) => ({ value: kind, label: kindLabels[kind] }));
const assigneeOptions = [
  { value: 'me' as const, label: 'Của tôi' },
  { value: 'none' as const, label: 'Chưa ai nhận' },
];

const wantsOptions = (['withdrawal', 'second-look'] as const).map((value) => ({
  value,
  label: wantsLabels[value],
}));

export function FilterBar({ filters, onChange }: Props) {
  return (
    <div className="filter-bar" role="search" aria-label="Lọc hồ sơ">
      <SearchBox words={filters.q} onSearch={(q) => onChange({ ...filters, q }, 'replace')} />
      <Select
        aria-label="Loại hồ sơ"
        className="filter-select"
        placeholder="Mọi loại"
        allowClear
        options={kindOptions}
        value={filters.kind}
        onChange={(kind: Filters['kind']) => onChange({ ...filters, kind })}
      />
      <Select
        aria-label="Người xử lý"
        className="filter-select"
        placeholder="Mọi người xử lý"
        allowClear
        options={assigneeOptions}
        value={filters.assignee}
        onChange={(assignee: Filters['assignee']) => onChange({ ...filters, assignee })}
      />
      <Select
        aria-label="Công dân đề nghị"
        className="filter-select"
        placeholder="Mọi đề nghị"
        allowClear
        options={wantsOptions}
        value={filters.wants}
        onChange={(wants: Filters['wants']) => onChange({ ...filters, wants })}
      />
      <Checkbox
        checked={filters.waiting === 'true'}
        onChange={(event) => onChange({ ...filters, waiting: event.target.checked ? 'true' : undefined })}
      >
        Đang chờ trả lời
      </Checkbox>
    </div>
  );
}
