import { Button, Select } from 'antd';
import { useState } from 'react';
import type { FlowView } from '../../flow-contract';
import { Failure } from '../frame/Failure';
import { Waiting } from '../frame/Waiting';
import { formatDateTime } from '../wording/format-time';
import { DiffView } from './DiffView';
import { useVersionText } from './flow-queries';
import { PublishDialog } from './PublishDialog';

type Props = { readonly view: FlowView; readonly onPublished: () => void; readonly onStale: () => void };

/** Every version that was ever published, beside the one that counts; each can be made to count again. */
export function Versions({ view, onPublished, onStale }: Props) {
  const earlier = view.versions.filter(({ number }) => number < view.number);
  const [chosen, setChosen] = useState<number | undefined>(earlier[0]?.number);
  const [isRestoring, setRestoring] = useState(false);
  const version = useVersionText(view.name, chosen);
  if (earlier.length === 0) return <p className="flows-quiet">Chưa có bản cũ nào.</p>;
  return (
    <>
      <div className="versions-head">
        <Select
          aria-label="Bản cũ"
          value={chosen}
          onChange={setChosen}
          options={earlier.map(({ number, at, by }) => ({
            value: number,
            label: `Bản ${number} · ${formatDateTime(at)} · ${by?.name ?? 'Hệ thống'}`,
          }))}
        />
        <Button disabled={version.data === undefined} onClick={() => setRestoring(true)}>
          Khôi phục bản này…
        </Button>
      </div>
      {version.data ? (
        <DiffView
          before={{ title: `Bản ${chosen}`, text: version.data.text }}
          after={{ title: `Đang dùng (bản ${view.number})`, text: view.text }}
        />
      ) : version.isPending ? (
        <Waiting />
      ) : (
        <Failure error={version.error} onRetry={() => void version.refetch()} />
      )}
      {isRestoring && chosen !== undefined && (
        <PublishDialog
          title={`Khôi phục bản ${chosen} thành bản ${view.number + 1}`}
          items={[{ name: view.name, restore: chosen }]}
          release={view.release}
          withOthers={false}
          onClose={() => setRestoring(false)}
          onPublished={onPublished}
          onStale={onStale}
        />
      )}
    </>
  );
}
