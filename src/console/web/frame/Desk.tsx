import { App } from 'antd';
import { lazy, Suspense } from 'react';
import { useAddress } from '../address/use-address';
import type { AccountView } from '../../contract';
import { AccountProvider } from '../server/account';
import { Frame } from './Frame';
import { Waiting } from './Waiting';

const CaseList = lazy(async () => ({ default: (await import('../case-list/CaseList.js')).CaseList }));
const OneCase = lazy(async () => ({ default: (await import('../one-case/OneCase.js')).OneCase }));

/** Where a signed-in officer works: the page that the address names. */
export function Desk({ account }: { readonly account: AccountView }) {
  const address = useAddress();
  return (
    <App className="desk" notification={{ maxCount: 3 }}>
      <AccountProvider value={account}>
        <Frame>
          <Suspense fallback={<Waiting />}>
            {address.page === 'list' ? (
              <CaseList filters={address.filters} />
            ) : (
              <OneCase key={address.id} id={address.id} filters={address.filters} />
            )}
          </Suspense>
        </Frame>
      </AccountProvider>
    </App>
  );
}
