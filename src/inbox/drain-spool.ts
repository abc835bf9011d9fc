import { crashPoint } from '../crash-point';
import { faultOf } from '../fault-of';
import { StoreAway } from '../store/store-away';
import type { Waiting } from '../spool/read-segment';
import type { IntakeDeps } from './intake';
import type { Rest } from './rest';
import { wakeTurns } from './wake-turns';
import { TooLate, within } from './within';

const BATCH = 200;
/** Longer than an accepted event may take: nobody waits for it, and many go at once. */
const BATCH_CAP_MS = 5_000;
/** Of a single one, which asks whether the store is back: while it hangs, the return goes unnoticed. */
const PROBE_CAP_MS = 1_000;
const PROBE_MS = 300;
/** A store that is there and still refuses that often may dislike one event only. */
const REFUSALS = 3;

/**
 * Takes what waits in the spool into the store, oldest first, and keeps trying while the store is away. A crash
 * between inserting and removing inserts again, which is harmless.
 * @param emptied is called in the very step in which nothing is left.
 */
export async function drainSpool(
  deps: IntakeDeps,
  rest: Rest,
  emptied: (taken: number) => void,
): Promise<void> {
  let taken = 0;
  let most = 1;
  let refusals = 0;
  // Ends with the spool or the process; each round waits for the disk, for the store, or for a while.
  while (!rest.isOver()) {
    try {
      const batch = await deps.spool.oldest(most);
      if (batch.length === 0) {
        if (!deps.spool.isEmpty()) continue;
        emptied(taken);
        return;
      }
      const outcome = await takeIn(deps, batch);
      if (outcome === 'taken') {
        [most, refusals, taken] = [BATCH, 0, taken + batch.length];
        continue;
      }
      // One is enough to ask whether the store is back.
      most = 1;
      if (outcome === 'refused') refusals += 1;
      if (refusals >= REFUSALS) {
        refusals = 0;
        await sortOut(deps, await deps.spool.oldest(BATCH));
      }
    } catch (error) {
      deps.log.error(faultOf(error), 'the spool cannot be read or cleared; tried again');
    }
    await rest.pause(PROBE_MS);
  }
}

type Outcome = 'taken' | 'away' | 'refused';

async function takeIn(deps: IntakeDeps, batch: readonly Waiting[]): Promise<Outcome> {
  const events = batch.map(({ event }) => event);
  try {
    const cap = events.length > 1 ? BATCH_CAP_MS : PROBE_CAP_MS;
    await within(deps.later, cap, async () => {
      await deps.catchUp.goesOn();
      await deps.events.insertIfAbsent(events);
    });
  } catch (error) {
    return error instanceof StoreAway || error instanceof TooLate ? 'away' : 'refused';
  }
  crashPoint('spool.beforeRemove');
  await deps.spool.done(batch);
  await wakeTurns(deps, events);
  return 'taken';
}

/**
 * Tries one by one. What is refused twice while others are taken is at fault itself, and must not hold them up for
 * ever; where none is taken, the store is at fault and all of them wait.
 */
async function sortOut(deps: IntakeDeps, batch: readonly Waiting[]): Promise<void> {
  const refused: Waiting[] = [];
  for (const one of batch) {
    const outcome = await takeIn(deps, [one]);
    if (outcome === 'away') return;
    if (outcome === 'refused') refused.push(one);
  }
  if (refused.length === batch.length) return;
  for (const one of refused) {
    const outcome = await takeIn(deps, [one]);
    if (outcome === 'away') return;
    if (outcome === 'taken') continue;
    await deps.spool.setAside([one]);
    deps.log.error(
      { id: one.event.id },
      'the database refuses this event; it is kept aside in a .damaged file of the spool',
    );
  }
}
