import { useQuery, type QueryClient } from '@tanstack/react-query';
import { createContext, useContext } from 'react';
import { accountView, type AccountView } from '../../contract';
import { get } from './browser';
import { hasStatus } from './server-error';
import { statusKey } from './store-away';

/** `expired`: somebody was signed in here and the server no longer knows it. */
export type SignedIn =
  { readonly account: AccountView } | { readonly account: undefined; readonly expired: boolean };

export const accountKey = ['account'] as const;

export function useSignedIn() {
  return useQuery<SignedIn>({
    queryKey: accountKey,
    staleTime: 60_000,
    queryFn: async ({ client, signal }): Promise<SignedIn> => {
      try {
        return { account: await get('/api/me', accountView, signal) };
      } catch (error) {
        if (!hasStatus(error, 401)) throw error;
        forgetEverythingElse(client);
        return afterSignOut(client);
      }
    },
  });
}

export function setSignedIn(client: QueryClient, account: AccountView): void {
  client.setQueryData<SignedIn>(accountKey, { account });
}

/** The server said 401: leads to the sign-in page, and nothing that was loaded stays in memory. */
export function expire(client: QueryClient): void {
  client.setQueryData<SignedIn>(accountKey, afterSignOut(client));
  forgetEverythingElse(client);
}

export function forgetSignedIn(client: QueryClient): void {
  const left: SignedIn = { account: undefined, expired: false };
  client.setQueryData<SignedIn>(accountKey, left);
  forgetEverythingElse(client);
}

function afterSignOut(client: QueryClient): SignedIn {
  const before = client.getQueryData<SignedIn>(accountKey);
  const expired = before !== undefined && (before.account !== undefined || before.expired);
  return { account: undefined, expired };
}

function forgetEverythingElse(client: QueryClient): void {
  // How the system is doing is nobody's secret, and the page goes on showing it.
  const kept: readonly unknown[] = [accountKey[0], statusKey[0]];
  client.removeQueries({ predicate: (query) => !kept.includes(query.queryKey[0]) });
}

const AccountContext = createContext<AccountView | undefined>(undefined);
export const AccountProvider = AccountContext.Provider;

export function useAccount(): AccountView {
  const account = useContext(AccountContext);
  if (account === undefined) throw new Error('useAccount needs an AccountProvider above it');
  return account;
}
