import { later } from '../later';
import { pageSetup, type PageSetup } from '../messenger/page-setup';
import type { Parts } from '../parts';
import { checkPage } from './check-page';
import { noteHeard } from './note-heard';
import { repeat } from './repeat';
import { watchPage } from './watch-page';

/** What is urgent goes first when a process starts. */
const FIRST_MS = 5_000;
const ROUND_MS = 60_000;
const NOT_LOOKED_AT = 'the connection was not looked at';

/** Writes down when this process last took in a webhook, for all to know. @returns how to stop */
export function startListening(
  { opened, log }: Pick<Parts, 'opened' | 'log'>,
  lastHeard: () => number,
): () => Promise<void> {
  return repeat(
    { later, log },
    { firstMs: ROUND_MS, everyMs: ROUND_MS, failed: NOT_LOOKED_AT },
    noteHeard(opened.store, lastHeard),
  );
}

/** Looks after the connection to Meta, in a worker. @returns how to stop; resolves when nothing is under way any more */
export function startWatch(parts: Parts, graph: Parameters<typeof pageSetup>[0]): () => Promise<void> {
  const { opened, receiving, clock, log, meta, config } = parts;
  const setup: PageSetup = pageSetup(graph);
  const check = () =>
    checkPage({
      setup,
      meta,
      publicUrl: config.publicUrl,
      answersComments: parts.liveBook.current().department['comment-reply'] !== undefined,
      receiving,
      now: clock.now,
    });
  const deps = { ...opened.store, clock, log, checkPage: check };
  const stop = repeat(
    { later, log },
    { firstMs: FIRST_MS, everyMs: ROUND_MS, failed: NOT_LOOKED_AT },
    watchPage({ ...deps, calendar: () => parts.liveBook.current().calendar }),
  );
  return async () => {
    // Ends a call that is under way.
    setup.close();
    await stop();
  };
}
