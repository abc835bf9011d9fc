import { Tooltip } from 'antd';
import { formatAgo, formatDateTime } from '../wording/format-time';
import { useNow } from './use-now';

type Props = { readonly at: number; readonly what?: string };

/** "5 phút trước", with the exact time on hover. */
export function Ago({ at, what }: Props) {
  const exact = formatDateTime(at);
  return (
    <Tooltip title={what === undefined ? exact : `${what}: ${exact}`}>
      <time dateTime={new Date(at).toISOString()}>{formatAgo(at, useNow())}</time>
    </Tooltip>
  );
}
