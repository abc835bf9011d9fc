import { setTimeout as pause } from 'node:timers/promises';
import { faultOf } from './fault-of';
import type { Front } from './front';
import type { Logger } from './log';
import { keepRoot, keptRoot } from './store/kept-root';
import type { OpenStore, StoreSettings } from './store/open-store';
import { StoreAway } from './store/store-away';
import { StoreRefused, StoreUnreachable } from './store/store-refused';

const AGAIN_MS = 1_000;
/** A database that answers and is too busy to be opened: so many processes may be starting on it at once. */
const MOST_TRIES = 10;

type Opened = { readonly bare: OpenStore };

/**
 * Opens the store. Where a database of its own is away and has been here before, the front opens meanwhile, so that
 * what comes in is kept on this machine; the store is opened when it is back.
 * @throws StoreRefused where only a person can mend it, and where the signal ends the waiting
 */
export async function reachStore<T extends Opened>(
  deps: { readonly log: Logger; readonly signal: AbortSignal | undefined; readonly canWait: boolean },
  settings: StoreSettings,
  open: () => Promise<T>,
  openFront: (rootSecret: Buffer) => Promise<Front>,
): Promise<T & { readonly front: Front | undefined }> {
  const { log, signal, canWait } = deps;
  const mayWait = canWait && settings.mongodbUrl !== undefined;
  try {
    const opened = await openPatiently(open, signal);
    if (mayWait) keep(deps, settings, opened.bare.rootSecret);
    return { ...opened, front: undefined };
  } catch (error) {
    const rootSecret = mayWait && isAway(error) ? keptRoot(settings) : undefined;
    if (!rootSecret) throw error;
    log.error(
      faultOf(error),
      'the database is away; what comes in goes into the spool, and the rest starts when it is back',
    );
    const front = await openFront(rootSecret);
    const opened = await openOnceBack(error, open, signal);
    if (opened.bare.rootSecret.equals(rootSecret)) return { ...opened, front };
    await opened.bare.close();
    throw new StoreRefused(
      'MONGODB_URL: this is not the database that was here before: its keys are other ones. Put that one back; what came in meanwhile is kept in the spool of DATA_DIR and fits no other.',
    );
  }
}

async function openPatiently<T>(open: () => Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await open();
    } catch (error) {
      if (!(error instanceof StoreAway) || tries === MOST_TRIES || signal?.aborted) throw error;
      await pause(AGAIN_MS, undefined, { signal }).catch(() => undefined);
    }
  }
}

/** Tries until the store is back, or the process is to end. */
async function openOnceBack<T>(
  last: unknown,
  open: () => Promise<T>,
  signal: AbortSignal | undefined,
): Promise<T> {
  for (let away = last; ;) {
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

export const isAway = (error: unknown): boolean =>
  error instanceof StoreUnreachable || error instanceof StoreAway;

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
