import { LockOutlined } from '@ant-design/icons';
import { Alert, Button, Input } from 'antd';
import type { KeyboardEvent } from 'react';
import type { CaseView } from '../../contract';
import { useAccount } from '../server/account';
import { ReachNote } from './ReachNote';
import { sayActionFailure } from './say-failure';
import { sayWhyNoReply } from './say-why-not';
import { useMessage } from './use-message';

type Props = { readonly view: CaseView; readonly onSent: () => void };

/** Where an officer answers the citizen. */
export function Composer({ view, onSent }: Props) {
  const whyNot = sayWhyNoReply(useAccount(), view);
  const { text, setText, send, error, isPending } = useMessage(view, 'reply', onSent);

  if (whyNot !== undefined) {
    return (
      <div className="composer">
        <ReachNote reach={view.reach} mayWrite={false} />
        <p className="composer-closed" role="note">
          <LockOutlined aria-hidden /> {whyNot}
        </p>
      </div>
    );
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    void send();
  };
  return (
    <div className="composer">
      <ReachNote reach={view.reach} mayWrite />
      {error !== null && (
        <Alert className="form-alert" type="error" showIcon title={sayActionFailure(error)} />
      )}
      <Input.TextArea
        aria-label="Nội dung trả lời"
        placeholder="Soạn câu trả lời cho công dân…"
        autoSize={{ minRows: 2, maxRows: 8 }}
        maxLength={10_000}
        value={text}
        readOnly={isPending}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={onKeyDown}
      />
      <div className="composer-foot">
        <span className="composer-hint">
          <span className="composer-keys">Ctrl + Enter để gửi.</span>
        </span>
        <Button type="primary" loading={isPending} disabled={text.trim() === ''} onClick={() => void send()}>
          {error === null ? 'Gửi' : 'Gửi lại'}
        </Button>
      </div>
    </div>
  );
}
