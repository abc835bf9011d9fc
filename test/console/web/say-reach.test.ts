import type { ReachView } from '../../../src/console/contract';
import { sayOnFacebook, sayReach } from '../../../src/console/web/one-case/say-reach';

const at = (local: string): number => Date.parse(`${local}:00+07:00`);
const heard = at('2026-11-23T14:05');
const DAY = 24 * 3_600_000;

const reach = (more: Partial<ReachView> = {}): ReachView => ({
  at: heard,
  answerUntil: heard + DAY,
  isAnnounced: false,
  phones: [],
  addresses: [],
  sms: '',
  ...more,
});

test.each([
  ['2026-11-23T15:05', 'answer', 'info', 'đến 24/11/2026 14:05 (còn 23 giờ)'],
  ['2026-11-24T09:05', 'answer', 'info', 'đến 14:05 hôm nay (còn 5 giờ)'],
  ['2026-11-24T13:35', 'answer', 'warning', 'đến 14:05 hôm nay (còn 30 phút)'],
  ['2026-11-24T14:05', 'answer', 'warning', 'còn 1 phút'],
  ['2026-11-24T14:06', 'shut', 'warning', 'không nhận tin'],
])('at %s an answer is %s (%s): “%s”', (now, door, level, text) => {
  const said = sayReach(reach(), at(now), true);
  expect(said).toMatchObject({ door, level });
  expect(said.text).toContain(text);
});

test("a person's own words have until the seventh day, where Meta allows them", () => {
  const allowed = reach({ personUntil: heard + 7 * DAY });
  expect(sayReach(allowed, at('2026-11-25T08:00'), true)).toMatchObject({ door: 'person' });
  expect(sayReach(allowed, at('2026-11-25T08:00'), true).text).toContain('30/11/2026 14:05');
  expect(sayReach(allowed, at('2026-11-30T14:06'), true).door).toBe('shut');
});

test('what becomes of words that Messenger does not take is said to whoever may write them', () => {
  const late = at('2026-12-30T08:00');
  expect(sayReach(reach(), late, true).more).toBe(
    'Tin viết ở đây được giữ lại và tự gửi khi công dân nhắn tin trở lại.',
  );
  expect(sayReach(reach({ isAnnounced: true }), late, true).more).toContain('được báo là hồ sơ có cập nhật');
  expect(sayReach(reach(), late, false).more).toBeUndefined();
});

test('a citizen of whom nothing is known cannot be answered here', () => {
  expect(sayReach({ ...reach(), answerUntil: undefined }, heard, true).door).toBe('shut');
});

test("the later of the two clocks counts: the page's, or the server's when the case was loaded", () => {
  expect(sayReach(reach({ at: heard + 2 * DAY }), heard, true).door).toBe('shut');
});

test('a person on Facebook is shown until the silence is over', () => {
  const paused = reach({ onFacebook: { since: heard, until: heard + DAY / 2 } });
  expect(sayOnFacebook(paused, heard + 60_000)).toContain(
    'từ 14:05 hôm nay. Trợ lý tự động im lặng đến 24/11/2026 02:05',
  );
  expect(sayOnFacebook(paused, heard + DAY / 2 + 1)).toBeUndefined();
  expect(sayOnFacebook(reach(), heard)).toBeUndefined();
});
