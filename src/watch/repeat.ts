import { faultOf } from '../fault-of';
import type { Later } from '../later';

type Deps = {
  readonly later: Later;
  readonly log: { error(fields: object, message: string): void };
};

type Rhythm = {
  readonly firstMs: number;
  readonly everyMs: number;
  /** What the log says of a round that failed. */
  readonly failed: string;
};

/**
 * Does it again and again, never twice at once; one failure does not end it.
 * @returns how to stop it; resolves when what is under way has ended.
 */
export function repeat(
  { later, log }: Deps,
  { firstMs, everyMs, failed }: Rhythm,
  work: () => Promise<void>,
): () => Promise<void> {
  let stopped = false;
  let running = Promise.resolve();
  const run = (): void => {
    running = work()
      .catch((error: unknown) => log.error(faultOf(error), `${failed}; the next round tries again`))
      .then(() => {
        if (!stopped) callOff = later(everyMs, run);
      });
  };
  let callOff = later(firstMs, run);
  return async () => {
    stopped = true;
    callOff();
    await running;
  };
}
