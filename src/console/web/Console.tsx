import { lazy, Suspense } from 'react';
import { Failure } from './frame/Failure';
import { StoreBanner } from './frame/StoreBanner';
import { Waiting } from './frame/Waiting';
import { useSignedIn } from './server/account';
import { useStoreWatch } from './server/store-away';
import { FirstPassword } from './sign-in/FirstPassword';
import { SignIn } from './sign-in/SignIn';

// A dynamic import is resolved as an ES module's even here, hence the extension.
const Desk = lazy(async () => ({ default: (await import('./frame/Desk.js')).Desk }));

/** Which page is shown: the sign-in until somebody is signed in, then the officer's desk. */
export function Console() {
  useStoreWatch();
  const signedIn = useSignedIn();
  const account = signedIn.data?.account;
  if (account === undefined || account.mustChangePassword)
    return (
      <div className="doorway">
        <StoreBanner />
        <Door signedIn={signedIn} />
      </div>
    );
  return (
    <Suspense fallback={<Waiting />}>
      <Desk key={account.id} account={account} />
    </Suspense>
  );
}

/** What stands before the desk. */
function Door({ signedIn }: { readonly signedIn: ReturnType<typeof useSignedIn> }) {
  if (signedIn.data === undefined) {
    if (signedIn.isPending) return <Waiting />;
    return (
      <main className="door">
        <Failure error={signedIn.error} onRetry={() => void signedIn.refetch()} />
      </main>
    );
  }
  const who = signedIn.data;
  if (who.account === undefined) return <SignIn expired={who.expired} />;
  return <FirstPassword account={who.account} />;
}
