import { randomUUID } from 'node:crypto';
import type { MessengerClient } from '../messenger/client';
import { byHand, fine, wrong, type Finding } from './finding';

const TEXT = 'Tin thử kết nối của hệ thống tiếp nhận thông tin. Anh/Chị không cần trả lời.';

/** Sends one message to somebody who tests; he has to have written to the page within 24 hours. */
export async function sendTest(
  client: Pick<MessengerClient, 'send'>,
  tester: string | undefined,
): Promise<Finding> {
  if (tester === undefined)
    return byHand('Chưa gửi tin thử.', 'No test message was sent.', {
      vi: 'Nhắn cho trang từ một tài khoản thử, rồi chạy: npm run connect -- --tester <PSID của tài khoản đó>',
      en: 'Write to the page from a test account, then run: npm run connect -- --tester <PSID of that account>',
    });
  const result = await client.send(tester, { text: TEXT }, `connect-${randomUUID()}`);
  if (result.type === 'sent')
    return fine(
      'Tin thử đã gửi: xem trong Messenger của tài khoản thử.',
      'The test message went out: look at it in Messenger.',
    );
  return wrong(
    `Tin thử chưa gửi được (mã ${result.code}): ${result.reason}`,
    `The test message was not sent (code ${result.code})${result.operator === undefined ? '.' : `: ${result.operator}.`}`,
    'Kiểm tra PSID, và nhắn cho trang từ tài khoản thử trong vòng 24 giờ trước khi chạy lại.',
    'Check the PSID, and write to the page from the test account within 24 hours before.',
  );
}
