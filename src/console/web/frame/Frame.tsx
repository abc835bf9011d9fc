import { App, Button } from 'antd';
import { useEffect, type ReactNode } from 'react';
import { useAddress } from '../address/use-address';
import { formatAddress } from '../address/address';
import { LiveStateProvider } from '../live/live-state';
import { useAway } from '../live/use-away';
import { useLive } from '../live/use-live';
import { AccountMenu } from './AccountMenu';
import { LiveBanner } from './LiveBanner';

type Props = { readonly children: ReactNode };

/** What surrounds every page: the header, the live connection and its banner. */
export function Frame({ children }: Props) {
  const { notification } = App.useApp();
  const address = useAddress();
  const { page, filters } = address;
  const openId = address.page === 'case' ? address.id : undefined;
  // Whoever has opened the case, by whatever way, need not be told of it any longer.
  useEffect(() => {
    if (openId !== undefined) notification.destroy(openId);
  }, [notification, openId]);
  // A browser opens six connections to a plain http server, for all tabs together: a case that nobody looks at lets
  // its own go. A list keeps it, for the number in its title.
  const paused = useAway(60_000) && page === 'case';
  const live = useLive(paused, (opened) => {
    for (const { id, code } of opened.slice(-3)) {
      notification.info({
        key: id,
        title: `Hồ sơ mới ${code}`,
        role: 'status',
        duration: 5,
        // Where there is one column, the bottom is where one writes.
        placement: window.innerWidth < 992 ? 'top' : 'bottomRight',
        actions: (
          <Button
            type="link"
            size="small"
            href={formatAddress({ page: 'case', id, filters })}
            onClick={() => notification.destroy(id)}
          >
            Mở hồ sơ
          </Button>
        ),
      });
    }
  });
  return (
    <LiveStateProvider value={live}>
      <div className={`frame frame-${page}`}>
        <header className="frame-header">
          <a className="frame-name" href={formatAddress({ page: 'list', filters: { status: 'open' } })}>
            Tiếp Nhận
          </a>
          <AccountMenu />
        </header>
        <LiveBanner />
        <main className="frame-main">{children}</main>
      </div>
    </LiveStateProvider>
  );
}
