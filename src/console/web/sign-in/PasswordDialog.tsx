import { useQueryClient } from '@tanstack/react-query';
import { App, Modal } from 'antd';
import { setSignedIn } from '../server/account';
import { PasswordForm } from './PasswordForm';

type Props = { readonly open: boolean; readonly onClose: () => void };

export function PasswordDialog({ open, onClose }: Props) {
  const client = useQueryClient();
  const { message } = App.useApp();
  return (
    <Modal open={open} title="Đổi mật khẩu" footer={null} destroyOnHidden onCancel={onClose} width={420}>
      <PasswordForm
        onDone={(account) => {
          setSignedIn(client, account);
          onClose();
          void message.success('Đã đổi mật khẩu.');
        }}
      />
    </Modal>
  );
}
