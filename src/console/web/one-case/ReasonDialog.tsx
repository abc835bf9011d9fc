import { Alert, Form, Input, Modal } from 'antd';
import type { CaseView } from '../../contract';
import { sayActionFailure } from './say-failure';
import { useCaseAction } from './use-case-action';
import { useDraft } from './use-draft';

type Props = { readonly view: CaseView; readonly type: 'close' | 'reopen'; readonly onClose: () => void };

const words = {
  close: {
    title: 'Đóng hồ sơ',
    label: 'Lý do đóng hồ sơ',
    hint: 'Lý do được lưu trong lịch sử hồ sơ.',
    ok: 'Đóng hồ sơ',
  },
  reopen: {
    title: 'Mở lại hồ sơ',
    label: 'Lý do mở lại',
    hint: 'Lý do được lưu trong lịch sử hồ sơ.',
    ok: 'Mở lại',
  },
} as const;

/** Asks why a case is closed or opened again, then does it. */
export function ReasonDialog({ view, type, onClose }: Props) {
  const [reason, setReason] = useDraft(view.id, type);
  const { run, error, isPending } = useCaseAction(view.id);
  const said = words[type];
  const act = async (): Promise<void> => {
    const wanted = reason.trim();
    if (wanted === '' || !(await run({ type, reason: wanted }))) return;
    setReason('');
    onClose();
  };
  return (
    <Modal
      open
      title={`${said.title} ${view.code}`}
      okText={said.ok}
      cancelText="Thôi"
      okButtonProps={{ disabled: reason.trim() === '', loading: isPending }}
      onOk={() => void act()}
      onCancel={onClose}
    >
      {error !== null && (
        <Alert className="form-alert" type="error" showIcon title={sayActionFailure(error)} />
      )}
      <Form layout="vertical" component="div">
        <Form.Item label={said.label} htmlFor={`reason-${type}`} extra={said.hint}>
          <Input.TextArea
            id={`reason-${type}`}
            autoFocus
            autoSize={{ minRows: 3, maxRows: 8 }}
            maxLength={2_000}
            value={reason}
            readOnly={isPending}
            onChange={(event) => setReason(event.target.value)}
          />
        </Form.Item>
      </Form>
    </Modal>
  );
}
