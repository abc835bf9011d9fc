import { randomUUID } from 'node:crypto';
import type { Clock } from '../clock';
import type { CatchUpDoc } from '../store/catch-ups';
import type { Collection } from '../store/collection';
import { StoreAway } from '../store/store-away';

/** Longer than any batch takes; one that died holds nobody up for longer. */
const GOES_ON_MS = 10_000;
/** So soon after the database is back every process that kept something has found out. */
const FIND_OUT_MS = 3_000;
/** After that time whatever was kept is long taken in. */
const OUTAGE_OVER_MS = 3_600_000;
const LOOK_AGAIN_MS = 500;
const MOST_LEFT = 100;
/** A process that was started in the middle of the outage takes a while to open everything before it takes in. */
const ECHOES_MS = 15_000;

/** What a process tells the others while it takes in what it has kept. */
export type CatchUp = {
  /** @throws StoreAway */
  readonly goesOn: () => Promise<void>;
  readonly isOver: () => Promise<void>;
};

type Deps = { readonly catchUps: () => Collection<CatchUpDoc>; readonly clock: Clock };

export function catchUp({ catchUps, clock }: Deps): CatchUp {
  const id = randomUUID();
  return {
    goesOn: async () => {
      const until = clock.now() + GOES_ON_MS;
      if (!(await catchUps().update(id, { until }))) await catchUps().insertIfAbsent([{ id, until }]);
    },
    isOver: async () => {
      await catchUps().delete(id);
      // Of processes that died in the middle of theirs.
      const where = { until: { lt: clock.now() } };
      const left = await catchUps().find({ where, sort: ['until'], limit: MOST_LEFT });
      for (const { doc } of left) await catchUps().delete(doc.id, where);
    },
  };
}

/** Whether turns should wait. */
export type TurnsWait = {
  /** Hears of every call of the database that failed. */
  readonly storeFailed: (error: unknown) => void;
  readonly isOn: () => Promise<boolean>;
  /** Whether the echo of a message may still be on some disk, so that it is not yet to be sent again. */
  readonly mayEchoCome: () => Promise<boolean>;
};

/**
 * After an outage each web process takes in what it has kept, and of one citizen's words several may have some. Turns
 * wait until all is in: else later words would be taken for the answer that came before them.
 */
export function turnsWait({ catchUps, clock }: Deps): TurnsWait {
  // A process that starts may come in the middle of it.
  let lastFailed = clock.now() - FIND_OUT_MS;
  let hasFailed = false;
  let last: { readonly at: number; readonly answer: Promise<boolean> } | undefined;
  const isAnyUnderWay = async (now: number): Promise<boolean> =>
    (await catchUps().count({ until: { gt: now } })) > 0;
  const isOn = async (): Promise<boolean> => {
    const now = clock.now();
    const since = now - lastFailed;
    if (since < FIND_OUT_MS) return true;
    if (since > OUTAGE_OVER_MS) return false;
    if (!last || now - last.at >= LOOK_AGAIN_MS) last = { at: now, answer: isAnyUnderWay(now) };
    return last.answer;
  };
  return {
    storeFailed: (error) => {
      if (!(error instanceof StoreAway)) return;
      lastFailed = clock.now();
      hasFailed = true;
    },
    isOn,
    mayEchoCome: async () => (hasFailed && clock.now() - lastFailed < ECHOES_MS) || (await isOn()),
  };
}
