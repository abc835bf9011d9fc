import type { Browser } from 'playwright-core';
import { chromiumPath, isTooWide, openBrowser, openWindow, type Watched } from './browser';
import { startChat } from './citizen';
import { signIn } from './officer';
import { type Program, startProgram } from './program';

const required = process.env.REQUIRE_BROWSER === '1';
const greeting = 'Kính chào Anh/Chị, đây là lời chào vừa sửa.';

(chromiumPath || required ? describe : describe.skip)('an admin changes what the bot says', () => {
  let program: Program;
  let browser: Browser;
  let desk: Watched;
  let chat: Watched;

  beforeAll(async () => {
    if (!chromiumPath) throw new Error('REQUIRE_BROWSER=1, and there is no chromium on this machine.');
    program = await startProgram();
    browser = await openBrowser();
    desk = await openWindow(browser);
    chat = await openWindow(browser);
  });
  afterAll(async () => {
    await browser?.close();
    await program?.stop();
  });

  const editor = () => desk.page.getByRole('textbox', { name: /^Nội dung kịch bản/ });
  /** As if it were pasted over everything. */
  async function write(text: string): Promise<void> {
    await editor().click();
    await desk.page.keyboard.press('ControlOrMeta+a');
    await desk.page.keyboard.insertText(text);
  }

  it('opens the list and a flow', async () => {
    await desk.page.goto(`${program.url}/console/`);
    await signIn(desk.page, 'quantri', program.passwordOf('quantri'));
    expect(desk.addresses.filter((address) => /OneFlow/.test(address))).toEqual([]);
    await desk.page.getByRole('link', { name: 'Kịch bản' }).click();
    await desk.page.getByRole('link', { name: 'Câu chung của hệ thống' }).waitFor();
    await desk.shoot('flows-1-list');
    await desk.page.getByRole('link', { name: 'Dữ liệu của Sở' }).waitFor();
    await desk.page.goto(`${program.url}/console/#/kich-ban/dia-chi`);
    await editor().waitFor();
    await desk.page.getByText('Không có chỗ nào sai.').waitFor();
    await desk.shoot('flows-2-editor');
  });

  it('is told what is wrong, at its line, and cannot publish it', async () => {
    await write('id: dia-chi\nversion: 1\ntitle: Địa chỉ\nstart: mot\nsteps:\n  - id: mot\n    type: saay\n');
    await desk.page.getByText('chỗ cần sửa trước khi công bố').waitFor();
    await desk.page.getByText('không có type nào là “saay”').first().waitFor();
    expect(await desk.page.getByRole('button', { name: 'Công bố…' }).isDisabled()).toBe(true);
    await desk.shoot('flows-3-wrong');
  });

  it('tries the draft out, sees the difference, and publishes it', async () => {
    await write(
      `id: dia-chi\nversion: 1\ntitle: Địa chỉ\nstart: mot\ncommands: [địa chỉ]\nsteps:\n  # Sửa tháng 11.\n  - id: mot\n    type: say\n    text: ${greeting}\n`,
    );
    await desk.page.getByText('Không có chỗ nào sai.').waitFor();
    await desk.page.getByRole('tab', { name: 'Chạy thử' }).click();
    await desk.page.getByRole('log', { name: 'Cuộc trò chuyện thử' }).getByText(greeting).waitFor();
    await desk.shoot('flows-4-try');
    await desk.page.getByRole('tab', { name: 'Khác bản đang dùng' }).click();
    await desk.page.getByText('Đang dùng (bản 1)').waitFor();
    await desk.shoot('flows-5-difference');
    await desk.page.getByRole('button', { name: 'Công bố…' }).click();
    const dialog = desk.page.getByRole('dialog');
    await dialog.getByText('không có cuộc trò chuyện nào đang dở').waitFor();
    await desk.shoot('flows-6-publish');
    await dialog.getByRole('button', { name: 'Công bố' }).click();
    await dialog.waitFor({ state: 'hidden' });
    await desk.page.getByRole('heading', { name: /bản 2/ }).waitFor();
  });

  it('is heard by citizens within seconds, without a restart', async () => {
    await chat.page.goto(`${program.url}/chat/`);
    const citizen = await startChat(chat.page, 'Nguyễn Văn An');
    await citizen.hears('có đồng ý để Sở dùng thông tin');
    await citizen.say('địa chỉ');
    await citizen.hears(greeting);
    await chat.shoot('flows-7-chat');
  });

  it('brings an earlier version back as a new one', async () => {
    await desk.page.getByRole('tab', { name: 'Các bản cũ' }).click();
    await desk.page.getByRole('button', { name: 'Khôi phục bản này…' }).click();
    const dialog = desk.page.getByRole('dialog');
    await dialog.getByRole('radio', { name: /Bắt đầu lại/ }).check();
    await desk.shoot('flows-8-restore');
    await dialog.getByRole('button', { name: 'Công bố' }).click();
    await desk.page.getByRole('heading', { name: /bản 3/ }).waitFor();
    await desk.page.getByRole('link', { name: 'Về danh sách kịch bản' }).click();
    await desk.page.getByText('khôi phục từ bản 1').waitFor();
    await desk.shoot('flows-9-history');
  });

  it('fits a phone 360 pixels wide', async () => {
    await desk.page.setViewportSize({ width: 360, height: 740 });
    expect(await isTooWide(desk.page)).toBe(false);
    await desk.shoot('flows-10-phone-list');
    await desk.page.goto(`${program.url}/console/#/kich-ban/dia-chi`);
    await editor().waitFor();
    expect(await isTooWide(desk.page)).toBe(false);
    await desk.shoot('flows-11-phone-editor');
    await desk.page.getByRole('tab', { name: 'Chạy thử' }).click();
    await desk.page.getByRole('log', { name: 'Cuộc trò chuyện thử' }).waitFor();
    expect(await isTooWide(desk.page)).toBe(false);
    await desk.shoot('flows-12-phone-try');
  });

  it('leaves no complaint in any window', () => {
    expect([desk, chat].flatMap(({ complaints }) => complaints)).toEqual([]);
  });
});
