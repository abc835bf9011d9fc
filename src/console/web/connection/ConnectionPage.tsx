import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Alert, Empty, Tag, Typography } from 'antd';
import { connectionView, type ConnectionView } from '../../contract';
import { Failure } from '../frame/Failure';
import { useTitle } from '../frame/use-title';
import { Waiting } from '../frame/Waiting';
import { useAccount } from '../server/account';
import { get } from '../server/browser';
import { keys } from '../server/keys';
import { useConnection } from '../server/store-away';
import { formatDateTime } from '../wording/format-time';
import { findingLabels, sayHeard, saySending, sayToken, type Said } from './say-connection';

const ASK_EVERY_MS = 30_000;

/** How the connection to Messenger is, and what an admin should do about it. */
export function ConnectionPage() {
  useTitle('Kết nối');
  const { role } = useAccount();
  const isAdmin = role === 'admin';
  const { receiveOnly } = useConnection();
  const asked = useQuery({
    // Asked again at once when the banner comes or goes, so that the two never contradict each other for long.
    queryKey: keys.connection(receiveOnly?.since),
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) => get('/api/connection', connectionView, signal),
    refetchInterval: ASK_EVERY_MS,
    enabled: isAdmin,
  });
  if (!isAdmin) return <Empty className="connection" description="Chỉ quản trị hệ thống mới xem được." />;
  if (asked.data === undefined)
    return asked.isPending ? (
      <Waiting />
    ) : (
      <Failure error={asked.error} onRetry={() => void asked.refetch()} />
    );
  const view = asked.data;
  return (
    <div className="connection">
      <Typography.Title level={1} className="page-title">
        Kết nối với Messenger
      </Typography.Title>
      {[saySending(view), sayHeard(view), sayToken(view)].map((said) => (
        <Line key={said.title} {...said} />
      ))}
      <Checks check={view.check} />
    </div>
  );
}

const Line = ({ title, text, state }: Said) => (
  <Alert className="connection-line" type={state} showIcon title={title} description={text} />
);

function Checks({ check }: Pick<ConnectionView, 'check'>) {
  if (!check) return <p className="connection-quiet">Chưa so cài đặt với Facebook lần nào.</p>;
  return (
    <section>
      <Typography.Title level={2} className="connection-head">
        Cài đặt trên Facebook
      </Typography.Title>
      <p className="connection-quiet">
        So lần cuối lúc {formatDateTime(check.at)}; hệ thống tự so lại 15 phút một lần và tự sửa khi được.
      </p>
      <ul className="connection-findings">
        {check.findings.map(({ state, said, mend }) => (
          <li key={said}>
            <Tag color={findingLabels[state].color}>{findingLabels[state].label}</Tag> {said}
            {mend && <div className="connection-quiet">Cách khắc phục: {mend}</div>}
          </li>
        ))}
      </ul>
    </section>
  );
}
