import { useEffect } from 'react';
import { useCounts } from '../server/case-queries';
import { formatTitle } from './format-title';

/** Names the page in its tab, with how many cases nobody has taken up yet. */
export function useTitle(page?: string): void {
  const waiting = useCounts().data?.moi ?? 0;
  useEffect(() => {
    document.title = formatTitle(waiting, page);
    return () => {
      document.title = formatTitle(0, undefined);
    };
  }, [waiting, page]);
}
