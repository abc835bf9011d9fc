import type { Clock } from '../clock';
import type { SendResult } from '../messenger/judge-answer';
import type { Collection } from '../store/collection';
import { nothingKnown, type PageWatchDoc, type SendStop } from '../store/page-watch';

/**
 * While Meta takes nothing from the page (a dead token, a permission that is gone, a page that is barred), the system
 * only receives. All processes learn it from the store, and that it is over from the first message that goes out.
 */
export type ReceiveOnly = {
  /** Undefined: messages go out. As last known where the store does not answer. */
  readonly stop: () => Promise<SendStop | undefined>;
  /** Hears what came of each send. @param begunAt before Meta was asked. Never fails. */
  readonly note: (result: Noted, begunAt: number) => Promise<void>;
};

type Noted = Pick<SendResult, 'type'> & Partial<Omit<Extract<SendResult, { type: 'stop' }>, 'type'>>;

type Deps = {
  readonly pageWatch: Collection<PageWatchDoc>;
  readonly clock: Clock;
  readonly log: { info(fields: object, message: string): void; error(fields: object, message: string): void };
};

/** What another process noted is known here after so long. */
const FRESH_MS = 2_000;
/** So often one message is tried: sending goes on by itself soon after somebody has mended what it was. */
export const TRY_MS = 5_000;

export function receiveOnly({ pageWatch, clock, log }: Deps): ReceiveOnly {
  let [known, knownAt]: [SendStop | undefined, number] = [undefined, Number.NEGATIVE_INFINITY];
  const learn = (stop: SendStop | undefined): void => {
    [known, knownAt] = [stop, clock.now()];
  };

  const stop = async (): Promise<SendStop | undefined> => {
    if (Math.abs(clock.now() - knownAt) >= FRESH_MS) {
      // Whoever asks meanwhile need not ask the store too.
      learn(known);
      const stored = await pageWatch.get(nothingKnown.id).catch(() => undefined);
      if (stored) learn(stored.doc.stop ?? undefined);
    }
    return known;
  };

  const refused = async ({ code = '', reason = '', operator, afterMs = 0 }: Noted): Promise<void> => {
    const now = clock.now();
    const before = await stop();
    const next = { since: before?.since ?? now, code, reason, tryAt: now + Math.max(TRY_MS, afterMs) };
    learn(next);
    await pageWatch.update(nothingKnown.id, { stop: next, refusedAt: now });
    if (!before) log.error({ code, operator }, 'Meta takes nothing from the page: receiving only');
  };

  const wentOut = async (begunAt: number): Promise<void> => {
    if (!(await stop())) return;
    // One that was under way when Meta began to refuse says nothing of what came after.
    const ended = await pageWatch.update(
      nothingKnown.id,
      { stop: null, refusedAt: null },
      { refusedAt: { lte: begunAt } },
    );
    if (!ended) return;
    learn(undefined);
    log.info({}, 'Meta takes messages from the page again');
  };

  return {
    stop,
    note: async (result, begunAt) => {
      try {
        if (result.type === 'stop') await refused(result);
        if (result.type === 'sent') await wentOut(begunAt);
      } catch {
        // The message's own fate must not hang on this; the next one tells again.
      }
    },
  };
}
