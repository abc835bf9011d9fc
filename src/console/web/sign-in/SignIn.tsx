import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Form, Input } from 'antd';
import type { z } from 'zod';
import { accountView, signIn } from '../../contract';
import { setSignedIn } from '../server/account';
import { post } from '../server/browser';
import { asksForPassword } from '../server/query-client';
import { messageOf } from '../server/server-error';
import { DoorPage } from './DoorPage';
import { schemaRule } from './schema-rule';
import { useWait } from './use-wait';
import { formatWait } from '../wording/format-wait';

type Props = { readonly expired: boolean };

export function SignIn({ expired }: Props) {
  const client = useQueryClient();
  const entering = useMutation({
    mutationFn: (values: z.infer<typeof signIn>) => post('/api/sign-in', signIn.parse(values), accountView),
    meta: asksForPassword,
    onSuccess: (account) => setSignedIn(client, account),
  });
  const wait = useWait(entering.error);
  return (
    <DoorPage title="Đăng nhập">
      {expired && !entering.isError && (
        <Alert type="info" showIcon title="Phiên làm việc đã hết hạn. Xin đăng nhập lại để tiếp tục." />
      )}
      {entering.isError && (
        <Alert
          type="error"
          showIcon
          title={messageOf(entering.error)}
          description={wait > 0 ? `Có thể thử lại sau ${formatWait(wait)}.` : undefined}
        />
      )}
      <Form layout="vertical" requiredMark={false} disabled={entering.isPending} onFinish={entering.mutate}>
        <Form.Item name="username" label="Tên đăng nhập" rules={[schemaRule(signIn.shape.username)]}>
          <Input autoComplete="username" autoCapitalize="none" spellCheck={false} autoFocus size="large" />
        </Form.Item>
        <Form.Item name="password" label="Mật khẩu" rules={[schemaRule(signIn.shape.password)]}>
          <Input.Password autoComplete="current-password" size="large" />
        </Form.Item>
        <Button
          type="primary"
          htmlType="submit"
          block
          size="large"
          loading={entering.isPending}
          disabled={wait > 0}
        >
          Đăng nhập
        </Button>
      </Form>
    </DoorPage>
  );
}
