import { setTimeout as pause } from 'node:timers/promises';
import { faultOf } from './fault-of';
import type { Front } from './front';
import type { Logger } from './log';
import { keepRoot, keptRoot } from './store/kept-root';
import type { OpenStore, StoreSettings } from './store/open-store';
import { StoreAway } from './store/store-away';
import { StoreRefused, StoreUnreachable } from './store/store-refused';

const AGAIN_MS = 1_000;

/**
 * Opens the store. Where a database of its own is away and has been here before, the front opens meanwhile, so that
 * what comes in is kept on this machine; the store is opened when it is back.
 * @throws StoreRefused where only a person can mend it, and where the signal ends the waiting
 */
export async function reachStore(
  deps: { readonly log: Logger; readonly signal: AbortSignal | undefined; readonly canWait: boolean },
  settings: StoreSettings,
  open: () => Promise<OpenStore>,
  openFront: (rootSecret: Buffer) => Promise<Front>,
): Promise<{ readonly opened: OpenStore; readonly front: Front | undefined }> {
  const { log, signal, canWait } = deps;
  const mayWait = canWait && settings.mongodbUrl !== undefined;
  try {
    const opened = await open();
    if (mayWait) keep(deps, settings, opened.rootSecret);
    return { opened, front: undefined };
  } catch (error) {
    const rootSecret = mayWait && isAway(error) ? keptRoot(settings) : undefined;
    if (!rootSecret) throw error;
    log.error(
      faultOf(error),
      'the database is away; what comes in goes into the spool, and the rest starts when it is back',
    );
    const front = await openFront(rootSecret);
    const opened = await openOnceBack(error, open, signal);
    if (opened.rootSecret.equals(rootSecret)) return { opened, front };
    await opened.close();
    throw new StoreRefused(
      'MONGODB_URL: this is not the database that was here before: its keys are other ones. Put that one back; what came in meanwhile is kept in the spool of DATA_DIR and fits no other.',
    );
  }
}

/** Tries until the store is back, or the process is to end. */
async function openOnceBack(
  last: unknown,
  open: () => Promise<OpenStore>,
  signal: AbortSignal | undefined,
): Promise<OpenStore> {
  for (let away = last; ; ) {
    await pause(AGAIN_MS, undefined, { signal }).catch(() => undefined);
    if (signal?.aborted) throw away;
    try {
      return await open();
    } catch (error) {
      if (!isAway(error)) throw error;
      away = error;
    }
  }
}

export const isAway = (error: unknown): boolean => error instanceof StoreUnreachable || error instanceof StoreAway;

/** Without it this process cannot start the next time that the database is away; now nothing is wrong. */
function keep({ log }: { readonly log: Logger }, settings: StoreSettings, rootSecret: Buffer): void {
  try {
    keepRoot(settings, rootSecret);
  } catch (error) {
    log.warn(
      faultOf(error),
      'DATA_DIR cannot be written, so no start is possible while the database is away',
    );
  }
}
