import type { TranscriptItem } from '../../contract';
import { formatClock, formatDateTime } from '../wording/format-time';
import { Bubble } from './Bubble';
import type { SpokenGroup as Group } from './group-transcript';

type Props = { readonly group: Group; readonly citizen: string | undefined };

const speakers: Readonly<Record<TranscriptItem['from'], string>> = {
  citizen: 'Công dân',
  bot: 'Trợ lý tự động',
  officer: 'Cán bộ',
  facebook: 'Trả lời trên Facebook',
};

/** A run of messages of one sender. */
export function SpokenGroup({ group, citizen }: Props) {
  const named = group.from === 'citizen' && citizen !== undefined;
  return (
    <div className={`spoken spoken-${group.from}`}>
      <p className="spoken-head">
        <span className="spoken-from">{named ? <bdi>{citizen}</bdi> : speakers[group.from]}</span>{' '}
        <time dateTime={new Date(group.at).toISOString()} title={formatDateTime(group.at)}>
          {formatClock(group.at)}
        </time>
      </p>
      {group.items.map((item, index) => (
        <Bubble key={item.id} item={item} last={index === group.items.length - 1} />
      ))}
    </div>
  );
}
