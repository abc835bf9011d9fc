import { App } from 'antd';
import { lazy, Suspense } from 'react';
import type { Address } from '../address/address';
import { useAddress } from '../address/use-address';
import type { AccountView } from '../../contract';
import { AccountProvider } from '../server/account';
import { Frame } from './Frame';
import { Waiting } from './Waiting';

const CaseList = lazy(async () => ({ default: (await import('../case-list/CaseList.js')).CaseList }));
const ConnectionPage = lazy(async () => ({
  default: (await import('../connection/ConnectionPage.js')).ConnectionPage,
}));
// An officer's browser never asks for these: the editor is larger than all the rest of the page.
const FlowList = lazy(async () => ({ default: (await import('../flows/FlowList.js')).FlowList }));
const OneFlow = lazy(async () => ({ default: (await import('../flows/OneFlow.js')).OneFlow }));
const OneCase = lazy(async () => ({ default: (await import('../one-case/OneCase.js')).OneCase }));

/** Where a signed-in officer works: the page that the address names. */
export function Desk({ account }: { readonly account: AccountView }) {
  const address = useAddress();
  return (
    <App className="desk" notification={{ maxCount: 3 }}>
      <AccountProvider value={account}>
        <Frame>
          <Suspense fallback={<Waiting />}>
            <Page address={address} />
          </Suspense>
        </Frame>
      </AccountProvider>
    </App>
  );
}

function Page({ address }: { readonly address: Address }) {
  switch (address.page) {
    case 'list':
      return <CaseList filters={address.filters} />;
    case 'case':
      return <OneCase key={address.id} id={address.id} filters={address.filters} />;
    case 'connection':
      return <ConnectionPage />;
    case 'flows':
      return <FlowList />;
    case 'flow':
      return <OneFlow key={address.name} name={address.name} />;
  }
}
