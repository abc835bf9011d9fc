import { Typography } from 'antd';
import type { FlowAct, FlowRow } from '../../flow-contract';
import { formatDateTime } from '../wording/format-time';
import { howLabels } from './how-labels';

type Props = {
  readonly acts: readonly FlowAct[];
  readonly flows: readonly Pick<FlowRow, 'name' | 'title'>[];
};

/** Who published, restored and exported what, and when. */
export function FlowActs({ acts, flows }: Props) {
  const titleOf = (name: string) => flows.find((row) => row.name === name)?.title ?? name;
  return (
    <section className="flow-acts" aria-label="Lịch sử công bố">
      <Typography.Title level={2} className="flow-acts-title">
        Lịch sử công bố
      </Typography.Title>
      <ul>
        {acts.map((act) => (
          <li key={`${act.type}-${act.at}-${act.release}`}>
            <span className="flows-quiet">{formatDateTime(act.at)}</span>
            <span>
              <strong>{act.by ?? 'Hệ thống'}</strong> {sayAct(act, titleOf)}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function sayAct({ type, changes, how, release, by }: FlowAct, titleOf: (name: string) => string): string {
  if (type === 'export') return `đã xuất kịch bản ra thư mục flows (lần công bố ${release}).`;
  const few = changes
    .slice(0, 4)
    .map(({ name, number, restored }) =>
      restored === undefined
        ? `${titleOf(name)} (bản ${number})`
        : `${titleOf(name)} (bản ${number}, khôi phục từ bản ${restored})`,
    );
  const rest = changes.length > 4 ? ` và ${changes.length - 4} mục khác` : '';
  const way = by !== undefined && how ? ` ${howLabels[how].done}` : '';
  return `đã công bố ${few.join(', ')}${rest}.${way}`;
}
