import type { Calendar } from '../cases/calendar/calendar';
import type { Clock } from '../clock';
import { daysUntil } from '../connect/check-token';
import type { Collection } from '../store/collection';
import { nothingKnown, type PageCheck, type PageWatchDoc } from '../store/page-watch';
import { isSilent, learnSilence } from './silence';

export type WatchPageDeps = {
  readonly pageWatch: Collection<PageWatchDoc>;
  readonly clock: Clock;
  readonly calendar: () => Calendar;
  readonly checkPage: () => Promise<PageCheck>;
  readonly log: { warn(fields: object, message: string): void; error(fields: object, message: string): void };
};

export const CHECK_EVERY_MS = 15 * 60_000;
/** Below this, a token's end is warned of. */
export const FEW_DAYS = 14;
const { id } = nothingKnown;

/**
 * @returns one round of looking. The first of a process compares whether or not that is due: a start often means that
 * somebody has mended something.
 */
export function watchPage(deps: WatchPageDeps): () => Promise<void> {
  let isFirst = true;
  let wasSilent = false;
  return async () => {
    if (await takeCheck(deps, isFirst)) await compare(deps);
    isFirst = false;
    const stored = await deps.pageWatch.get(id);
    if (!stored) return;
    const { doc } = stored;
    const learned = learnSilence(doc, deps.calendar());
    // Whoever else has counted it in was quicker.
    if (learned) await deps.pageWatch.update(id, learned, { learnedAt: doc.learnedAt });
    const silent = isSilent(doc, deps.clock.now(), deps.calendar());
    if (silent && !wasSilent)
      deps.log.error({ heardAt: doc.heardAt }, 'no webhook for longer than usual; run: npm run connect');
    wasSilent = silent;
  };
}

/** Of all workers one does it. */
function takeCheck({ pageWatch, clock }: WatchPageDeps, isFirst: boolean): Promise<boolean> {
  const now = clock.now();
  const where = isFirst ? undefined : { checkDueAt: { lte: now } };
  return pageWatch.update(id, { checkDueAt: now + CHECK_EVERY_MS }, where);
}

async function compare({ pageWatch, checkPage, log }: WatchPageDeps): Promise<void> {
  const before = (await pageWatch.get(id))?.doc.check;
  const check = await checkPage();
  await pageWatch.update(id, { check });
  const known = new Set(before?.findings.map(({ said }) => said.en));
  for (const { state, said, mend } of check.findings) {
    if (state === 'mended') log.warn({}, `the connection to Meta was mended: ${said.en}`);
    // Said once, not every quarter of an hour.
    if (state === 'wrong' && !known.has(said.en)) log.error({}, `${said.en} ${mend?.en ?? ''}`.trim());
  }
  const daysLeft = daysLeftOf(check);
  if (daysLeft !== undefined && daysLeft < FEW_DAYS && daysLeft !== daysLeftOf(before))
    log.warn({ daysLeft }, 'PAGE_ACCESS_TOKEN ends soon; make a new one and start again');
}

const daysLeftOf = (check: PageCheck | null | undefined): number | undefined =>
  check?.tokenEndsAt ? daysUntil(check.tokenEndsAt, check.at) : undefined;
