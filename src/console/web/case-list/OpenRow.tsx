import { UserOutlined } from '@ant-design/icons';
import type { CaseRow } from '../../contract';
import { Ago } from '../frame/Ago';
import { DueTag } from '../frame/DueTag';
import { KindTag } from '../frame/KindTag';
import { StatusBadge } from '../frame/StatusBadge';
import { UrgentTag } from '../frame/UrgentTag';
import { WaitingTag } from '../frame/WaitingTag';
import { WantsTag } from '../frame/WantsTag';
import { sayCitizen } from '../wording/say-citizen';

type Props = { readonly row: CaseRow; readonly href: string };

export function OpenRow({ row, href }: Props) {
  return (
    <a className={row.waiting ? 'case-row case-row-waiting' : 'case-row'} href={href}>
      <span className="row-code">{row.code}</span>
      <span className="row-tags">
        {row.kind !== undefined && <KindTag kind={row.kind} />}
        {row.urgent && <UrgentTag />}
        {row.wants && <WantsTag wants={row.wants} />}
        {row.waiting && <WaitingTag />}
        <DueTag row={row} />
      </span>
      <span className="row-summary" dir="auto">
        {row.summary ?? 'Mở hồ sơ để đọc nội dung.'}
      </span>
      <span className="row-citizen">
        <bdi>{sayCitizen(row)}</bdi>
      </span>
      <span className="row-assignee">
        <UserOutlined aria-hidden />{' '}
        {row.assignee === undefined ? 'Chưa ai nhận' : <bdi>{row.assignee.name}</bdi>}
      </span>
      <span className="row-status">
        <StatusBadge of={row} />
      </span>
      <span className="row-time">
        <Ago at={row.updatedAt} what="Cập nhật" />
      </span>
    </a>
  );
}
