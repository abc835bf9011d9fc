import { PlusOutlined } from '@ant-design/icons';
import { Button, Empty, Table, Tag, Typography } from 'antd';
import { useState } from 'react';
import type { FlowRow } from '../../flow-contract';
import { Failure } from '../frame/Failure';
import { useTitle } from '../frame/use-title';
import { Waiting } from '../frame/Waiting';
import { useAccount } from '../server/account';
import { formatDateTime } from '../wording/format-time';
import { FlowActs } from './FlowActs';
import { flowAddress } from './flow-address';
import { useFlowList } from './flow-queries';
import { NewFlowDialog } from './NewFlowDialog';

/** All that the bot says and asks, and what was done with it. */
export function FlowList() {
  useTitle('Kịch bản');
  const { role } = useAccount();
  const list = useFlowList();
  const [adding, setAdding] = useState(false);
  if (role !== 'admin')
    return <Empty className="flows" description="Chỉ quản trị hệ thống mới sửa được kịch bản." />;
  if (list.data === undefined)
    return list.isPending ? <Waiting /> : <Failure error={list.error} onRetry={() => void list.refetch()} />;
  const { flows, acts } = list.data;
  return (
    <div className="flows">
      <div className="flows-head">
        <Typography.Title level={1} className="page-title">
          Kịch bản
        </Typography.Title>
        <Button icon={<PlusOutlined aria-hidden />} onClick={() => setAdding(true)}>
          Thêm kịch bản
        </Button>
      </div>
      <Table<FlowRow>
        className="flows-table"
        rowKey="name"
        size="middle"
        pagination={false}
        dataSource={[...flows]}
        columns={[
          {
            title: 'Tên',
            render: (_, row) => (
              <>
                <a href={flowAddress(row.name)}>{row.title}</a>
                {row.confidential && <Tag className="flows-tag">Mật</Tag>}
                {row.kind === 'flow' && <div className="flows-quiet">{row.name}</div>}
              </>
            ),
          },
          { title: 'Bản đang dùng', render: (_, row) => <Published row={row} /> },
          { title: 'Bản nháp', render: (_, row) => <DraftMark row={row} /> },
        ]}
      />
      <FlowActs acts={acts} flows={flows} />
      {adding && <NewFlowDialog taken={flows.map(({ name }) => name)} onClose={() => setAdding(false)} />}
    </div>
  );
}

function Published({ row: { number, publishedAt, by } }: { readonly row: FlowRow }) {
  if (number === 0 || publishedAt === undefined) return <span className="flows-quiet">Chưa công bố</span>;
  return (
    <>
      Bản {number}
      <div className="flows-quiet">
        {formatDateTime(publishedAt)}
        {by && ` · ${by.name}`}
      </div>
    </>
  );
}

function DraftMark({ row: { draft } }: { readonly row: FlowRow }) {
  if (!draft) return null;
  return (
    <>
      <Tag color="gold">Có bản nháp</Tag>
      <div className="flows-quiet">
        {formatDateTime(draft.at)} · {draft.by.name}
      </div>
    </>
  );
}
