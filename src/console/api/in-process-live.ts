import type { LiveNotice } from '../contract';
import type { Live } from './deps';

/** Live notices within one process. */
export function inProcessLive(): Live {
  const listeners = new Set<(notice: LiveNotice) => void>();
  return {
    publish: (notice) => listeners.forEach((listener) => listener(notice)),
    subscribe: (listener) => {
      // Wrapped, so that the same function may listen twice and stop once.
      const own = (notice: LiveNotice): void => listener(notice);
      listeners.add(own);
      return () => void listeners.delete(own);
    },
  };
}
