import { useQuery, useQueryClient, type QueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { statusView, type StatusView } from '../../contract';
import { get } from './browser';

export const statusKey = ['status'] as const;

const askEvery = 10_000;
/** What officers wait for is asked for oftener. */
const askWhileAwayEvery = 5_000;

const statusQuery = {
  queryKey: statusKey,
  queryFn: ({ signal }: { readonly signal: AbortSignal }) => get('/api/status', statusView, signal),
};

/** Whether the database is away, as last heard. */
export function useStoreAway(): boolean {
  return isAway(useQuery({ ...statusQuery, enabled: false }).data);
}

/** An answer said so, before the next round of asking would find out. */
export function noteStoreAway(client: QueryClient): void {
  client.setQueryData<StatusView>(statusKey, (known) => ({ ...known, intake: 'spooling' }));
}

/** How the connection to Meta is, as last heard. */
export function useConnection(): Pick<StatusView, 'receiveOnly' | 'silentSince'> {
  return useQuery({ ...statusQuery, enabled: false }).data ?? {};
}

/**
 * Asks again and again whether the database is away, so that what follows from it ends by itself; loads everything on
 * the screen again when it is back. To be used once in a page.
 */
export function useStoreWatch(): void {
  const client = useQueryClient();
  const { data } = useQuery({
    ...statusQuery,
    refetchInterval: ({ state }) => (isAway(state.data) ? askWhileAwayEvery : askEvery),
    retry: false,
  });
  const away = isAway(data);
  const wasAway = useRef(false);
  useEffect(() => {
    if (wasAway.current && !away)
      void client.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== statusKey[0] });
    wasAway.current = away;
  }, [away, client]);
}

const isAway = (status: StatusView | undefined): boolean => status?.intake === 'spooling';
