import { DownOutlined } from '@ant-design/icons';
import { Button, Empty, Skeleton } from 'antd';
import { useEffect, useMemo, type RefObject } from 'react';
import { Failure } from '../frame/Failure';
import { useNow } from '../frame/use-now';
import { useTranscript } from '../server/case-queries';
import { formatDay } from '../wording/format-time';
import { groupTranscript, joinTranscript } from './group-transcript';
import { ShowNumbers } from './ShowNumbers';
import { SpokenGroup } from './SpokenGroup';
import { useStickToNewest } from './use-stick-to-newest';

type Props = {
  readonly caseId: string;
  readonly citizen: string | undefined;
  /** Filled in with how to jump to the newest message. */
  readonly toNewest: RefObject<() => void>;
};

export function Conversation({ caseId, citizen, toNewest }: Props) {
  const spoken = useTranscript(caseId);
  const now = useNow();
  const items = useMemo(() => joinTranscript(spoken.data?.pages ?? []), [spoken.data]);
  const days = useMemo(() => groupTranscript(items), [items]);
  const scroll = useStickToNewest(items[0]?.id, items.at(-1)?.id);
  useEffect(() => {
    toNewest.current = scroll.toNewest;
  });

  return (
    <div className="conversation">
      <div
        className="conversation-box"
        ref={scroll.box}
        onScroll={scroll.onScroll}
        role="log"
        aria-label="Nội dung trò chuyện"
        tabIndex={0}
      >
        <div className="conversation-lines" ref={scroll.content}>
          {spoken.isPending && <Skeleton active paragraph={{ rows: 8 }} />}
          {spoken.isError && <Failure error={spoken.error} onRetry={() => void spoken.refetch()} />}
          {spoken.isSuccess && items.length === 0 && (
            <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description="Chưa có tin nhắn nào." />
          )}
          {spoken.hasNextPage && (
            <div className="conversation-older">
              <Button
                size="small"
                loading={spoken.isFetchingNextPage}
                onClick={() => void spoken.fetchNextPage()}
              >
                Xem tin cũ hơn
              </Button>
            </div>
          )}
          {spoken.data?.pages.some(({ numbersCovered }) => numbersCovered) && <ShowNumbers caseId={caseId} />}
          {days.map((day) => (
            <div key={day.id}>
              <p className="spoken-day">
                <span>{formatDay(day.at, now)}</span>
              </p>
              {day.groups.map((group) => (
                <SpokenGroup key={group.id} group={group} citizen={citizen} />
              ))}
            </div>
          ))}
        </div>
      </div>
      {scroll.unseen && (
        <Button className="conversation-new" type="primary" shape="round" onClick={scroll.toNewest}>
          <DownOutlined aria-hidden /> Tin mới
        </Button>
      )}
    </div>
  );
}
