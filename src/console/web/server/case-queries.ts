import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { casePage, caseView, transcript, type CaseQuery } from '../../contract';
import type { Filters } from '../address/address';
import { useLiveState } from '../live/live-state';
import { get, post } from './browser';
import { keys } from './keys';

/** The live stream tells of changes at once; asking now and then anyway heals a stream that died without a word. */
function useRefetchInterval(): number {
  return useLiveState() === 'lost' ? 15_000 : 60_000;
}

const search = (query: CaseQuery, signal: AbortSignal) => post('/api/cases/search', query, casePage, signal);

export function useCaseList(filters: Filters) {
  return useInfiniteQuery({
    queryKey: keys.list(filters),
    queryFn: async ({ client, pageParam, signal }) => {
      const page = await search({ ...filters, cursor: pageParam }, signal);
      // Or the tabs would say another number than there are rows, until they ask for themselves.
      client.setQueryData(keys.counts, page.counts);
      return page;
    },
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.cursor,
    placeholderData: keepPreviousData,
    refetchInterval: useRefetchInterval(),
  });
}

/** How many cases there are by status; for the tabs and the page's title. */
export function useCounts() {
  return useQuery({
    queryKey: keys.counts,
    queryFn: async ({ signal }) => (await search({ status: 'moi' }, signal)).counts,
    refetchInterval: useRefetchInterval(),
    // The title's number matters most while the officer looks at something else.
    refetchIntervalInBackground: true,
  });
}

export function useCase(id: string) {
  return useQuery({
    queryKey: keys.case(id),
    queryFn: ({ signal }) => get(`/api/cases/${encodeURIComponent(id)}`, caseView, signal),
    refetchInterval: useRefetchInterval(),
  });
}

export function useTranscript(id: string) {
  return useInfiniteQuery({
    queryKey: keys.transcript(id),
    queryFn: ({ pageParam, signal }) => {
      const search = pageParam === undefined ? '' : `?before=${encodeURIComponent(pageParam)}`;
      return get(`/api/cases/${encodeURIComponent(id)}/transcript${search}`, transcript, signal);
    },
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.before,
    refetchInterval: useRefetchInterval(),
  });
}
