import { ArrowLeftOutlined } from '@ant-design/icons';
import { Typography } from 'antd';
import type { ReactNode } from 'react';
import type { CaseView } from '../../contract';
import { formatAddress, type Filters } from '../address/address';
import { DueTag } from '../frame/DueTag';
import { KindTag } from '../frame/KindTag';
import { StatusBadge } from '../frame/StatusBadge';
import { UrgentTag } from '../frame/UrgentTag';
import { WaitingTag } from '../frame/WaitingTag';
import { WantsTag } from '../frame/WantsTag';

type Props = { readonly filters: Filters; readonly view?: CaseView; readonly children?: ReactNode };

export function CaseHead({ filters, view, children }: Props) {
  return (
    <div className="case-head">
      <a
        className="case-back"
        href={formatAddress({ page: 'list', filters })}
        aria-label="Về danh sách hồ sơ"
      >
        <ArrowLeftOutlined aria-hidden />
      </a>
      {view === undefined ? (
        <span>Danh sách hồ sơ</span>
      ) : (
        <>
          <Typography.Title level={1} className="case-code">
            {view.code}
          </Typography.Title>
          <KindTag kind={view.kind} />
          <StatusBadge of={view} />
          {view.urgent && <UrgentTag />}
          {view.wants && <WantsTag wants={view.wants} />}
          {view.waiting && <WaitingTag />}
          <DueTag row={view} />
        </>
      )}
      {children}
    </div>
  );
}
