import { lazy, Suspense } from 'react';
import { Failure } from './frame/Failure';
import { Waiting } from './frame/Waiting';
import { useSignedIn } from './server/account';
import { FirstPassword } from './sign-in/FirstPassword';
import { SignIn } from './sign-in/SignIn';

// A dynamic import is resolved as an ES module's even here, hence the extension.
const Desk = lazy(async () => ({ default: (await import('./frame/Desk.js')).Desk }));

/** Which page is shown: the sign-in until somebody is signed in, then the officer's desk. */
export function Console() {
  const signedIn = useSignedIn();
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
  if (who.account.mustChangePassword) return <FirstPassword account={who.account} />;
  return (
    <Suspense fallback={<Waiting />}>
      <Desk key={who.account.id} account={who.account} />
    </Suspense>
  );
}
