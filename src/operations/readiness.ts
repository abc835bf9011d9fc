import type { Clock } from '../clock';
import type { Spool } from '../spool/spool';
import type { Collection } from '../store/collection';
import type { EventDoc } from '../store/events';

/** How the program and what it stands on are doing. Says nothing of anybody. */
export type Readiness = {
  /** Everything works, and nobody waits for longer than he should. */
  readonly ready: boolean;
  readonly store: 'here' | 'away';
  readonly queue: 'here' | 'away';
  /** Undefined in a process that takes in no webhooks. */
  readonly spool: { readonly state: 'empty' | 'in-use' | 'unwritable'; readonly waiting: number } | undefined;
  /** Age of the oldest event whose turn was not taken, 0 where none waits; null: the store does not say. */
  readonly oldestWaitingSeconds: number | null;
};

export type ReadinessDeps = {
  readonly checkStore: () => Promise<void>;
  readonly checkQueue: () => Promise<void>;
  readonly spool: Pick<Spool, 'check' | 'size' | 'isEmpty'> | undefined;
  readonly events: Pick<Collection<EventDoc>, 'peek'>;
  readonly clock: Clock;
  /** What `work` comes to, if it does so in `ms`. @throws when it does not */
  readonly within: <T>(ms: number, work: () => Promise<T>) => Promise<T>;
};

/** What does not answer in this time counts as away. */
const CAP_MS = 1_000;
/** Turns take a moment; who waits for longer than this waits for somebody to mend something. */
const MOST_WAITING_SECONDS = 60;
/** Whoever asks oftener gets the last answer: asking must not be a way to keep the database busy. */
const FRESH_MS = 1_000;

/** @returns how to ask. Those who ask at once share one answer. */
export function readinessOf(deps: ReadinessDeps): () => Promise<Readiness> {
  let last: { readonly at: number; readonly answer: Promise<Readiness> } | undefined;
  return () => {
    const at = performance.now();
    if (!last || at - last.at > FRESH_MS) last = { at, answer: check(deps) };
    return last.answer;
  };
}

async function check(deps: ReadinessDeps): Promise<Readiness> {
  const works = (ask: () => Promise<unknown>): Promise<boolean> =>
    deps.within(CAP_MS, ask).then(
      () => true,
      () => false,
    );
  const [store, queue, spool, oldest] = await Promise.all([
    works(deps.checkStore),
    works(deps.checkQueue),
    spoolState(deps.spool, works),
    deps.within(CAP_MS, () => oldestWaiting(deps)).catch(() => null),
  ]);
  return {
    ready: store && queue && (!spool || spool.state === 'empty') && (oldest ?? 0) <= MOST_WAITING_SECONDS,
    store: store ? 'here' : 'away',
    queue: queue ? 'here' : 'away',
    spool,
    oldestWaitingSeconds: oldest,
  };
}

async function spoolState(
  spool: ReadinessDeps['spool'],
  works: (ask: () => Promise<unknown>) => Promise<boolean>,
): Promise<Readiness['spool']> {
  if (!spool) return undefined;
  const waiting = spool.size().records;
  if (!(await works(() => spool.check()))) return { state: 'unwritable', waiting };
  return { state: spool.isEmpty() ? 'empty' : 'in-use', waiting };
}

async function oldestWaiting({ events, clock }: ReadinessDeps): Promise<number | null> {
  const [first] = await events.peek({ where: { state: 'new' }, sort: ['arrival'], limit: 1 });
  // An arrival is a hundred times its millisecond.
  const arrival = first?.doc.arrival;
  return arrival === undefined ? 0 : Math.max(0, Math.round((clock.now() - arrival / 100) / 1000));
}
