import { formatTitle } from '../../../src/console/web/frame/format-title';
import { formatSize } from '../../../src/console/web/wording/format-size';
import { formatAgo, formatDateTime, formatDay } from '../../../src/console/web/wording/format-time';
import { formatWait } from '../../../src/console/web/wording/format-wait';
import { sayCitizen } from '../../../src/console/web/wording/say-citizen';

const now = Date.parse('2026-03-02T18:30:00Z');
const minute = 60_000;

describe('times', () => {
  it('are told in Vietnam, day first, whatever the zone of the machine', () => {
    expect(formatDateTime(now)).toBe('03/03/2026 01:30');
    expect(formatDateTime(Date.parse('2026-12-31T17:00:00Z'))).toBe('01/01/2027 00:00');
  });

  it.each([
    [-5 * minute, 'vừa xong'],
    [59_999, 'vừa xong'],
    [minute, '1 phút trước'],
    [59 * minute, '59 phút trước'],
    [60 * minute, '1 giờ trước'],
    [47 * 60 * minute, '1 ngày trước'],
    [6 * 24 * 60 * minute, '6 ngày trước'],
    [7 * 24 * 60 * minute, '24/02/2026'],
  ])('passed by %i ms read "%s"', (passed, words) => {
    expect(formatAgo(now - passed, now)).toBe(words);
  });

  it('head a day by the Vietnamese calendar', () => {
    expect(formatDay(now - 90 * minute, now)).toBe('Hôm nay');
    expect(formatDay(now - 91 * minute, now)).toBe('Hôm qua');
    expect(formatDay(Date.parse('2026-03-01T16:59:00Z'), now)).toBe('01/03/2026');
  });
});

describe('other figures', () => {
  it.each([
    [0.2, '1 giây'],
    [59, '59 giây'],
    [60, '1 phút'],
    [75, '1 phút 15 giây'],
    [3600, '1 giờ'],
    [3601, '1 giờ 1 phút'],
  ])('a wait of %d seconds reads "%s"', (seconds, words) => expect(formatWait(seconds)).toBe(words));

  it.each([
    [512, '512 B'],
    [1024, '1 KB'],
    [1_234_567, '1,2 MB'],
    [25 * 1024 * 1024, '25 MB'],
  ])('%d bytes read "%s"', (bytes, words) => expect(formatSize(bytes)).toBe(words));

  it('a title counts the cases that nobody has taken up', () => {
    expect(formatTitle(3, 'Hồ sơ')).toBe('(3) Hồ sơ – Tiếp Nhận');
    expect(formatTitle(0, undefined)).toBe('Tiếp Nhận');
  });
});

describe('who sent a case', () => {
  it('is the name, where one is given and may be read', () => {
    expect(sayCitizen({ kind: 'phan-anh', citizen: 'Nguyễn Văn An' })).toBe('Nguyễn Văn An');
    expect(sayCitizen({ kind: 'phan-anh' })).toBe('Công dân chưa nêu tên');
  });

  it('is kept for a tố cáo: "gave no name" would be wrong where one was given', () => {
    expect(sayCitizen({ kind: 'to-cao' })).toBe('Danh tính được giữ kín');
  });
});
