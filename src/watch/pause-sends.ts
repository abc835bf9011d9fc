import type { Clock } from '../clock';
import type { Pace } from '../outbox/pace';
import { TRY_MS, type ReceiveOnly } from './receive-only';

/** What waits is asked for ever more rarely, but comes back this soon after sending goes on. */
const MOST_WAIT_MS = 60_000;

/** The same pace; while Meta takes nothing, one message at a time tries whether it does again, and all others wait. */
export function pauseSends(
  { stop, clock }: Pick<ReceiveOnly, 'stop'> & { readonly clock: Clock },
  pace: Pace,
): Pace {
  let triedAt = Number.NEGATIVE_INFINITY;
  return async (isBack) => {
    const stopped = await stop();
    if (!stopped) return pace(isBack);
    const now = clock.now();
    if (now >= stopped.tryAt && now - triedAt >= TRY_MS) {
      const wait = await pace(isBack);
      if (wait === 0) triedAt = now;
      return wait;
    }
    const patience = Math.min(Math.max((now - stopped.since) / 2, TRY_MS), MOST_WAIT_MS);
    return Math.ceil(Math.max(stopped.tryAt - now, patience));
  };
}
