import { Alert } from 'antd';
import { useLiveState } from '../live/live-state';
import { useStoreAway } from '../server/store-away';

export function LiveBanner() {
  const lost = useLiveState() === 'lost';
  // Then the other banner says why, and this one would only alarm.
  const storeAway = useStoreAway();
  return (
    <div aria-live="polite">
      {lost && !storeAway && <Alert banner type="warning" title="Mất kết nối, đang thử lại…" />}
    </div>
  );
}
