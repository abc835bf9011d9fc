import { crashPoint } from '../crash-point';
import { faultOf } from '../fault-of';
import type { Later } from '../later';
import type { Queue } from '../queues/queue';
import type { Spool } from '../spool/spool';
import type { EventDoc } from '../store/events';
import type { EventInbox } from './accept';
import type { CatchUp } from './catch-up';
import { drainSpool } from './drain-spool';
import { makeRest } from './rest';
import { within } from './within';

export type IntakeDeps = {
  /** The store's own. */
  readonly events: { insertIfAbsent(events: readonly EventDoc[]): Promise<readonly boolean[]> };
  readonly spool: Pick<Spool, 'append' | 'oldest' | 'done' | 'setAside' | 'isEmpty' | 'adopt'>;
  readonly queue: Pick<Queue, 'wake'>;
  readonly catchUp: CatchUp;
  readonly later: Later;
  readonly log: {
    info(fields: object, message: string): void;
    warn(fields: object, message: string): void;
    error(fields: object, message: string): void;
  };
};

export type Intake = EventInbox & {
  /** `spooling`: what comes in is kept on this machine's disk, because the store does not take it for now. */
  readonly state: () => 'normal' | 'spooling';
  /** What is in the spool stays there for the next start. */
  readonly close: () => Promise<void>;
};

/** Meta waits for seconds only: a store that takes longer than this counts as away. */
const STORE_CAP_MS = 250;
/** A disk that takes longer than this counts as broken. */
export const SPOOL_CAP_MS = 2_000;
/** How often it is looked for what a process that died left on this machine. */
export const ADOPT_MS = 60_000;

/**
 * Takes events into the store, and into the spool while the store is away. As long as anything waits in the spool
 * everything goes through it, so that nobody's later words are heard before the earlier ones.
 */
export function openIntake(deps: IntakeDeps): Intake {
  let draining: Promise<void> | undefined;
  const rest = makeRest(deps.later);

  function startDraining(): void {
    draining ??= drainSpool(deps, rest, (count) => {
      draining = undefined;
      // Where this fails, it is over by itself in a while.
      if (count > 0) deps.catchUp.isOver().catch(() => undefined);
      if (count > 0) deps.log.info({ count }, 'the spool is empty; events go into the database again');
    });
  }

  /** @returns undefined when the store did not take them in time. */
  async function insert(events: readonly EventDoc[]): Promise<readonly boolean[] | undefined> {
    try {
      return await within(deps.later, STORE_CAP_MS, () => deps.events.insertIfAbsent(events));
    } catch (error) {
      if (!draining)
        deps.log.warn(faultOf(error), 'the database takes no events; they go into the spool until it does');
      return undefined;
    }
  }

  let callOff = (): void => undefined;
  function watchForLeftovers(): void {
    callOff = deps.later(ADOPT_MS, () => {
      try {
        deps.spool.adopt();
      } catch (error) {
        deps.log.warn(faultOf(error), 'what other processes left in the spool cannot be taken over');
      }
      if (!deps.spool.isEmpty()) startDraining();
      watchForLeftovers();
    });
  }

  if (!deps.spool.isEmpty()) startDraining();
  watchForLeftovers();
  return {
    insertIfAbsent: async (events) => {
      const inserted = draining ? undefined : await insert(events);
      if (inserted) return inserted;
      // In this order, and in one step: the spool has something in it before anybody finds it empty.
      const kept = within(deps.later, SPOOL_CAP_MS, () => deps.spool.append(events));
      startDraining();
      await kept;
      crashPoint('inbox.afterSpool');
      return events.map(() => 'spooled' as const);
    },
    state: () => (draining ? 'spooling' : 'normal'),
    close: async () => {
      callOff();
      rest.end();
      await draining;
    },
  };
}
