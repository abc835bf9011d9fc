import type { Clock } from '../clock';
import type { Usage } from '../messenger/read-usage';
import { BRAKE_MS, brakeFor } from '../outbox/brake-for';
import type { BrakedPace } from '../outbox/pace';
import type { Collection } from '../store/collection';
import { nothingKnown, type PageWatchDoc } from '../store/page-watch';

type Deps = {
  readonly pageWatch: Pick<Collection<PageWatchDoc>, 'update'>;
  readonly pace: Pick<BrakedPace, 'brake'>;
  readonly clock: Clock;
  readonly log: { info(fields: object, message: string): void; warn(fields: object, message: string): void };
};

/** Every answer tells of the usage; as long as nothing changes it is passed on this often. */
const AGAIN_MS = 10_000;

/** Brakes sending for all processes as Meta's allowance is used up, and writes it down for admins. Never fails. */
export function noteUsage({ pageWatch, pace, clock, log }: Deps): (usage: Usage) => Promise<void> {
  let told = { level: 'free', at: Number.NEGATIVE_INFINITY };
  return async (usage) => {
    const now = clock.now();
    const { factor, stopMs } = brakeFor(usage);
    const level = stopMs > 0 ? 'stopped' : factor > 1 ? 'slow' : 'free';
    const isSame = level === told.level;
    // A stop is passed on at once: Meta may name a longer time.
    if (isSame && (level === 'free' || (level === 'slow' && now - told.at < AGAIN_MS))) return;
    told = { level, at: now };
    const fields = { percent: usage.percent, seconds: Math.ceil(stopMs / 1_000) };
    if (!isSame) {
      if (level === 'free') log.info(fields, "Meta's allowance is enough again: sending at the usual pace");
      if (level === 'slow') log.warn(fields, "Meta's allowance is nearly used up: sending more slowly");
      if (level === 'stopped')
        log.warn(fields, "Meta's allowance is used up: sending waits and goes on by itself");
    }
    try {
      await pace.brake({ factor, stopMs });
      const braked =
        level === 'free'
          ? null
          : {
              percent: usage.percent,
              stopUntil: stopMs > 0 ? now + stopMs : null,
              until: now + stopMs + BRAKE_MS,
            };
      await pageWatch.update(nothingKnown.id, { braked });
    } catch {
      // Shown late at worst; the next answer tells again.
      told = { ...told, level: 'unknown' };
    }
  };
}
