import { Alert, Button } from 'antd';
import { messageOf } from '../server/server-error';

type Props = { readonly error: unknown; readonly onRetry: () => void };

/** What could not be loaded, and the way to try again. */
export function Failure({ error, onRetry }: Props) {
  return (
    <Alert
      className="failure"
      type="error"
      showIcon
      title={messageOf(error)}
      action={<Button onClick={onRetry}>Thử lại</Button>}
    />
  );
}
