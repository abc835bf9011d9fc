import { faultOf } from '../fault-of';
import type { QueueLog } from './lane';

/** Says once that Redis is away and once that it is back, however many wake-ups are lost in between. */
export type Outage = {
  began(error?: unknown): void;
  /** Something got lost because of it. */
  lost(): void;
  ended(): void;
  isOn(): boolean;
  /** Nothing is said any more. */
  over(): void;
};

export function openOutage({ log }: { readonly log: QueueLog }): Outage {
  let on = false;
  let lost = 0;
  let over = false;
  return {
    began: (error) => {
      if (on || over) return;
      on = true;
      log.error(
        error === undefined ? {} : faultOf(error),
        'Redis is away or refuses; work is found by the sweeper, a few seconds later than usual',
      );
    },
    lost: () => void (lost += 1),
    ended: () => {
      if (!on || over) return;
      log.info({ count: lost }, 'Redis is back; so many wake-ups were lost meanwhile');
      on = false;
      lost = 0;
    },
    isOn: () => on,
    over: () => void (over = true),
  };
}
