import { dayOf, weekdayOf, type Day } from './day';

/** Viet Nam keeps UTC+7 all year, so plain arithmetic is exact. */
const OFFSET_MS = 7 * 3_600_000;

const weekdays = ['Chủ nhật', 'thứ Hai', 'thứ Ba', 'thứ Tư', 'thứ Năm', 'thứ Sáu', 'thứ Bảy'];

/** HH:mm in Viet Nam. */
export const showTime = (at: number): string => new Date(at + OFFSET_MS).toISOString().slice(11, 16);

/** dd/MM/yyyy */
export const showDay = (day: Day): string => `${day.slice(8, 10)}/${day.slice(5, 7)}/${day.slice(0, 4)}`;

/** dd/MM/yyyy in Viet Nam. */
export const showDate = (at: number): string => showDay(dayOf(at));

/** "07:30 thứ Hai, ngày 30/11/2026" in Viet Nam. */
export const showMoment = (at: number): string =>
  `${showTime(at)} ${weekdays[weekdayOf(dayOf(at))]}, ngày ${showDate(at)}`;
