import { createHash } from 'node:crypto';
import type { SignInDelayDoc } from '../../store/sign-ins';
import type { ConsoleDeps } from './deps';
import { Refused } from './problem';

const freeFailures = 3;
const longestDelayMs = 300_000;
/** Failures older than this are forgotten. */
const memoryMs = 24 * 3_600_000;

type Deps = Pick<ConsoleDeps, 'signInDelays' | 'clock'>;

/**
 * Counts an attempt at a password before it is checked, so that a hundred at once do not all slip through; refuses it
 * while the delay lasts. Unknown usernames are counted alike: the delay must not tell which accounts exist.
 */
export async function countAttempt({ signInDelays, clock }: Deps, username: string): Promise<void> {
  const id = delayId(username);
  const now = clock.now();
  const stored = await signInDelays.get(id);
  const before = stored && now - stored.doc.lastAt < memoryMs ? stored.doc : undefined;
  if (before && before.blockedUntil > now) throw tooSoon(before.blockedUntil - now);

  const failures = (before?.failures ?? 0) + 1;
  const doc: SignInDelayDoc = { id, failures, lastAt: now, blockedUntil: now + delayAfter(failures) };
  const counted = stored
    ? await signInDelays.replace(doc, { version: stored.version })
    : (await signInDelays.insertIfAbsent([doc]))[0];
  // Somebody tries the same account at this very moment; one of the two is enough.
  if (!counted) throw tooSoon(1000);
  if (!stored) await forgetOld({ signInDelays }, now - memoryMs);
}

export const clearDelay = async (
  { signInDelays }: Pick<Deps, 'signInDelays'>,
  username: string,
): Promise<void> => {
  await signInDelays.delete(delayId(username));
};

/** 1 s after the third failure in a row, then 2, 4 ... up to five minutes. */
export const delayAfter = (failures: number): number =>
  failures < freeFailures ? 0 : Math.min(1000 * 2 ** (failures - freeFailures), longestDelayMs);

/** Hashed, for people type passwords into the wrong field. */
const delayId = (username: string): string => createHash('sha256').update(username).digest('hex');

function tooSoon(ms: number): Refused {
  const seconds = Math.ceil(ms / 1000);
  return new Refused(
    429,
    'too-many-attempts',
    `Anh/Chị đã nhập sai nhiều lần. Xin thử lại sau ${seconds} giây.`,
    seconds,
  );
}

/** A few at a time, as new ones come, so that made-up usernames do not fill the store. */
async function forgetOld({ signInDelays }: Pick<Deps, 'signInDelays'>, before: number): Promise<void> {
  const old = await signInDelays.find({ where: { lastAt: { lt: before } }, sort: ['lastAt'], limit: 10 });
  for (const { doc } of old) await signInDelays.delete(doc.id, { lastAt: { lt: before } });
}
