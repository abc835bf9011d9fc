import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Form, Input } from 'antd';
import { accountView, changePassword, type AccountView } from '../../contract';
import { accountKey } from '../server/account';
import { post } from '../server/browser';
import { asksForPassword } from '../server/query-client';
import { hasStatus, messageOf } from '../server/server-error';
import { formatWait } from '../wording/format-wait';
import { schemaRule } from './schema-rule';
import { useWait } from './use-wait';

type Values = { readonly current: string; readonly next: string; readonly again: string };
type Props = { readonly currentHint?: string; readonly onDone: (account: AccountView) => void };

const { current, next } = changePassword.shape;

export function PasswordForm({ currentHint, onDone }: Props) {
  const client = useQueryClient();
  const changing = useMutation({
    mutationFn: ({ current, next }: Values) => post('/api/me/password', { current, next }, accountView),
    meta: asksForPassword,
    onSuccess: onDone,
    onError: (error) => {
      // 401 says a wrong password or an ended sign-in; asking who we are tells them apart.
      if (hasStatus(error, 401)) void client.invalidateQueries({ queryKey: accountKey });
    },
  });
  const wait = useWait(changing.error);
  return (
    <Form<Values>
      layout="vertical"
      requiredMark={false}
      disabled={changing.isPending}
      onFinish={changing.mutate}
    >
      {changing.isError && (
        <Alert
          className="form-alert"
          type="error"
          showIcon
          title={messageOf(changing.error)}
          description={wait > 0 ? `Có thể thử lại sau ${formatWait(wait)}.` : undefined}
        />
      )}
      <Form.Item name="current" label="Mật khẩu hiện tại" extra={currentHint} rules={[schemaRule(current)]}>
        <Input.Password autoComplete="current-password" autoFocus />
      </Form.Item>
      <Form.Item
        name="next"
        label="Mật khẩu mới"
        extra="Ít nhất 12 ký tự."
        rules={[schemaRule(next)]}
        validateTrigger="onBlur"
      >
        <Input.Password autoComplete="new-password" />
      </Form.Item>
      <Form.Item
        name="again"
        label="Nhập lại mật khẩu mới"
        dependencies={['next']}
        validateTrigger="onBlur"
        rules={[
          ({ getFieldValue }) => ({
            validator: async (_rule, value: unknown) => {
              if ((value ?? '') !== (getFieldValue('next') ?? ''))
                throw new Error('Hai lần nhập mật khẩu mới chưa giống nhau.');
            },
          }),
        ]}
      >
        <Input.Password autoComplete="new-password" />
      </Form.Item>
      <Button type="primary" htmlType="submit" block loading={changing.isPending} disabled={wait > 0}>
        Đổi mật khẩu
      </Button>
    </Form>
  );
}
