import { useEffect, useState } from 'react';
import { ServerError } from '../server/server-error';

/** Seconds left until the server takes another try, counted down from the moment it refused. */
export function useWait(error: unknown): number {
  const [left, setLeft] = useState(0);
  useEffect(() => {
    const given = error instanceof ServerError ? (error.why.retryAfter ?? 0) : 0;
    setLeft(given);
    if (given === 0) return undefined;
    // performance.now stands still for nobody's changed clock.
    const until = performance.now() + given * 1000;
    const timer = window.setInterval(() => {
      const rest = Math.max(0, Math.ceil((until - performance.now()) / 1000));
      setLeft(rest);
      if (rest === 0) window.clearInterval(timer);
    }, 500);
    return () => window.clearInterval(timer);
  }, [error]);
  return left;
}
