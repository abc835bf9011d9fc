import { useEffect, useState } from 'react';
import { systemClock } from '../../../clock';

/** The time, looked at again twice a minute so that "5 phút trước" does not stand still. */
export function useNow(): number {
  const [now, setNow] = useState(systemClock.now);
  useEffect(() => {
    const timer = window.setInterval(() => setNow(systemClock.now()), 30_000);
    return () => window.clearInterval(timer);
  }, []);
  return now;
}
