/** A day in Viet Nam, as yyyy-MM-dd. */
export type Day = string;

/** Viet Nam keeps UTC+7 all year, so plain arithmetic is exact. */
const OFFSET_MS = 7 * 3_600_000;
const DAY_MS = 86_400_000;

export const dayOf = (at: number): Day => new Date(at + OFFSET_MS).toISOString().slice(0, 10);

/** Its first moment. */
export const startOf = (day: Day): number => Date.parse(day) - OFFSET_MS;

/** The first moment after it. */
export const endOf = (day: Day): number => startOf(day) + DAY_MS;

export const addDays = (day: Day, days: number): Day =>
  new Date(Date.parse(day) + days * DAY_MS).toISOString().slice(0, 10);

/** 0 is Sunday. */
export const weekdayOf = (day: Day): number => new Date(Date.parse(day)).getUTCDay();

/** Minutes since midnight. */
export const minuteOf = (at: number): number => {
  const local = new Date(at + OFFSET_MS);
  return local.getUTCHours() * 60 + local.getUTCMinutes();
};
