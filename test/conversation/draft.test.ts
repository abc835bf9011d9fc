import fc from 'fast-check';
import { minuteOf } from '../../src/language/day';
import { nudgeTime } from '../../src/conversation/draft';

const HOUR = 3_600_000;
const at = (local: string): number => Date.parse(`${local}:00+07:00`);

it.each([
  ['2026-12-01T09:00', '2026-12-01T11:00'],
  ['2026-12-01T18:59', '2026-12-01T20:59'],
  ['2026-12-01T19:00', '2026-12-02T07:00'],
  ['2026-12-01T23:30', '2026-12-02T07:00'],
  ['2026-12-02T04:30', '2026-12-02T07:00'],
  ['2026-12-02T05:00', '2026-12-02T07:00'],
])('somebody who was last heard at %s is reminded at %s', (heard, reminded) => {
  expect(nudgeTime(at(heard))).toBe(at(reminded));
});

it('nobody is reminded at night, nor when the window may be closed', () => {
  fc.assert(
    fc.property(fc.integer({ min: at('2026-01-01T00:00'), max: at('2027-01-01T00:00') }), (heard) => {
      const time = nudgeTime(heard) ?? NaN;
      expect(minuteOf(time)).toBeGreaterThanOrEqual(7 * 60);
      expect(minuteOf(time)).toBeLessThan(21 * 60);
      expect(time - heard).toBeGreaterThanOrEqual(2 * HOUR);
      expect(time - heard).toBeLessThanOrEqual(23 * HOUR);
    }),
  );
});
