import { App, Button } from 'antd';
import { useEffect, type ReactNode } from 'react';
import { useAddress } from '../address/use-address';
import { formatAddress } from '../address/address';
import { useAccount } from '../server/account';
import { LiveStateProvider } from '../live/live-state';
import { useAway } from '../live/use-away';
import { useLive } from '../live/use-live';
import { soundAlarm } from '../live/sound-alarm';
import { AccountMenu } from './AccountMenu';
import { ConnectionBanner } from './ConnectionBanner';
import { LiveBanner } from './LiveBanner';
import { StoreBanner } from './StoreBanner';

type Props = { readonly children: ReactNode };

/** What surrounds every page: the header, the live connection and its banner. */
export function Frame({ children }: Props) {
  const { notification } = App.useApp();
  const address = useAddress();
  const { page, filters } = address;
  const { role } = useAccount();
  const openId = address.page === 'case' ? address.id : undefined;
  // Whoever has opened the case, by whatever way, need not be told of it any longer.
  useEffect(() => {
    if (openId !== undefined) notification.destroy(openId);
  }, [notification, openId]);
  // A browser opens six connections to a plain http server, for all tabs together: a case that nobody looks at lets
  // its own go. A list keeps it, for the number in its title.
  const paused = useAway(60_000) && page === 'case';
  const live = useLive(paused, (opened) => {
    if (opened.some(({ urgent }) => urgent)) soundAlarm();
    for (const { id, code = '', urgent } of opened.slice(-3)) {
      notification[urgent ? 'error' : 'info']({
        key: id,
        title: urgent ? `Việc cấp bách ${code}` : `Hồ sơ mới ${code}`,
        role: urgent ? 'alert' : 'status',
        // What cannot wait stays until somebody has looked.
        duration: urgent ? 0 : 5,
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
          {role === 'admin' && (
            <nav className="frame-nav">
              <a href={formatAddress({ page: 'flows', filters: { status: 'open' } })}>Kịch bản</a>
              <a href={formatAddress({ page: 'connection', filters: { status: 'open' } })}>Kết nối</a>
            </nav>
          )}
          <AccountMenu />
        </header>
        <StoreBanner />
        <ConnectionBanner />
        <LiveBanner />
        <main className="frame-main">{children}</main>
      </div>
    </LiveStateProvider>
  );
}
