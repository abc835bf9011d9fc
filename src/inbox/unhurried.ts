import type { Later } from '../later';
import type { EventInbox } from './accept';

/** Meta waits for seconds, and it is all that waits for these. */
const WAIT_MS = 50;

/**
 * Lets events that move nothing (deliveries, reads) wait for a common moment: they are then stored in one write, which
 * costs about as much as one of them alone. There are more of them than of what people say.
 */
export function unhurried(inbox: EventInbox, later: Later): EventInbox {
  let moment: Promise<void> | undefined;
  const commonMoment = (): Promise<void> =>
    (moment ??= new Promise((resolve) => {
      later(WAIT_MS, () => {
        moment = undefined;
        resolve();
      });
    }));
  return {
    insertIfAbsent: async (events) => {
      if (events.every(({ state }) => state === 'skipped')) await commonMoment();
      return inbox.insertIfAbsent(events);
    },
  };
}
