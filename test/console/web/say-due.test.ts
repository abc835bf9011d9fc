import { sayDue, sayNoticeDay } from '../../../src/console/web/wording/say-due';

const at = (local: string): number => Date.parse(`${local}:00+07:00`);
const due = (local: string) => ({ at: at(local), certain: true });
const owed = { firstReplyDue: due('2026-11-27T09:30'), noticeDue: due('2026-12-11T00:00') };

test.each([
  ['2026-11-26T10:00', 'Hạn trả lời 27/11/2026 09:30', 'later'],
  ['2026-11-27T08:00', 'Hạn trả lời hôm nay 09:30', 'today'],
  ['2026-11-27T09:30', 'Quá hạn trả lời lần đầu', 'late'],
  ['2026-12-11T00:00', 'Quá hạn báo kết quả', 'late'],
])('at %s a row says “%s”', (now, text, urgency) => {
  expect(sayDue(owed, at(now))).toEqual({ text, urgency });
});

test('a row says nothing where nothing is owed', () => {
  expect(sayDue({}, at('2026-11-26T10:00'))).toBeUndefined();
});

test('the last day is named, not the moment after it; one that may move says so', () => {
  expect(sayNoticeDay(due('2026-12-11T00:00'))).toBe('Chậm nhất ngày 10/12/2026');
  expect(sayNoticeDay({ at: at('2026-12-11T00:00'), certain: false })).toBe(
    'Chậm nhất ngày 10/12/2026 (chưa tính ngày nghỉ chưa công bố)',
  );
});
