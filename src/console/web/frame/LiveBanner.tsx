import { Alert } from 'antd';
import { useLiveState } from '../live/live-state';

export function LiveBanner() {
  return (
    <div aria-live="polite">
      {useLiveState() === 'lost' && <Alert banner type="warning" title="Mất kết nối, đang thử lại…" />}
    </div>
  );
}
