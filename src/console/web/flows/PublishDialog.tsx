import { useQuery } from '@tanstack/react-query';
import { Alert, App, Checkbox, Modal, Radio } from 'antd';
import { useState } from 'react';
import { publishPlan, type InFlightChoice, type PublishItem, type PublishPlan } from '../../flow-contract';
import { post } from '../server/browser';
import { hasStatus, messageOf } from '../server/server-error';
import { FindingList } from './FindingList';
import { useFlowList, usePublish } from './flow-queries';
import { howLabels } from './how-labels';

type Props = {
  readonly title: string;
  readonly items: readonly PublishItem[];
  /** The release that was seen: nothing is published past a newer one. */
  readonly release: number;
  /** Other drafts may come along, for changes that belong together. */
  readonly withOthers: boolean;
  readonly onClose: () => void;
  readonly onPublished: () => void;
  /** Somebody else has saved or published meanwhile. */
  readonly onStale: () => void;
};

const ways: readonly InFlightChoice[] = ['drain', 'move', 'restart'];

/** Whom it concerns, and what becomes of them; then it is published. */
export function PublishDialog({ title, items, release, withOthers, onClose, onPublished, onStale }: Props) {
  const { message } = App.useApp();
  const [how, setHow] = useState<InFlightChoice>('drain');
  const [along, setAlong] = useState<readonly string[]>([]);
  const list = useFlowList();
  const own = items[0]?.name ?? '';
  const others = withOthers
    ? (list.data?.flows ?? []).filter(({ name, draft }) => draft && name !== own)
    : [];
  const all: readonly PublishItem[] = [
    ...items,
    ...others.flatMap(({ name, draft }) => (draft && along.includes(name) ? [{ name, rev: draft.rev }] : [])),
  ];
  const plan = useQuery({
    queryKey: ['flow-plan', all],
    queryFn: ({ signal }) => post('/api/flows/plan', { items: all }, publishPlan, signal),
    gcTime: 0,
    staleTime: 0,
  });
  const publish = usePublish();
  const isReady = plan.data !== undefined && plan.data.findings.length === 0;
  const act = (): void =>
    publish.mutate(
      { items: all, how, release },
      {
        onSuccess: () => {
          void message.success('Đã công bố. Hệ thống dùng bản mới trong vài giây.');
          onPublished();
          onClose();
        },
        onError: (error) => {
          if (!hasStatus(error, 409)) return;
          void message.error(messageOf(error));
          onStale();
          onClose();
        },
      },
    );
  return (
    <Modal
      open
      title={title}
      okText="Công bố"
      cancelText="Thôi"
      okButtonProps={{ disabled: !isReady, loading: publish.isPending }}
      onOk={act}
      onCancel={onClose}
    >
      {publish.error !== null && (
        <Alert className="form-alert" type="error" showIcon title={messageOf(publish.error)} />
      )}
      {plan.error !== null && (
        <Alert className="form-alert" type="error" showIcon title={messageOf(plan.error)} />
      )}
      {others.length > 0 && (
        <div className="publish-along">
          <p>Công bố cùng lúc các bản nháp khác (khi các thay đổi đi với nhau):</p>
          <Checkbox.Group
            value={[...along]}
            options={others.map(({ name, title: shown }) => ({ value: name, label: shown }))}
            onChange={(names) => setAlong(names)}
          />
        </div>
      )}
      {plan.data && plan.data.findings.length > 0 && (
        <FindingList findings={plan.data.findings} isChecking={false} name={own} />
      )}
      {isReady && (
        <>
          <InFlight rows={plan.data.inFlight} />
          <Radio.Group
            className="publish-ways"
            aria-label="Cuộc trò chuyện đang dở"
            value={how}
            onChange={(event) => setHow(event.target.value as InFlightChoice)}
          >
            {ways.map((way) => (
              <Radio key={way} value={way}>
                {howLabels[way].title}
                <div className="flows-quiet">{howLabels[way].hint}</div>
              </Radio>
            ))}
          </Radio.Group>
        </>
      )}
    </Modal>
  );
}

function InFlight({ rows }: { readonly rows: PublishPlan['inFlight'] }) {
  const total = rows.reduce((sum, { count }) => sum + count, 0);
  if (total === 0) return <p>Hiện không có cuộc trò chuyện nào đang dở ở kịch bản này.</p>;
  return (
    <>
      <p>
        Hiện có <strong>{total}</strong> cuộc trò chuyện đang dở:
      </p>
      <ul className="in-flight">
        {rows.map(({ flow, version, step, count, fits }) => (
          <li key={`${flow}@${version}/${step}`}>
            <strong>{count}</strong> ở bước {step} ({flow}, bản {version})
            <span className="flows-quiet"> · {fits} có thể chuyển sang bản mới</span>
          </li>
        ))}
      </ul>
    </>
  );
}
