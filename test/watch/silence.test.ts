import { isSilent, learnSilence, silenceLimit } from '../../src/watch/silence';
import { shippedBook } from '../support/shipped-flows';

const { calendar } = shippedBook();
const HOUR = 3_600_000;
/** A time in Viet Nam. 23 to 27 November 2026 are Monday to Friday; the 24th is a day off. */
const at = (day: string, time: string) => Date.parse(`${day}T${time}:00+07:00`);
const silencesOf = (...hours: number[]) =>
  hours.map((hour, nth) => ({ day: `2026-11-${10 + nth}`, ms: hour * HOUR }));

test('only the time in which somebody is there counts', () => {
  const open = calendar.openMs(at('2026-11-23', '00:00'), at('2026-11-24', '00:00'));
  expect(open).toBeGreaterThanOrEqual(7 * HOUR);
  expect(open).toBeLessThanOrEqual(9 * HOUR);
  expect(calendar.openMs(at('2026-11-27', '20:00'), at('2026-11-30', '05:00'))).toBe(0);
  expect(calendar.openMs(at('2026-11-23', '09:00'), at('2026-11-23', '10:15'))).toBe(1.25 * HOUR);
  expect(calendar.openMs(at('2026-11-23', '10:00'), at('2026-11-23', '09:00'))).toBe(0);
});

test('keeps the longest silence of each working day, of ten days', () => {
  let known = { heardAt: 0, learnedAt: 0, silences: silencesOf() };
  const hear = (heardAt: number) => {
    known = { ...known, heardAt, ...learnSilence({ ...known, heardAt }, calendar) } as typeof known;
  };
  // Of the first nobody knows after how long it came.
  hear(at('2026-11-23', '09:00'));
  expect(known.silences).toEqual([]);
  hear(at('2026-11-23', '09:05'));
  hear(at('2026-11-23', '10:30'));
  hear(at('2026-11-23', '10:40'));
  expect(known.silences).toEqual([{ day: '2026-11-23', ms: 85 * 60_000 }]);
  expect(learnSilence(known, calendar)).toBeUndefined();
  // Saturday is no working day; what came then still ends the silence.
  hear(at('2026-11-28', '10:00'));
  expect(known).toMatchObject({ learnedAt: at('2026-11-28', '10:00'), silences: [{ day: '2026-11-23' }] });
  for (let day = 1; day <= 25; day += 1) hear(at(`2026-12-${String(day).padStart(2, '0')}`, '09:00'));
  expect(known.silences).toHaveLength(10);
});

test.each<[string, number[], number]>([
  ['too few days', [0.1, 0.1, 0.1, 0.1], 4],
  ['a busy page', [0.1, 0.1, 0.2, 0.1, 0.1], 1],
  ['three times the usual', [0.5, 0.7, 0.6, 0.9, 0.4], 1.8],
  ['one day of outage among them', [0.5, 0.5, 8, 0.5, 0.5], 1.5],
  ['a page where hardly anybody writes', [7, 8, 6, 8, 8], 8],
])('%s: the limit', (_what, hours, limit) => {
  expect(silenceLimit(silencesOf(...hours)) / HOUR).toBeCloseTo(limit);
});

test('alarms in office hours after the limit, stays over the night, and ends with the next webhook', () => {
  const silences = silencesOf(0.5, 0.5, 0.5, 0.5, 0.5);
  const heardAt = at('2026-11-25', '08:00');
  const silentAt = (day: string, time: string) => isSilent({ heardAt, silences }, at(day, time), calendar);
  expect(silentAt('2026-11-25', '09:30')).toBe(false);
  expect(silentAt('2026-11-25', '09:31')).toBe(true);
  expect(silentAt('2026-11-25', '23:00')).toBe(true);
  expect(
    isSilent({ heardAt: at('2026-11-25', '23:01'), silences }, at('2026-11-26', '05:00'), calendar),
  ).toBe(false);
});

test('a night or a weekend of silence alarms nobody, nor does a page that never wrote', () => {
  const silences = silencesOf(0.5, 0.5, 0.5, 0.5, 0.5);
  const friday = at('2026-11-27', '16:50');
  expect(isSilent({ heardAt: friday, silences }, at('2026-11-30', '06:00'), calendar)).toBe(false);
  expect(isSilent({ heardAt: 0, silences: [] }, at('2026-11-30', '16:00'), calendar)).toBe(false);
});
