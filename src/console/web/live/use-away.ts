import { useEffect, useState } from 'react';

/** Whether nobody has looked at this tab for `ms`. */
export function useAway(ms: number): boolean {
  const [away, setAway] = useState(false);
  useEffect(() => {
    let timer: number | undefined;
    const look = (): void => {
      window.clearTimeout(timer);
      if (document.visibilityState === 'visible') setAway(false);
      else timer = window.setTimeout(() => setAway(true), ms);
    };
    look();
    document.addEventListener('visibilitychange', look);
    return () => {
      window.clearTimeout(timer);
      document.removeEventListener('visibilitychange', look);
    };
  }, [ms]);
  return away;
}
