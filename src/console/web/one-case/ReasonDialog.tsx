import { Alert, Form, Input, Modal } from 'antd';
import type { CaseView } from '../../contract';
import { sayActionFailure } from './say-failure';
import { useCaseAction } from './use-case-action';
import { useDraft } from './use-draft';

type Reasoned = 'close' | 'reopen' | 'confirm-withdrawal' | 'decline-withdrawal';
type Props = { readonly view: CaseView; readonly type: Reasoned; readonly onClose: () => void };

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
  'confirm-withdrawal': {
    title: 'Xác nhận rút hồ sơ',
    label: 'Số, ngày của đơn rút hoặc biên bản',
    hint: 'Được lưu trong lịch sử hồ sơ. Hồ sơ được đóng và công dân được báo ngay.',
    ok: 'Xác nhận rút',
  },
  'decline-withdrawal': {
    title: 'Chưa cho rút hồ sơ',
    label: 'Lý do',
    hint: 'Công dân đọc được lý do này.',
    ok: 'Gửi công dân',
  },
} as const;

/** How many letters the server takes. */
const most = { close: 2_000, reopen: 2_000, 'confirm-withdrawal': 300, 'decline-withdrawal': 1_000 } as const;

/** Asks for the words that an act on a case has to be given, then does it. */
export function ReasonDialog({ view, type, onClose }: Props) {
  const [reason, setReason] = useDraft(view.id, type);
  const { run, error, isPending } = useCaseAction(view.id);
  const said = words[type];
  const act = async (): Promise<void> => {
    const wanted = reason.trim();
    if (wanted === '') return;
    const isDone = await run(
      type === 'confirm-withdrawal' ? { type, paper: wanted } : { type, reason: wanted },
    );
    if (!isDone) return;
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
            maxLength={most[type]}
            value={reason}
            readOnly={isPending}
            onChange={(event) => setReason(event.target.value)}
          />
        </Form.Item>
      </Form>
    </Modal>
  );
}
