import type { Browser } from 'playwright-core';
import { chromiumPath, openBrowser, openWindow } from './browser';
import { answerAll, startChat } from './citizen';
import { conversation, signIn } from './officer';
import { mastPicture } from './picture';
import { type Program, startProgram } from './program';

/** A citizen sends a photo of an identity paper all the same; the officer puts it away, and has it deleted. */
const required = process.env.REQUIRE_BROWSER === '1';
(chromiumPath || required ? describe : describe.skip)('an identity paper among the photos', () => {
  let program: Program;
  let browser: Browser;
  beforeAll(async () => {
    program = await startProgram();
    browser = await openBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    await program?.stop();
  });

  it('is put away, taken back, and deleted by the duty officer', async () => {
    const chat = await openWindow(browser);
    await chat.page.goto(`${program.url}/chat/`);
    const citizen = await startChat(chat.page, 'Nguyễn Văn An');
    await answerAll(citizen, [
      ['có đồng ý để Sở dùng thông tin', { pick: 'Đồng ý' }],
      ['cần hỗ trợ việc gì', { pick: 'Gửi phản ánh' }],
      ['muốn phản ánh sự việc gì', { say: 'Trạm phát sóng cạnh nhà kêu rất to từ 22 giờ đêm đến sáng.' }],
      ['xảy ra ở đâu', { say: 'Tổ 5, phường Gia Viên' }],
      ['xảy ra khi nào', { say: 'Từ đầu tháng 11 đến nay' }],
    ]);
    await citizen.hears('có ảnh, video hoặc tài liệu');
    await citizen.sendPhoto('can-cuoc.png', mastPicture());
    await citizen.hears('Đã nhận');
    await citizen.pick('Đã đủ');
    await answerAll(citizen, [
      ['cho biết họ và tên', { say: 'Nguyễn Văn An' }],
      ['theo số điện thoại nào', { say: '0912 345 678' }],
      ['gửi đến địa chỉ nào', { pick: 'Bỏ qua' }],
      ['kiểm tra lại', { pick: 'Gửi hồ sơ' }],
    ]);
    await citizen.hears(/Mã hồ sơ: /);

    const { page, shoot } = await openWindow(browser);
    await page.goto(program.url);
    await page.getByLabel('Tên đăng nhập').waitFor();
    await signIn(page, 'canbotruc', program.passwordOf('canbotruc'));
    await page.getByRole('link', { name: 'Trạm phát sóng' }).first().click();
    const details = page.getByRole('region', { name: 'Thông tin hồ sơ' });
    await details.locator('img').first().waitFor();
    expect(await details.locator('img').first().getAttribute('src')).toMatch(/[?]preview=1$/);
    await shoot('31-photo-with-deeds');

    await details.getByRole('button', { name: 'Là giấy tờ tùy thân' }).click();
    await page.getByRole('button', { name: 'Đánh dấu', exact: true }).click();
    await details.getByText('Giấy tờ tùy thân, không hiển thị.').waitFor();
    await conversation(page).getByText('Giấy tờ tùy thân, không hiển thị.').waitFor();
    expect(await conversation(page).locator('img').count()).toBe(0);
    await shoot('32-paper-put-away');

    await details.getByRole('button', { name: 'Bỏ đánh dấu' }).click();
    await details.locator('img').first().waitFor();
    await details.getByRole('button', { name: 'Là giấy tờ tùy thân' }).click();
    await page.getByRole('button', { name: 'Đánh dấu', exact: true }).click();
    await details.getByRole('button', { name: 'Xóa ảnh' }).click();
    await page.getByRole('tooltip').getByRole('button', { name: 'Xóa ảnh' }).click();
    await details.getByText('Xóa một ảnh giấy tờ tùy thân').waitFor();
    await page.reload();
    await details.getByText('đã được cán bộ xóa').waitFor();
    expect(await page.locator('.one-case img').count()).toBe(0);
    await shoot('33-paper-deleted');
  });
});
