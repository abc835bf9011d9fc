import fc from 'fast-check';
import { makeCalendar, type Calendar } from '../../../src/cases/calendar/calendar';
import { addDays, dayOf, startOf } from '../../../src/language/day';
import { deadlinesOf, noticeDue } from '../../../src/cases/calendar/deadlines';
import type { OfficerId } from '../../../src/cases/case';
import type { OfficeDays } from '../../../src/cases/calendar/office-days';
import { shippedFlows } from '../../support/shipped-flows';

const shipped = shippedFlows().department.calendar;
const calendar = makeCalendar(shipped);
/** As if an admin had turned on everything that is only proposed. */
const allConfirmed = makeCalendar({
  ...shipped,
  days: shipped.days.map((day) => ({ ...day, confirmed: true })),
});
const at = (local: string): number => Date.parse(`${local}:00+07:00`);

describe('days are counted as BLDS Đ147 and Đ148 say', () => {
  it.each([
    // From the day before the first Day of Vietnamese Culture (24/11/2026) over the weekend.
    ['2026-11-20', 3, '2026-11-26', '2026-11-27'],
    ['2026-11-23', 7, '2026-12-03', '2026-12-02'],
    ['2026-11-23', 10, '2026-12-08', '2026-12-07'],
    // Over the swapped Friday 02/01 and the Saturday 10/01 that was worked for it.
    ['2025-12-31', 1, '2026-01-05', '2026-01-05'],
    ['2026-01-09', 1, '2026-01-10', '2026-01-10'],
    // Tết 2026: from Friday 13/02, the next working day is Monday 23/02.
    ['2026-02-13', 1, '2026-02-23', '2026-02-23'],
    // 30/4 and 1/5, then a weekend.
    ['2026-04-29', 1, '2026-05-04', '2026-05-04'],
    // National Day with its swap: 29/8 to 2/9 off, Saturday 22/8 worked.
    ['2026-08-21', 1, '2026-08-22', '2026-08-22'],
    ['2026-08-28', 1, '2026-09-03', '2026-09-03'],
  ])('%s and %i working days end on %s, with what is only proposed on %s', (from, days, sure, proposed) => {
    expect(calendar.addWorkingDays(at(`${from}T09:00`), days).day).toBe(sure);
    expect(allConfirmed.addWorkingDays(at(`${from}T09:00`), days).day).toBe(proposed);
  });

  it('seven working days from 03/02/2027 are certain only when Tết 2027 is settled', () => {
    expect(calendar.addWorkingDays(at('2027-02-03T09:00'), 7).certain).toBe(false);
    expect(allConfirmed.addWorkingDays(at('2027-02-03T09:00'), 7)).toEqual({
      day: '2027-02-19',
      certain: true,
    });
  });

  it.each([
    ['2026-12-03', 30, '2027-01-04'],
    ['2026-12-03', 45, '2027-01-18'],
    ['2026-11-23', 2, '2026-11-25'],
  ])('%s and %i calendar days end on %s, the end rolling over days off', (from, days, end) => {
    expect(calendar.addDays(at(`${from}T23:59`), days).day).toBe(end);
  });

  it('does not vouch for years of which it knows no holiday', () => {
    expect(calendar.addWorkingDays(at('2027-12-27T09:00'), 10).certain).toBe(false);
    expect(calendar.addWorkingDays(at('2026-11-25T09:00'), 10)).toEqual({
      day: '2026-12-09',
      certain: false,
    });
    expect(calendar.addWorkingDays(at('2026-12-01T09:00'), 10)).toEqual({ day: '2026-12-15', certain: true });
  });

  it('takes the day in Viet Nam, whatever the hour', () => {
    expect(calendar.addWorkingDays(at('2026-12-01T00:00'), 1).day).toBe('2026-12-02');
    expect(calendar.addWorkingDays(at('2026-12-01T23:59'), 1).day).toBe('2026-12-02');
  });
});

describe('office hours', () => {
  it.each([
    ['2026-11-26T07:29', false, '2026-11-26T07:30'],
    ['2026-11-26T07:30', true, '2026-11-26T07:30'],
    ['2026-11-26T11:29', true, '2026-11-26T11:29'],
    ['2026-11-26T11:30', false, '2026-11-26T13:30'],
    ['2026-11-26T17:00', false, '2026-11-27T07:30'],
    // Friday evening.
    ['2026-11-27T20:15', false, '2026-11-30T07:30'],
    // The evening before the holiday on a Tuesday.
    ['2026-11-23T18:00', false, '2026-11-25T07:30'],
    ['2026-11-24T10:00', false, '2026-11-25T07:30'],
    // A Saturday that is worked for a swapped day.
    ['2026-08-22T09:00', true, '2026-08-22T09:00'],
    // Before Tết.
    ['2026-02-13T17:30', false, '2026-02-23T07:30'],
  ])('%s: open %s, next from %s', (now, open, next) => {
    expect(calendar.isOpen(at(now))).toBe(open);
    expect(calendar.nextOpening(at(now))).toBe(at(next));
  });

  it('run on over lunch, nights and days off when they are counted', () => {
    expect(calendar.addWorkingHours(at('2026-11-26T09:00'), 8)).toBe(at('2026-11-27T09:30'));
    expect(calendar.addWorkingHours(at('2026-11-27T16:00'), 8)).toBe(at('2026-11-30T16:30'));
    expect(calendar.addWorkingHours(at('2026-11-28T03:00'), 1)).toBe(at('2026-11-30T08:30'));
  });

  it('may change with the season, also one that goes over New Year', () => {
    const winter = { from: '11-01', to: '03-31', open: [{ from: '08:00', to: '12:00' }] };
    const summer = { from: '04-01', to: '10-31', open: [{ from: '07:00', to: '11:00' }] };
    const seasonal = makeCalendar({ seasons: [winter, summer], days: [] });
    expect(seasonal.nextOpening(at('2027-01-04T05:00'))).toBe(at('2027-01-04T08:00'));
    expect(seasonal.nextOpening(at('2027-03-31T13:00'))).toBe(at('2027-04-01T07:00'));
    expect(seasonal.nextOpening(at('2027-10-29T12:00'))).toBe(at('2027-11-01T08:00'));
  });

  it('are shut on a day on which the house is closed', () => {
    const storm = { date: '2026-11-26', kind: 'closure', name: 'Bão', confirmed: true } as const;
    const shut = makeCalendar({ ...shipped, days: [...shipped.days, storm] });
    expect(shut.nextOpening(at('2026-11-26T08:00'))).toBe(at('2026-11-27T07:30'));
  });

  it('of a calendar that is never open end somewhere', () => {
    const never = makeCalendar({ seasons: [{ from: '01-01', to: '01-01', open: [] }], days: [] });
    expect(never.nextOpening(at('2026-11-26T08:00'))).toBeUndefined();
    expect(never.addWorkingHours(at('2026-11-26T08:00'), 8)).toBeUndefined();
  });
});

describe('any instant', () => {
  const instant = fc.integer({ min: at('2026-01-01T00:00'), max: at('2027-12-31T00:00') });
  const hasOpened = (one: Calendar, now: number) => one.nextOpening(now) ?? NaN;

  it('opens next at a moment at which the house is open, and not before', () => {
    fc.assert(
      fc.property(instant, (now) => {
        const next = hasOpened(calendar, now);
        expect(next).toBeGreaterThanOrEqual(now);
        expect(calendar.isOpen(next)).toBe(true);
        if (next > now) expect(calendar.isOpen(now)).toBe(false);
      }),
    );
  });

  it('is followed by so many working days, the last of which is one', () => {
    fc.assert(
      fc.property(instant, fc.integer({ min: 1, max: 30 }), (now, days) => {
        const { day } = calendar.addWorkingDays(now, days);
        expect(calendar.isWorkingDay(day)).toBe(true);
        let counted = 0;
        for (let one = addDays(dayOf(now), 1); one <= day; one = addDays(one, 1))
          if (calendar.isWorkingDay(one)) counted += 1;
        expect(counted).toBe(days);
      }),
    );
  });

  it('is as far ahead in one step of hours as in two', () => {
    fc.assert(
      fc.property(
        instant,
        fc.integer({ min: 1, max: 20 }),
        fc.integer({ min: 1, max: 20 }),
        (now, some, more) => {
          const first = calendar.addWorkingHours(now, some) ?? NaN;
          expect(calendar.addWorkingHours(first, more)).toBe(calendar.addWorkingHours(now, some + more));
        },
      ),
    );
  });
});

describe('what an officer owes', () => {
  const opened = {
    kind: 'phan-anh',
    answers: [],
    openedAt: at('2026-11-27T16:00'),
    status: 'moi',
    history: [],
  } as const;

  it('is a first answer within eight working hours, and word of what became of it within ten working days', () => {
    const { firstReply, notice } = deadlinesOf(calendar, opened);
    expect(firstReply?.at).toBe(at('2026-11-30T16:30'));
    expect(notice).toEqual({ at: startOf('2026-12-12'), certain: false });
    expect(noticeDue(calendar, opened.openedAt)).toEqual({ day: '2026-12-11', certain: false });
  });

  it('is nothing any more once somebody has answered, or the case is closed', () => {
    const replied = { id: '1', at: 1, by: 'system', type: 'replied', text: 'Chào Anh/Chị.' } as const;
    expect(deadlinesOf(calendar, { ...opened, history: [replied] })).toEqual({});
    const after = (type: string, id = 'e.0.0') =>
      ({ ...replied, id, type, text: 'Đã quá thời hạn.' }) as never;
    const owed = deadlinesOf(calendar, opened);
    // What did not get to the citizen answers nobody.
    for (const lost of ['reply-held', 'reply-failed'])
      expect(deadlinesOf(calendar, { ...opened, history: [replied, after(lost)] })).toEqual(owed);
    const held = [replied, after('reply-held', 'e.0:held')];
    const late = after('reply-delivered', 'e.0.0:arrived');
    for (const arrived of [
      [...held, after('reply-delivered', 'e.0:delivered')],
      [replied, after('reply-failed'), late],
      [...held, after('reply-failed'), late],
    ])
      expect(deadlinesOf(calendar, { ...opened, history: arrived })).toEqual({});
    // Of two answers one came in the end; the other is missing still.
    const other = [replied, replied, after('reply-failed'), after('reply-failed', 'e.1.0'), late];
    expect(deadlinesOf(calendar, { ...opened, history: other })).toEqual({});
    expect(deadlinesOf(calendar, { ...opened, history: other.slice(0, -1) })).toEqual(owed);
    expect(deadlinesOf(calendar, { ...opened, history: [replied, replied, after('reply-failed')] })).toEqual(
      {},
    );
    expect(deadlinesOf(calendar, { ...opened, status: 'dong' })).toEqual({});
  });

  const by = { id: 'o' as OfficerId, name: 'Cán bộ' };
  const replied = { id: '1', at: at('2026-11-28T09:00'), by, type: 'replied', text: 'Chào.' } as const;
  const notDone = { id: '2', at: at('2026-12-01T09:00'), by: 'citizen', type: 'not-done', text: '' } as const;

  it('begins anew with a citizen who says of an answer that it is not settled', () => {
    const disputed = { ...opened, status: 'dang-xu-ly', history: [replied, notDone] } as const;
    expect(deadlinesOf(calendar, disputed).notice?.at).toBe(startOf('2026-12-16'));
    expect(deadlinesOf(calendar, { ...disputed, history: [...disputed.history, replied] })).toEqual({});
  });

  it('is not put off by the same words while nobody has answered yet', () => {
    const { notice } = deadlinesOf(calendar, { ...opened, history: [notDone] });
    expect(notice?.at).toBe(startOf('2026-12-12'));
  });

  it.each([
    ['xem', '2026-12-07'],
    ['sua', '2026-12-07'],
    ['han-che', '2026-12-14'],
    ['rut-dong-y', '2026-12-14'],
    ['xoa', '2026-12-17'],
  ])('of a request about data (%s) is word in two working days, and the answer by %s', (value, day) => {
    const answer = { type: 'choice', value, title: value } as const;
    const answers = [{ id: 'yeu-cau-du-lieu', label: 'Yêu cầu', answer, identity: false }];
    const { firstReply, notice } = deadlinesOf(calendar, { ...opened, kind: 'du-lieu', answers });
    expect(firstReply?.at).toBe(startOf('2026-12-02'));
    expect(notice?.at).toBe(startOf(addDays(day, 1)));
  });
});

it('is empty of days only where its data is', () => {
  const bare: OfficeDays = { seasons: shipped.seasons, days: [] };
  expect(makeCalendar(bare).addWorkingDays(at('2026-11-26T09:00'), 1)).toEqual({
    day: '2026-11-27',
    certain: false,
  });
});
