import { Alert, App, Button, Empty, Popconfirm, Tabs, Tag, Typography } from 'antd';
import { useCallback, useEffect, useState } from 'react';
import type { FlowView } from '../../flow-contract';
import { formatAddress } from '../address/address';
import { goTo } from '../address/use-address';
import { Failure } from '../frame/Failure';
import { useTitle } from '../frame/use-title';
import { Waiting } from '../frame/Waiting';
import { useAccount } from '../server/account';
import { hasCode, messageOf } from '../server/server-error';
import { DiffView } from './DiffView';
import { FindingList } from './FindingList';
import { loadFlow, useDiscard, useFlow, useSaveDraft } from './flow-queries';
import { OtherDraftDialog } from './OtherDraftDialog';
import { PublishDialog } from './PublishDialog';
import { TryChat } from './TryChat';
import { useFindings } from './use-findings';
import { Versions } from './Versions';
import { YamlEditor } from './YamlEditor';

type Props = { readonly name: string };

const listAddress = { page: 'flows', filters: { status: 'open' } } as const;

/** One flow as an admin writes it. */
export function OneFlow({ name }: Props) {
  const { role } = useAccount();
  const flow = useFlow(name);
  useTitle(flow.data?.title ?? 'Kịch bản');
  if (role !== 'admin')
    return <Empty className="flows" description="Chỉ quản trị hệ thống mới sửa được kịch bản." />;
  if (flow.data === undefined)
    return flow.isPending ? <Waiting /> : <Failure error={flow.error} onRetry={() => void flow.refetch()} />;
  return <Writing first={flow.data} />;
}

function Writing({ first }: { readonly first: FlowView }) {
  // What the writer has seen, and no newer: what somebody else saves meanwhile is shown before it is written over.
  const [view, setView] = useState(first);
  const { name } = view;
  const { message } = App.useApp();
  const [text, setText] = useState(view.draftText ?? view.text);
  const [theirs, setTheirs] = useState<FlowView>();
  const [isPublishing, setPublishing] = useState(false);
  const save = useSaveDraft(name);
  const discard = useDiscard(name);
  const { findings, isChecking } = useFindings(name, text);
  const saved = view.draftText ?? view.text;
  const isDirty = text !== saved;
  const isBehind = view.draft !== undefined && view.draft.base !== view.number;
  useLeaveWarning(isDirty);

  const keep = useCallback(
    async (seen: FlowView, wanted: string): Promise<FlowView | undefined> => {
      try {
        const kept = await save.mutateAsync({ text: wanted, rev: seen.draft?.rev ?? 0, base: seen.number });
        setView(kept);
        return kept;
      } catch (error) {
        if (hasCode(error, 'draft-changed')) setTheirs(await loadFlow(name).catch(() => undefined));
        void message.error(messageOf(error));
        return undefined;
      }
    },
    [message, name, save],
  );
  const saveNow = async (): Promise<void> => {
    if (await keep(view, text)) void message.success('Đã lưu bản nháp.');
  };
  const act = async (work: () => Promise<void>): Promise<void> => {
    try {
      await work();
    } catch (error) {
      void message.error(messageOf(error));
    }
  };
  /** What was published or restored is shown, unless something else is being written. */
  const follow = () =>
    act(async () => {
      const now = await loadFlow(name);
      if (text === view.text) setText(now.draftText ?? now.text);
      setView(now);
    });
  /** Somebody else was faster: his text is shown beside ours. */
  const compare = () =>
    act(async () => {
      const now = await loadFlow(name);
      if ((now.draftText ?? now.text) === text) setView(now);
      else setTheirs(now);
    });
  const drop = (rev: number) =>
    act(async () => {
      await discard.mutateAsync(rev);
      if (view.number === 0) return goTo(listAddress);
      const now = await loadFlow(name);
      setText(now.draftText ?? now.text);
      setView(now);
    });
  const publishNow = async (): Promise<void> => {
    if (!isDirty || (await keep(view, text))) setPublishing(true);
  };

  return (
    <div className="flows one-flow">
      <a className="flows-back" href={formatAddress(listAddress)}>
        ‹ Về danh sách kịch bản
      </a>
      <div className="flows-head">
        <Typography.Title level={1} className="page-title">
          {view.title}{' '}
          <span className="flows-quiet">{view.number === 0 ? 'chưa công bố' : `bản ${view.number}`}</span>
          {view.draft && (
            <Tag color="gold" className="flows-tag">
              Bản nháp của {view.draft.by.name}
            </Tag>
          )}
        </Typography.Title>
        <div className="flows-buttons">
          {view.draft && (
            <Popconfirm
              title="Bỏ bản nháp này?"
              description="Nội dung chưa công bố sẽ mất."
              okText="Bỏ bản nháp"
              cancelText="Thôi"
              onConfirm={() => void drop(view.draft?.rev ?? 0)}
            >
              <Button>Bỏ bản nháp</Button>
            </Popconfirm>
          )}
          <Button disabled={!isDirty} loading={save.isPending} onClick={() => void saveNow()}>
            Lưu nháp
          </Button>
          <Button
            type="primary"
            disabled={findings.length > 0 || isChecking || text === view.text}
            onClick={() => void publishNow()}
          >
            Công bố…
          </Button>
        </div>
      </div>
      {isBehind && (
        <Alert
          className="flows-alert"
          type="warning"
          showIcon
          title="Bản đang dùng đã thay đổi từ khi bản nháp này bắt đầu."
          description="Xin xem mục “Khác bản đang dùng”. Nếu vẫn muốn giữ bản nháp, bấm nút bên."
          action={<Button onClick={() => void keep(view, text)}>Giữ bản nháp</Button>}
        />
      )}
      <Tabs
        destroyOnHidden={false}
        items={[
          {
            key: 'write',
            label: 'Soạn',
            children: (
              <>
                <YamlEditor
                  text={text}
                  label={`Nội dung kịch bản ${view.title}`}
                  findings={findings.filter((finding) => finding.name === name)}
                  isFlow={view.kind === 'flow'}
                  onChange={setText}
                />
                <FindingList findings={findings} isChecking={isChecking} name={name} />
              </>
            ),
          },
          {
            key: 'difference',
            label: 'Khác bản đang dùng',
            children: (
              <DiffView
                before={{ title: `Đang dùng (bản ${view.number})`, text: view.text }}
                after={{ title: 'Đang soạn', text }}
              />
            ),
          },
          { key: 'try', label: 'Chạy thử', children: <TryChat name={name} text={text} kind={view.kind} /> },
          {
            key: 'versions',
            label: 'Các bản cũ',
            children: (
              <Versions view={view} onPublished={() => void follow()} onStale={() => void compare()} />
            ),
          },
        ]}
      />
      {isPublishing && view.draft && (
        <PublishDialog
          title={`Công bố “${view.title}”`}
          items={[{ name, rev: view.draft.rev }]}
          release={view.release}
          withOthers
          onClose={() => setPublishing(false)}
          onPublished={() => void follow()}
          onStale={() => void compare()}
        />
      )}
      {theirs && (
        <OtherDraftDialog
          mine={text}
          theirs={theirs}
          onKeepMine={async () => {
            if (await keep(theirs, text)) setTheirs(undefined);
          }}
          onTakeTheirs={() => {
            setText(theirs.draftText ?? theirs.text);
            setView(theirs);
            setTheirs(undefined);
          }}
          onClose={() => setTheirs(undefined)}
        />
      )}
    </div>
  );
}

/** A tab that is closed by mistake must not take an hour's writing with it. */
function useLeaveWarning(isDirty: boolean): void {
  useEffect(() => {
    if (!isDirty) return undefined;
    const ask = (event: BeforeUnloadEvent): void => event.preventDefault();
    window.addEventListener('beforeunload', ask);
    return () => window.removeEventListener('beforeunload', ask);
  }, [isDirty]);
}
