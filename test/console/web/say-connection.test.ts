import type { ConnectionView } from '../../../src/console/contract';
import { sayHeard, saySending, sayToken } from '../../../src/console/web/connection/say-connection';

const at = Date.parse('2026-11-30T15:00:00+07:00');
const view: ConnectionView = { at, silenceLimitMs: 5_400_000, isSilent: false };

test('says what is stopped, why, and what to do', () => {
  expect(saySending(view).state).toBe('success');
  const stop = { since: at, reason: 'Mã đã chết. Xin báo quản trị.', code: '190/463', mend: 'Tạo mã mới.' };
  expect(saySending({ ...view, stop })).toEqual({
    title: 'Gửi tin: đang chỉ nhận, chưa gửi được',
    text: 'Từ 30/11/2026 15:00. Mã đã chết. Mã lỗi 190/463. Cách khắc phục: Tạo mã mới. Nếu đổi giá trị trong cấu hình, hãy khởi động lại rồi chạy: npm run connect. Tin đang chờ sẽ tự gửi đi.',
    state: 'error',
  });
});

test('says that sending is slower or waits because the allowance is used up', () => {
  expect(saySending({ ...view, braked: { percent: 91.6 } })).toEqual({
    title: 'Gửi tin: đang gửi chậm lại',
    text: 'Đã dùng 92 % hạn mức gửi của Facebook. Hệ thống gửi chậm lại để không vượt hạn mức và sẽ tự trở lại bình thường; không tin nào bị mất.',
    state: 'warning',
  });
  expect(saySending({ ...view, braked: { percent: 100, stopUntil: at } })).toMatchObject({
    title: 'Gửi tin: đang tạm dừng',
    text: expect.stringContaining('tạm dừng gửi đến 30/11/2026 15:00') as string,
  });
});

test('says when the last thing came, and when that is too long ago', () => {
  expect(sayHeard(view).text).toBe('Chưa nhận được gì từ Facebook.');
  expect(sayHeard({ ...view, heardAt: at })).toMatchObject({
    state: 'success',
    text: 'Lần cuối Facebook gửi gì đến: 30/11/2026 15:00. Im lặng quá 1,5 giờ làm việc sẽ báo động.',
  });
  expect(sayHeard({ ...view, heardAt: at, isSilent: true }).state).toBe('warning');
});

test('says how long the token lasts, and warns before it ends', () => {
  expect(sayToken(view).text).toBe('Chưa hỏi Facebook.');
  expect(sayToken({ ...view, check: { at, findings: [] } }).text).toBe('Không có ngày hết hạn.');
  expect(sayToken({ ...view, token: { daysLeft: 40, endsSoon: false } })).toMatchObject({
    text: 'Còn 40 ngày.',
    state: 'success',
  });
  expect(sayToken({ ...view, token: { daysLeft: 9, endsSoon: true } })).toMatchObject({
    text: expect.stringContaining('PAGE_ACCESS_TOKEN') as string,
    state: 'warning',
  });
});

test('a token that Facebook refuses is not called good by a check from before', () => {
  const check = { at: at - 60_000, findings: [] };
  const stop = { since: at, reason: 'Mã đã chết.', code: '190/463', mend: 'Tạo mã mới.' };
  expect(sayToken({ ...view, check, stop }).state).toBe('error');
  expect(sayToken({ ...view, check, stop: { ...stop, code: '10/0' } }).state).toBe('success');
});
