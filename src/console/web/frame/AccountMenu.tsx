import { DownOutlined, UserOutlined } from '@ant-design/icons';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Button, Dropdown } from 'antd';
import { useState } from 'react';
import { z } from 'zod';
import { clearDrafts } from '../one-case/draft';
import { forgetSignedIn, useAccount } from '../server/account';
import { post } from '../server/browser';
import { hasStatus, messageOf } from '../server/server-error';
import { PasswordDialog } from '../sign-in/PasswordDialog';
import { roleLabels } from '../wording/labels';

/** Who is signed in, with what they can do about it. */
export function AccountMenu() {
  const account = useAccount();
  const client = useQueryClient();
  const { message } = App.useApp();
  const [changing, setChanging] = useState(false);
  const signOut = useMutation({
    mutationFn: () => post('/api/sign-out', {}, z.unknown()),
    onSuccess: () => {
      clearDrafts(window.sessionStorage);
      forgetSignedIn(client);
    },
    onError: (error) => {
      if (!hasStatus(error, 401)) void message.error(messageOf(error));
    },
  });
  return (
    <>
      <Dropdown
        trigger={['click']}
        menu={{
          items: [
            { key: 'password', label: 'Đổi mật khẩu', onClick: () => setChanging(true) },
            { key: 'sign-out', label: 'Đăng xuất', onClick: () => signOut.mutate() },
          ],
        }}
      >
        <Button
          type="text"
          className="account"
          aria-label={`Tài khoản: ${account.name}`}
          aria-haspopup="menu"
        >
          <UserOutlined aria-hidden />
          <span className="account-who">
            <bdi className="account-name">{account.name}</bdi>
            <span className="account-role">{roleLabels[account.role]}</span>
          </span>
          <DownOutlined aria-hidden className="account-arrow" />
        </Button>
      </Dropdown>
      <PasswordDialog open={changing} onClose={() => setChanging(false)} />
    </>
  );
}
