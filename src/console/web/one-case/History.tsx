import { Timeline } from 'antd';
import type { HistoryEntryView } from '../../contract';
import { Ago } from '../frame/Ago';
import { describeDeed, describeDoer, isToldHere } from './describe-history';

/** What happened to the case, the newest first. */
export function History({ entries }: { readonly entries: readonly HistoryEntryView[] }) {
  return (
    <Timeline
      className="history"
      items={entries.toReversed().map((entry) => ({ key: entry.id, content: <HistoryLine entry={entry} /> }))}
    />
  );
}

function HistoryLine({ entry }: { readonly entry: HistoryEntryView }) {
  const doer = describeDoer(entry);
  const told = isToldHere(entry);
  return (
    <>
      <span className="history-deed">{describeDeed(entry)}</span>
      {told && entry.text !== undefined && (
        <p className="history-text" dir="auto">
          {entry.text}
        </p>
      )}
      <p className="history-by">
        {doer !== undefined && (
          <>
            <bdi>{doer}</bdi> ·{' '}
          </>
        )}
        <Ago at={entry.at} />
      </p>
    </>
  );
}
