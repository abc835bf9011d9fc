import { addDays, dayOf, minuteOf, startOf, weekdayOf, type Day } from '../../language/day';
import type { OfficeDays } from './office-days';

const MINUTE_MS = 60_000;
/** Further ahead nobody looks; a calendar without any open hour ends there too. */
const MOST_DAYS = 800;

/** When the department works. All instants are milliseconds; days are those of Viet Nam. */
export type Calendar = {
  readonly isWorkingDay: (day: Day) => boolean;
  readonly isOpen: (at: number) => boolean;
  /** The first moment from `at` on at which somebody is there; `undefined` where no such hour is known. */
  readonly nextOpening: (at: number) => number | undefined;
  /** The last of so many working days, the first of which is the one after the day of `at`. */
  readonly addWorkingDays: (at: number, days: number) => Due;
  /** So many calendar days after the day of `at`; one that ends on a day off ends on the next working day. */
  readonly addDays: (at: number, days: number) => Due;
  /** The moment at which so many working hours have passed. */
  readonly addWorkingHours: (at: number, hours: number) => number | undefined;
  /** How much of the time in between somebody is there. */
  readonly openMs: (from: number, to: number) => number;
};

/** A day on whose end something is due. */
export type Due = {
  readonly day: Day;
  /** No day in between is one that is announced but not confirmed, and the holidays of the whole time are known. */
  readonly certain: boolean;
};

/**
 * Counts as BLDS Đ147 and Đ148 say: the day of the event does not count, the last day ends at midnight, and where it is
 * a day off, it ends with the next working day. Working days leave out weekends, holidays and days that were swapped,
 * and count the Saturdays that are worked for them.
 */
export function makeCalendar({ seasons, days }: OfficeDays): Calendar {
  const special = new Map(days.filter(({ confirmed }) => confirmed).map((one) => [one.date, one.kind]));
  const doubtful = new Set(days.filter(({ confirmed }) => !confirmed).map((one) => one.date));
  const known = days.map(({ date }) => date.slice(0, 4)).sort();
  const [firstYear = '', lastYear = ''] = [known.at(0), known.at(-1)];

  const isWorkingDay = (day: Day): boolean => {
    const kind = special.get(day);
    if (kind !== undefined) return kind === 'swap-work';
    const weekday = weekdayOf(day);
    return weekday !== 0 && weekday !== 6;
  };

  const isKnown = (day: Day): boolean => {
    const year = day.slice(0, 4);
    return year >= firstYear && year <= lastYear && !doubtful.has(day);
  };

  const count = (from: Day, steps: number, isCounted: (day: Day) => boolean): Due => {
    let [day, left, certain] = [from, steps, true];
    for (let looked = 0; left > 0 && looked < MOST_DAYS; looked += 1) {
      day = addDays(day, 1);
      certain &&= isKnown(day);
      if (isCounted(day)) left -= 1;
    }
    return { day, certain };
  };

  const hoursOf = (day: Day) => (isWorkingDay(day) ? openOn(seasons, day) : []);

  const isOpen = (at: number): boolean => {
    const minute = minuteOf(at);
    return hoursOf(dayOf(at)).some(({ from, to }) => minute >= from && minute < to);
  };

  function* openTimes(at: number): Generator<{ from: number; to: number }> {
    for (let [day, looked] = [dayOf(at), 0]; looked < MOST_DAYS; day = addDays(day, 1), looked += 1) {
      for (const hours of hoursOf(day)) {
        const to = startOf(day) + hours.to * MINUTE_MS;
        if (to > at) yield { from: Math.max(at, startOf(day) + hours.from * MINUTE_MS), to };
      }
    }
  }

  return {
    isWorkingDay,
    isOpen,
    nextOpening(at) {
      for (const { from } of openTimes(at)) return from;
      return undefined;
    },
    addWorkingDays: (at, amount) => count(dayOf(at), amount, isWorkingDay),
    addDays(at, amount) {
      const last = count(dayOf(at), amount, () => true);
      if (isWorkingDay(last.day)) return last;
      const rolled = count(last.day, 1, isWorkingDay);
      return { day: rolled.day, certain: last.certain && rolled.certain };
    },
    addWorkingHours(at, hours) {
      let left = hours * 60 * MINUTE_MS;
      for (const { from, to } of openTimes(at)) {
        if (to - from >= left) return from + left;
        left -= to - from;
      }
      return undefined;
    },
    openMs(from, to) {
      let sum = 0;
      for (const open of openTimes(from)) {
        if (open.from >= to) break;
        sum += Math.min(open.to, to) - open.from;
      }
      return sum;
    },
  };
}

/** The open hours of a working day, in minutes from midnight. */
function openOn(seasons: OfficeDays['seasons'], day: Day): { from: number; to: number }[] {
  const monthDay = day.slice(5);
  const season = seasons.find(({ from, to }) =>
    from <= to ? monthDay >= from && monthDay <= to : monthDay >= from || monthDay <= to,
  );
  return (season?.open ?? [])
    .map(({ from, to }) => ({ from: minutes(from), to: minutes(to) }))
    .sort((a, b) => a.from - b.from);
}

const minutes = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
