import { Alert, Form, Input, Modal } from 'antd';
import { useState } from 'react';
import { messageOf } from '../server/server-error';
import { flowAddress } from './flow-address';
import { useSaveDraft } from './flow-queries';

type Props = { readonly taken: readonly string[]; readonly onClose: () => void };

/** A flow of one message: enough to begin with, and sound. */
const firstText = (name: string): string => `id: ${name}
version: 1
title: Kịch bản mới
start: loi-dau
steps:
  - id: loi-dau
    type: say
    text: Xin chào Anh/Chị.
`;

/** Begins a draft of a flow that was not there before. */
export function NewFlowDialog({ taken, onClose }: Props) {
  const [name, setName] = useState('');
  const save = useSaveDraft(name);
  const isTaken = taken.includes(name);
  const isShort = /^[a-z0-9]+(-[a-z0-9]+)*$/.test(name) && name.length <= 60;
  const add = (): void =>
    save.mutate(
      { text: firstText(name), rev: 0, base: 0 },
      { onSuccess: () => window.location.assign(flowAddress(name)) },
    );
  return (
    <Modal
      open
      title="Thêm kịch bản"
      okText="Tạo bản nháp"
      cancelText="Thôi"
      okButtonProps={{ disabled: !isShort || isTaken, loading: save.isPending }}
      onOk={add}
      onCancel={onClose}
    >
      {save.error !== null && (
        <Alert className="form-alert" type="error" showIcon title={messageOf(save.error)} />
      )}
      <Form layout="vertical" component="div">
        <Form.Item
          label="Tên ngắn"
          htmlFor="new-flow"
          validateStatus={isTaken ? 'error' : ''}
          help={
            isTaken
              ? 'Tên này đã có kịch bản dùng.'
              : 'Chữ thường không dấu, số, gạch nối; ví dụ: lich-tiep-dan.'
          }
        >
          <Input
            id="new-flow"
            autoFocus
            value={name}
            onChange={(event) => setName(event.target.value.trim())}
          />
        </Form.Item>
      </Form>
    </Modal>
  );
}
