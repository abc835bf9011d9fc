import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { accountKey, expire } from './account';
import { hasCode, hasStatus, isUncertain } from './server-error';
import { noteStoreAway } from './store-away';

/** Mutations that answer 401 for a wrong password, which is no expired sign-in. */
export const asksForPassword = { asksForPassword: true } as const;

export function createQueryClient(): QueryClient {
  const refused = (error: unknown): void => {
    if (hasStatus(error, 401)) expire(client);
    // A role taken away, or a one-time password given: ask who we are now.
    if (hasStatus(error, 403)) void client.invalidateQueries({ queryKey: accountKey });
  };
  const noteAway = (error: unknown): void => {
    if (hasCode(error, 'store-away')) noteStoreAway(client);
  };
  const client: QueryClient = new QueryClient({
    queryCache: new QueryCache({
      onError: (error) => {
        noteAway(error);
        refused(error);
      },
    }),
    mutationCache: new MutationCache({
      onError: (error, _variables, _context, mutation) => {
        noteAway(error);
        if (mutation.meta?.['asksForPassword'] !== true) refused(error);
      },
    }),
    defaultOptions: {
      // 'always': the browser's notion of being online is often wrong; a try tells.
      queries: {
        networkMode: 'always',
        staleTime: 5_000,
        retry: (failures, error) => failures < 2 && isUncertain(error),
      },
      mutations: { networkMode: 'always', retry: false },
    },
  });
  return client;
}
