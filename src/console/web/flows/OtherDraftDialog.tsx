import { Button, Modal } from 'antd';
import type { FlowView } from '../../flow-contract';
import { DiffView } from './DiffView';

type Props = {
  readonly mine: string;
  /** As it stands on the server now. */
  readonly theirs: FlowView;
  readonly onKeepMine: () => Promise<void>;
  readonly onTakeTheirs: () => void;
  readonly onClose: () => void;
};

/** Somebody else has saved meanwhile: nothing is written over before it was seen. */
export function OtherDraftDialog({ mine, theirs, onKeepMine, onTakeTheirs, onClose }: Props) {
  const who = theirs.draft?.by.name ?? 'Người khác';
  return (
    <Modal
      open
      width={1100}
      title={`${who} vừa lưu hoặc công bố kịch bản này`}
      onCancel={onClose}
      footer={[
        <Button key="close" onClick={onClose}>
          Để tôi sửa tiếp
        </Button>,
        <Button key="theirs" onClick={onTakeTheirs}>
          Lấy bản kia, bỏ bản của tôi
        </Button>,
        <Button key="mine" danger onClick={() => void onKeepMine()}>
          Lưu bản của tôi thay bản kia
        </Button>,
      ]}
    >
      <DiffView
        before={{ title: `Bản của ${who}`, text: theirs.draftText ?? theirs.text }}
        after={{ title: 'Bản của tôi (chưa lưu)', text: mine }}
      />
    </Modal>
  );
}
