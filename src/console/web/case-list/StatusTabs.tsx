import { Segmented } from 'antd';
import type { CasePage } from '../../contract';
import { listStatusTabs, type TabStatus } from './status-tabs';

type Props = {
  readonly status: TabStatus;
  readonly counts: CasePage['counts'] | undefined;
  readonly onChange: (status: TabStatus) => void;
};

export function StatusTabs({ status, counts, onChange }: Props) {
  return (
    <div className="status-tabs">
      <Segmented<TabStatus>
        aria-label="Trạng thái hồ sơ"
        value={status}
        onChange={onChange}
        options={listStatusTabs(counts).map((tab) => ({
          value: tab.status,
          label: (
            <>
              {tab.label} {tab.count !== undefined && <span className="status-count">{tab.count}</span>}
            </>
          ),
        }))}
      />
    </div>
  );
}
