import { App, Button, Popconfirm } from 'antd';
import { useEffect, useState } from 'react';
import type { CaseView } from '../../contract';
import { ReasonDialog } from './ReasonDialog';
import { sayActionFailure } from './say-failure';
import { useCaseAction } from './use-case-action';

/** The acts that have a button here; the others stand beside what they are about. */
const shown: readonly CaseView['may'][number][] = ['claim', 'hand-back', 'close', 'reopen'];

/** What this officer may do with the case now, besides writing. */
export function CaseActions({ view }: { readonly view: CaseView }) {
  const { may } = view;
  const { message } = App.useApp();
  const { run, error, isPending } = useCaseAction(view.id);
  const [asking, setAsking] = useState<'close' | 'reopen'>();
  useEffect(() => {
    if (error !== null) void message.error(sayActionFailure(error));
  }, [error, message]);

  if (!may.some((action) => shown.includes(action))) return null;
  return (
    <div className="case-actions" role="group" aria-label="Thao tác với hồ sơ">
      {may.includes('claim') && (
        <Button type="primary" loading={isPending} onClick={() => void run({ type: 'claim' })}>
          Nhận xử lý
        </Button>
      )}
      {may.includes('hand-back') && (
        <Popconfirm
          title="Trả cuộc trò chuyện lại cho trợ lý tự động?"
          description="Trợ lý tự động sẽ tiếp tục nói chuyện với công dân."
          okText="Trả lại"
          cancelText="Thôi"
          onConfirm={() => void run({ type: 'hand-back' })}
        >
          <Button disabled={isPending}>Trả lại cho trợ lý tự động</Button>
        </Popconfirm>
      )}
      {may.includes('close') && <Button onClick={() => setAsking('close')}>Đóng hồ sơ</Button>}
      {may.includes('reopen') && <Button onClick={() => setAsking('reopen')}>Mở lại</Button>}
      {asking !== undefined && (
        <ReasonDialog view={view} type={asking} onClose={() => setAsking(undefined)} />
      )}
    </div>
  );
}
