import fc from 'fast-check';
import { parseDate } from '../../src/language/parse-date';

/** Monday 23 November 2026, 09:30 in Hải Phòng. */
const now = Date.parse('2026-11-23T09:30:00+07:00');

describe('parseDate', () => {
  it.each([
    // with a year
    ['3/12/2025', '2025-12-03'],
    ['03/12/2025', '2025-12-03'],
    ['3-12-25', '2025-12-03'],
    ['3.12.2025', '2025-12-03'],
    ['3 / 12 / 2025', '2025-12-03'],
    ['03 12 2025', '2025-12-03'],
    ['03122025', '2025-12-03'],
    ['2025-12-03', '2025-12-03'],
    ['ngày 3/12/2025', '2025-12-03'],
    ['ngày 3 tháng 12 năm 2025', '2025-12-03'],
    ['ngay 3 thang 12 nam 2025', '2025-12-03'],
    ['Ngày 03 tháng 12, 2025', '2025-12-03'],
    ['ngày 3 tháng 12 năm 25', '2025-12-03'],
    ['3/12 năm 2025', '2025-12-03'],
    ['3/12 năm ngoái', '2025-12-03'],
    ['sinh ngày 15-8-90', '1990-08-15'],
    ['29/2/2024', '2024-02-29'],
    ['3/12/2027', '2027-12-03'],
    ['mùng 1 Tết, tức 17/2/2026', '2026-02-17'],
    // without one: the latest that is not after today
    ['3/12', '2025-12-03'],
    ['22/11', '2026-11-22'],
    ['23/11', '2026-11-23'],
    ['24/11', '2025-11-24'],
    ['29/2', '2024-02-29'],
    ['3-11', '2026-11-03'],
    ['ngày 3.11', '2026-11-03'],
    ['hôm 20/11', '2026-11-20'],
    ['ngày 3 tháng 12', '2025-12-03'],
    ['khoảng ngày 20 tháng 10 vừa rồi', '2026-10-20'],
    ['ngày 5 tháng này', '2026-11-05'],
    ['ngày 5 tháng trước', '2026-10-05'],
    ['ngày 20', '2026-11-20'],
    ['hôm 25', '2026-10-25'],
    ['tết dương lịch', '2026-01-01'],
    // from today
    ['hôm nay', '2026-11-23'],
    ['hom nay', '2026-11-23'],
    ['sáng nay', '2026-11-23'],
    ['mới vừa nãy', '2026-11-23'],
    ['hôm qua', '2026-11-22'],
    ['hom qua toi goi tong dai', '2026-11-22'],
    ['chiều qua', '2026-11-22'],
    ['tối hôm qua', '2026-11-22'],
    ['đêm qua', '2026-11-22'],
    ['hôm kia', '2026-11-21'],
    ['hôm kìa', '2026-11-20'],
    ['3 hôm trước', '2026-11-20'],
    ['hai ngày trước', '2026-11-21'],
    ['cách đây 10 ngày', '2026-11-13'],
    // weekdays: today is a Monday
    ['thứ 2', '2026-11-23'],
    ['thứ hai vừa rồi', '2026-11-16'],
    ['thứ 3', '2026-11-17'],
    ['thứ tư', '2026-11-18'],
    ['thu nam', '2026-11-19'],
    ['T6', '2026-11-20'],
    ['t7', '2026-11-21'],
    ['chủ nhật', '2026-11-22'],
    ['CN', '2026-11-22'],
    ['chiều thứ bảy', '2026-11-21'],
    ['thứ 4 tuần trước', '2026-11-18'],
    ['thứ 2 tuần trước', '2026-11-16'],
    ['thứ 2 ngày 16/11', '2026-11-16'],
  ])('reads %j as %s', (text, iso) => {
    expect(parseDate(text, now)).toMatchObject({ type: 'date', iso });
    expect(parseDate(text.normalize('NFD'), now)).toMatchObject({ type: 'date', iso });
  });

  it.each([
    ['8h30 ngày 20/11', '2026-11-20', '08:30'],
    ['8g30 hôm qua', '2026-11-22', '08:30'],
    ['20:30 22/11/2026', '2026-11-22', '20:30'],
    ['8h tối qua', '2026-11-22', '20:00'],
    ['8h toi qua', '2026-11-22', '20:00'],
    ['tối qua lúc 8h', '2026-11-22', '20:00'],
    ['tối hôm qua, tôi gọi lúc 8 giờ 15 phút', '2026-11-22', '20:15'],
    ['hôm qua tôi đến lúc 8h', '2026-11-22', '08:00'],
    ['hom qua toi den luc 8h', '2026-11-22', '08:00'],
    ['14h kém 15 hôm nay', '2026-11-23', '13:45'],
    ['9 giờ rưỡi sáng nay', '2026-11-23', '09:30'],
    ['3h chiều thứ 6', '2026-11-20', '15:00'],
    ['12h trưa hôm qua', '2026-11-22', '12:00'],
    ['1h trưa nay', '2026-11-23', '13:00'],
    ['2h đêm qua', '2026-11-22', '02:00'],
    ['11h đêm qua', '2026-11-22', '23:00'],
    ['8h 3 tháng 11', '2026-11-03', '08:00'],
    ['8h 3/11', '2026-11-03', '08:00'],
    ['8:30 pm 3/11', '2026-11-03', '20:30'],
    ['7pm hôm qua', '2026-11-22', '19:00'],
    ['20h30p hôm qua', '2026-11-22', '20:30'],
    ['8h30sáng nay', '2026-11-23', '08:30'],
  ])('reads %j as %s at %s', (text, iso, time) => {
    expect(parseDate(text, now)).toMatchObject({ type: 'date', iso, time });
  });

  it('shows the day, and the time if one was given', () => {
    expect(parseDate('3/11', now)).toEqual({ type: 'date', iso: '2026-11-03', shown: '03/11/2026' });
    expect(parseDate('8h30 3/11', now)).toEqual({
      type: 'date',
      iso: '2026-11-03',
      shown: '03/11/2026, 08:30',
      time: '08:30',
    });
  });

  it('counts days as they are in Hải Phòng, not at Greenwich', () => {
    const justPastMidnight = Date.parse('2026-11-22T17:00:01Z');
    expect(parseDate('hôm nay', justPastMidnight)).toMatchObject({ iso: '2026-11-23' });
    expect(parseDate('hôm nay', justPastMidnight - 2000)).toMatchObject({ iso: '2026-11-22' });
  });

  it.each([
    ['31/02', 'impossible'],
    ['31/2/2026', 'impossible'],
    ['29/2/2025', 'impossible'],
    ['32/1/2026', 'impossible'],
    ['12/31/2025', 'impossible'],
    ['0/12', 'impossible'],
    ['ngày 31 tháng 4', 'impossible'],
    ['25h hôm qua', 'impossible'],
    ['8h75 hôm qua', 'impossible'],
    ['mùng 1 Tết', 'lunar'],
    ['mồng 3', 'lunar'],
    ['mung 2 tet', 'lunar'],
    ['rằm', 'lunar'],
    ['hôm rằm', 'lunar'],
    ['ram thang 7', 'lunar'],
    ['15/7 âm lịch', 'lunar'],
    ['15/7/2026 âm', 'lunar'],
    ['giao thừa', 'lunar'],
    ['tháng giêng', 'lunar'],
    ['hôm trước', 'unclear'],
    ['mấy hôm nay', 'unclear'],
    ['3 hôm nay', 'unclear'],
    ['tháng 12', 'unclear'],
    ['12/2025', 'unclear'],
    ['3/12/202', 'unclear'],
    ['năm 2025', 'unclear'],
    ['8h30', 'unclear'],
    ['từ 1/11/2026 đến 5/11/2026', 'unclear'],
    ['hôm qua hoặc hôm kia', 'unclear'],
    ['không nhớ', 'unclear'],
    ['', 'unclear'],
  ])('finds no day in %j: %s', (text, why) => {
    expect(parseDate(text, now)).toEqual({ type: 'none', why });
  });

  it('reads back every day that it shows, and never puts a day without a year in the future', () => {
    const day = fc.integer({ min: 0, max: 365 * 60 }).map((days) => new Date(Date.UTC(1980, 0, 1 + days)));
    fc.assert(
      fc.property(day, (date) => {
        const iso = date.toISOString().slice(0, 10);
        const [year, month, dayOfMonth] = iso.split('-');
        expect(parseDate(`${dayOfMonth}/${month}/${year}`, now)).toMatchObject({ iso });
        const yearless = parseDate(`${Number(dayOfMonth)}/${Number(month)}`, now);
        expect(yearless.type === 'date' && yearless.iso <= '2026-11-23').toBe(true);
      }),
    );
  });

  it('takes any text without throwing', () => {
    const odd = fc.string({ unit: fc.constantFrom(...'0123/-.: hgthứ ngày qua'.split('')) });
    fc.assert(
      fc.property(fc.oneof(odd, fc.string({ unit: 'binary' })), (text) => Boolean(parseDate(text, now).type)),
    );
  });
});
