import { useQueryClient } from '@tanstack/react-query';
import { Alert } from 'antd';
import type { AccountView } from '../../contract';
import { setSignedIn } from '../server/account';
import { DoorPage } from './DoorPage';
import { PasswordForm } from './PasswordForm';

type Props = { readonly account: AccountView };

/** After signing in with a one-time password: nothing else works until a new one is chosen. */
export function FirstPassword({ account }: Props) {
  const client = useQueryClient();
  return (
    <DoorPage title="Đặt mật khẩu mới">
      <Alert
        type="info"
        showIcon
        title={
          <>
            Chào <bdi>{account.name}</bdi>. Mật khẩu vừa dùng chỉ có giá trị một lần. Xin đặt mật khẩu của
            riêng mình để tiếp tục.
          </>
        }
      />
      <PasswordForm
        currentHint="Là mật khẩu dùng một lần vừa được cấp."
        onDone={(changed) => setSignedIn(client, changed)}
      />
    </DoorPage>
  );
}
