import { useMemo, useSyncExternalStore } from 'react';
import { formatAddress, parseAddress, type Address } from './address';

function subscribe(changed: () => void): () => void {
  window.addEventListener('hashchange', changed);
  return () => window.removeEventListener('hashchange', changed);
}

export function useAddress(): Address {
  const hash = useSyncExternalStore(subscribe, () => window.location.hash);
  return useMemo(() => parseAddress(hash), [hash]);
}

/** `replace` for what the back button should not step through, such as every letter of a search. */
export function goTo(address: Address, how: 'push' | 'replace' = 'push'): void {
  const hash = formatAddress(address);
  if (how === 'push') window.history.pushState(null, '', hash);
  else window.history.replaceState(null, '', hash);
  // Told here and now: the browser's own event comes a moment later, and a checkbox would flicker back meanwhile.
  window.dispatchEvent(new HashChangeEvent('hashchange'));
}
