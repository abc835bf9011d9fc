import type { Browser } from 'playwright-core';
import { chromiumPath, isTooWide, openBrowser, openWindow, type Watched } from './browser';
import { type Citizen, startChat } from './citizen';
import { signIn } from './officer';
import { type Program, startProgram } from './program';

const required = process.env.REQUIRE_BROWSER === '1';
const sizes = { wide: { width: 1280, height: 820 }, phone: { width: 360, height: 740 } } as const;

(chromiumPath || required ? describe : describe.skip)('while Meta takes nothing from the page', () => {
  let program: Program;
  let browser: Browser;
  let chat: Watched;
  let desk: Watched;
  let admin: Watched;
  let mai: Citizen;

  beforeAll(async () => {
    if (!chromiumPath) throw new Error('REQUIRE_BROWSER=1, and there is no chromium on this machine.');
    program = await startProgram();
    browser = await openBrowser();
    [chat, desk, admin] = [await openWindow(browser), await openWindow(browser), await openWindow(browser)];
  });
  afterAll(async () => {
    await browser?.close();
    await program?.stop();
  });

  const banner = ({ page }: Watched) => page.getByText('Chỉ nhận được tin, chưa gửi được');
  const tokenEnded = () => chat.page.getByRole('switch', { name: /Token hết hạn/ });
  /** At every size, and nothing that has to be scrolled sideways. */
  const look = async (watched: Watched, name: string): Promise<void> => {
    for (const [size, viewport] of Object.entries(sizes)) {
      await watched.page.setViewportSize(viewport);
      await watched.shoot(`receive-only-${name}-${size}`);
      expect(await isTooWide(watched.page)).toBe(false);
    }
    await watched.page.setViewportSize(sizes.wide);
  };

  it('every officer is told so, and the admin how to mend it', async () => {
    await desk.page.goto(program.url);
    await signIn(desk.page, 'canbotruc', program.passwordOf('canbotruc'));
    await admin.page.goto(program.url);
    await signIn(admin.page, 'quantri', program.passwordOf('quantri'));
    await chat.page.goto(`${program.url}/chat/`);
    mai = await startChat(chat.page, 'Đỗ Thị Mai');
    await mai.hears('có đồng ý để Sở dùng thông tin');
    await chat.page.getByRole('button', { name: 'Thử nghiệm', exact: true }).click();
    await tokenEnded().check();
    await mai.pick('Đồng ý');
    await banner(desk).waitFor();
    await look(desk, 'list');
    await banner(admin).waitFor();
    await admin.page.getByRole('link', { name: 'Xem cách khắc phục' }).click();
    await admin.page.getByRole('heading', { name: 'Kết nối' }).first().waitFor();
    await look(admin, 'connection');
    expect((await mai.heard()).join()).not.toContain('cần hỗ trợ việc gì');
  });

  it('what waited goes out by itself once the page may send again, and the banner goes', async () => {
    await tokenEnded().uncheck();
    await mai.hears('cần hỗ trợ việc gì');
    for (const watched of [desk, admin]) await banner(watched).waitFor({ state: 'detached' });
    const heard = await mai.heard();
    expect(heard.filter((text, at) => heard.indexOf(text) !== at)).toEqual([]);
    await look(admin, 'mended');
  });

  it('leaves no complaint in any window', () => {
    expect([chat, desk, admin].flatMap(({ complaints }) => complaints)).toEqual([]);
  });
});
