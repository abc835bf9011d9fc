import { useQuery, keepPreviousData } from '@tanstack/react-query';
import { Alert, Button, Input, Segmented } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { tryAnswer, type FlowView, type TryAct, type TryLine } from '../../flow-contract';
import { post } from '../server/browser';
import { messageOf } from '../server/server-error';
import { FindingList } from './FindingList';

type Props = { readonly name: string; readonly text: string; readonly kind: FlowView['kind'] };

/**
 * A conversation with what is being written. It is played from the beginning each time, so after a change in the text
 * the same conversation shows what the change does.
 */
export function TryChat({ name, text, kind }: Props) {
  const [from, setFrom] = useState<'entry' | 'here'>(kind === 'flow' ? 'here' : 'entry');
  const [acts, setActs] = useState<readonly TryAct[]>([]);
  const [typed, setTyped] = useState('');
  const end = useRef<HTMLDivElement>(null);
  const played = useQuery({
    queryKey: ['flow-try', name, text, from, acts],
    queryFn: ({ signal }) => post('/api/flows/try', { name, text, from, acts }, tryAnswer, signal),
    placeholderData: keepPreviousData,
    gcTime: 0,
    staleTime: Infinity,
  });
  const lines = played.data?.lines ?? [];
  useEffect(() => {
    end.current?.scrollIntoView({ block: 'nearest' });
  }, [lines.length]);
  const last = lines.findLast((line) => line.from !== 'system');
  const choices = last?.from === 'bot' ? last.choices : [];
  const act = (one: TryAct): void => {
    if (!played.isFetching) setActs([...acts, one]);
  };
  const say = (): void => {
    if (typed.trim() === '' || played.isFetching) return;
    act({ type: 'text', text: typed });
    setTyped('');
  };
  const restart = (where = from): void => {
    setFrom(where);
    setActs([]);
  };
  return (
    <div className="try">
      <div className="try-head">
        {kind === 'flow' && (
          <Segmented
            value={from}
            onChange={restart}
            options={[
              { value: 'here', label: 'Từ kịch bản này' },
              { value: 'entry', label: 'Từ lời chào' },
            ]}
          />
        )}
        <Button onClick={() => restart()} disabled={acts.length === 0}>
          Làm lại từ đầu
        </Button>
        <Button onClick={() => setActs(acts.slice(0, -1))} disabled={acts.length === 0}>
          Bỏ câu cuối
        </Button>
      </div>
      <p className="flows-quiet">Chỉ là thử: không gửi cho ai, không lưu hồ sơ.</p>
      {played.error !== null && <Alert type="error" showIcon title={messageOf(played.error)} />}
      {played.data && played.data.findings.length > 0 && (
        <FindingList findings={played.data.findings} isChecking={false} name={name} />
      )}
      <div className="try-lines" role="log" aria-label="Cuộc trò chuyện thử">
        {lines.map((line, at) => (
          <Line key={at} line={line} />
        ))}
        {lines.length === 0 && played.data?.findings.length === 0 && (
          <p className="flows-quiet">Xin gõ một câu để bắt đầu, ví dụ “xin chào”.</p>
        )}
        <div ref={end} />
      </div>
      <div className="try-choices">
        {choices.map(({ title, payload }) => (
          <Button key={payload} onClick={() => act({ type: 'tap', payload, title })}>
            {title}
          </Button>
        ))}
      </div>
      <div className="try-say">
        <Input
          aria-label="Câu của công dân"
          placeholder="Gõ như công dân"
          value={typed}
          maxLength={5_000}
          onChange={(event) => setTyped(event.target.value)}
          onPressEnter={say}
        />
        <Button onClick={() => act({ type: 'photo' })}>Gửi ảnh</Button>
        <Button type="primary" onClick={say}>
          Gửi
        </Button>
      </div>
      {played.data?.at !== undefined && <p className="flows-quiet">Đang ở bước {played.data.at}</p>}
    </div>
  );
}

function Line({ line }: { readonly line: TryLine }) {
  return (
    <div className={`try-line try-${line.from}`}>
      {line.text}
      {line.from === 'bot' &&
        line.buttons.map(({ title }) => (
          <span key={title} className="try-button">
            {title}
          </span>
        ))}
    </div>
  );
}
