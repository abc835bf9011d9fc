import { Badge, Grid, Tabs } from 'antd';
import type { Filters } from '../address/address';
import { Failure } from '../frame/Failure';
import { useTitle } from '../frame/use-title';
import { Waiting } from '../frame/Waiting';
import { useCase } from '../server/case-queries';
import { CaseHere } from './case-here';
import { CaseActions } from './CaseActions';
import { CaseHead } from './CaseHead';
import { ConversationPane } from './ConversationPane';
import { DetailsPane } from './DetailsPane';

type Props = { readonly id: string; readonly filters: Filters };

/** Everything about one case: the conversation beside its details, or in tabs where there is no room for both. */
export function OneCase({ id, filters }: Props) {
  const loaded = useCase(id);
  const wide = Grid.useBreakpoint().lg ?? window.innerWidth >= 992;
  const view = loaded.data;
  useTitle(view?.code);

  if (view === undefined) {
    return (
      <div className="one-case">
        <CaseHead filters={filters} />
        {loaded.isPending ? (
          <Waiting />
        ) : (
          <Failure error={loaded.error} onRetry={() => void loaded.refetch()} />
        )}
      </div>
    );
  }
  const stale = loaded.isError && <Failure error={loaded.error} onRetry={() => void loaded.refetch()} />;
  const conversation = <ConversationPane view={view} />;
  return (
    <CaseHere value={view.id}>
      <div className="one-case">
        <CaseHead filters={filters} view={view}>
          {!wide && <CaseActions view={view} />}
        </CaseHead>
        {stale}
        {wide ? (
          <div className="panes">
            <section className="pane-conversation" aria-label="Trò chuyện với công dân">
              {conversation}
            </section>
            <section className="pane-details" aria-label="Thông tin hồ sơ">
              <CaseActions view={view} />
              <DetailsPane view={view} />
            </section>
          </div>
        ) : (
          <Tabs
            className="pane-tabs"
            items={[
              { key: 'conversation', label: 'Trò chuyện', children: conversation },
              {
                key: 'details',
                label: (
                  // What waits for a decision stands there, out of sight of who reads the conversation.
                  <Badge dot={view.withdrawal !== undefined} offset={[6, 2]}>
                    Thông tin hồ sơ
                  </Badge>
                ),
                children: <DetailsPane view={view} />,
                forceRender: true,
              },
            ]}
          />
        )}
      </div>
    </CaseHere>
  );
}
