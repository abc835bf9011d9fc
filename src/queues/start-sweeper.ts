import { faultOf } from '../fault-of';
import { awaitEchoes, sweep, type SweepDeps } from './sweep';

/** Anything that a wake-up was lost for waits no longer than twice this. */
const PERIOD_MS = 2_000;
/** Whoever was woken for it gets this long before the sweeper wakes again. */
const AGE_MS = 2_000;

type Deps = SweepDeps & {
  readonly log: { error(fields: object, message: string): void };
  /** Hears of every round. */
  readonly swept?: (outcome: 'done' | 'failed') => void;
};

/**
 * Sweeps at once, for what a crash left behind, and then again and again.
 * @returns how to stop it; resolves when a sweep under way has ended.
 */
export function startSweeper(deps: Deps): () => Promise<void> {
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> = Promise.resolve();
  const run = (work: () => Promise<void>): void => {
    running = work()
      .then(
        () => deps.swept?.('done'),
        (error: unknown) => {
          deps.log.error(faultOf(error), 'sweep failed; the next one tries again');
          deps.swept?.('failed');
        },
      )
      .then(() => {
        if (!stopped) timer = setTimeout(() => run(() => sweep(deps, AGE_MS)), PERIOD_MS);
      });
  };
  run(async () => {
    await awaitEchoes(deps);
    await sweep(deps, 0);
  });
  return async () => {
    stopped = true;
    clearTimeout(timer);
    await running;
  };
}
