import type { Calendar } from '../cases/calendar/calendar';
import { dayOf } from '../language/day';
import type { PageWatchDoc, Silence } from '../store/page-watch';

const HOUR_MS = 3_600_000;
const DAYS = 10;
/** With fewer days nobody knows yet what is usual. */
const ENOUGH_DAYS = 5;
const UNTIL_THEN_MS = 4 * HOUR_MS;
const TIMES_USUAL = 3;
/** A shorter silence alarms nobody, and a whole working day alarms even where it is quiet. */
const [LEAST_MS, MOST_MS] = [HOUR_MS, 8 * HOUR_MS];

type Heard = Pick<PageWatchDoc, 'heardAt' | 'learnedAt' | 'silences'>;

/** Counts in the silence that the last webhook has ended. @returns undefined where there was none */
export function learnSilence(
  { heardAt, learnedAt, silences }: Heard,
  calendar: Pick<Calendar, 'openMs' | 'isWorkingDay'>,
): Pick<Heard, 'learnedAt' | 'silences'> | undefined {
  if (heardAt <= learnedAt) return undefined;
  const day = dayOf(heardAt);
  if (learnedAt === 0 || !calendar.isWorkingDay(day)) return { learnedAt: heardAt, silences };
  const before = silences.find((one) => one.day === day)?.ms ?? 0;
  const ms = Math.max(before, calendar.openMs(learnedAt, heardAt));
  const others = silences.filter((one) => one.day !== day);
  return { learnedAt: heardAt, silences: [...others, { day, ms }].slice(-DAYS) };
}

/** For how much of the office hours nothing may come before somebody should look. */
export function silenceLimit(silences: readonly Silence[]): number {
  if (silences.length < ENOUGH_DAYS) return UNTIL_THEN_MS;
  // The middle one: a single day on which the line was cut must not make such silences usual.
  const usual = silences.map(({ ms }) => ms).sort((a, b) => a - b)[Math.floor(silences.length / 2)] ?? 0;
  return Math.min(Math.max(usual * TIMES_USUAL, LEAST_MS), MOST_MS);
}

/** Outside the office hours it neither begins nor ends by itself. A page that never wrote is still being connected. */
export const isSilent = (
  { heardAt, silences }: Pick<Heard, 'heardAt' | 'silences'>,
  now: number,
  calendar: Pick<Calendar, 'openMs'>,
): boolean => heardAt > 0 && calendar.openMs(heardAt, now) > silenceLimit(silences);
