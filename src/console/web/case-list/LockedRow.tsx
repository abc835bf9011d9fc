import { LockOutlined } from '@ant-design/icons';
import { Tooltip } from 'antd';
import type { CaseRow } from '../../contract';
import { Ago } from '../frame/Ago';
import { StatusBadge } from '../frame/StatusBadge';
import { confidential } from '../wording/labels';

/** A case that this reader may know of but not open. */
export function LockedRow({ row }: { readonly row: CaseRow }) {
  return (
    <div className="case-row case-row-locked">
      <span className="row-code">{row.code}</span>
      <Tooltip title="Chỉ người được giao xử lý mới xem được hồ sơ này.">
        <span className="row-summary">
          <LockOutlined aria-hidden /> {confidential}
        </span>
      </Tooltip>
      <span className="row-status">
        <StatusBadge of={row} />
      </span>
      <span className="row-time">
        <Ago at={row.updatedAt} what="Cập nhật" />
      </span>
    </div>
  );
}
