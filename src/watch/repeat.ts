import { faultOf } from '../fault-of';
import type { Later } from '../later';

type Deps = {
  readonly later: Later;
  readonly log: { error(fields: object, message: string): void };
};

/**
 * Does it again and again, never twice at once; one failure does not end it.
 * @returns how to stop it; resolves when what is under way has ended.
 */
export function repeat(
  { later, log }: Deps,
  { firstMs, everyMs }: { readonly firstMs: number; readonly everyMs: number },
  work: () => Promise<void>,
): () => Promise<void> {
  let stopped = false;
  let running = Promise.resolve();
  const run = (): void => {
    running = work()
      .catch((error: unknown) =>
        log.error(faultOf(error), 'the connection was not looked at; the next round tries again'),
      )
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
