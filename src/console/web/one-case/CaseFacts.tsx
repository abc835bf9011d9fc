import { Typography } from 'antd';
import type { ReactNode } from 'react';
import type { CaseView } from '../../contract';
import { Ago } from '../frame/Ago';
import { KindTag } from '../frame/KindTag';
import { StatusBadge } from '../frame/StatusBadge';
import { formatDateTime } from '../wording/format-time';
import { speakerLabels } from '../wording/labels';
import { sayNoticeDay } from '../wording/say-due';
import { sayCitizen } from '../wording/say-citizen';

const reasons: Readonly<Record<CaseView['reason'], string>> = {
  sent: 'Công dân gửi',
  'asked-for-officer': 'Công dân xin gặp cán bộ',
  'failed-turn': 'Trợ lý tự động gặp lỗi',
};

export function CaseFacts({ view }: { readonly view: CaseView }) {
  return (
    <dl className="facts">
      <Fact name="Mã hồ sơ">
        <Typography.Text copyable={{ text: view.code, tooltips: ['Chép mã hồ sơ', 'Đã chép'] }}>
          {view.code}
        </Typography.Text>
      </Fact>
      <Fact name="Loại">
        <KindTag kind={view.kind} />
      </Fact>
      <Fact name="Trạng thái">
        <StatusBadge of={view} />
      </Fact>
      <Fact name="Đang trò chuyện">{speakerLabels[view.speaker]}</Fact>
      <Fact name="Người xử lý">
        {view.assignee === undefined ? 'Chưa ai nhận' : <bdi>{view.assignee.name}</bdi>}
      </Fact>
      <Fact name="Công dân">
        <bdi>{sayCitizen(view)}</bdi>
      </Fact>
      <Fact name="Nguồn">{reasons[view.reason]}</Fact>
      <Fact name="Tiếp nhận">{formatDateTime(view.openedAt)}</Fact>
      {view.firstReplyDue && (
        <Fact name="Trả lời lần đầu">{`Trước ${formatDateTime(view.firstReplyDue.at)}`}</Fact>
      )}
      {view.noticeDue && <Fact name="Báo kết quả">{sayNoticeDay(view.noticeDue)}</Fact>}
      {view.rating !== undefined && <Fact name="Công dân đánh giá">{`${view.rating}/5`}</Fact>}
      <Fact name="Cập nhật">
        <Ago at={view.updatedAt} />
      </Fact>
    </dl>
  );
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div className="fact">
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
