import type { Browser, Page } from 'playwright-core';
import { chromiumPath, isTooWide, openBrowser, openWindow, type Watched } from './browser';
import { signIn } from './officer';
import { type Program, startProgram } from './program';

const required = process.env.REQUIRE_BROWSER === '1';
const sizes = { wide: { width: 1280, height: 820 }, phone: { width: 360, height: 740 } } as const;

const banner = (page: Page) => page.getByText('Tin nhắn của người dân vẫn được giữ lại an toàn');

/** From now on the database is away, as far as this page can tell. @returns how it comes back */
async function takeStoreAway(page: Page, asked: RegExp): Promise<() => Promise<void>> {
  const message = 'Chưa thực hiện được vì cơ sở dữ liệu đang gián đoạn. Xin Anh/Chị thử lại sau ít giây.';
  let away = true;
  await page.route(asked, (route) =>
    away
      ? route.fulfill({ status: 503, json: { code: 'store-away', message }, headers: { 'retry-after': '5' } })
      : route.continue(),
  );
  await page.route('**/api/status', (route) =>
    route.fulfill({ json: { intake: away ? 'spooling' : 'normal' } }),
  );
  return async () => {
    away = false;
  };
}

(chromiumPath || required ? describe : describe.skip)('while the database is away', () => {
  let program: Program;
  let browser: Browser;
  let desk: Watched;

  beforeAll(async () => {
    if (!chromiumPath) throw new Error('REQUIRE_BROWSER=1, and there is no chromium on this machine.');
    program = await startProgram();
    browser = await openBrowser();
    desk = await openWindow(browser, { viewport: sizes.wide });
  });
  afterAll(async () => {
    await browser?.close();
    await program?.stop();
  });

  /** At every size, and nothing that has to be scrolled sideways. */
  const look = async (name: string): Promise<void> => {
    for (const [size, viewport] of Object.entries(sizes)) {
      await desk.page.setViewportSize(viewport);
      await banner(desk.page).waitFor();
      await desk.shoot(`store-away-${name}-${size}`);
      expect(await isTooWide(desk.page)).toBe(false);
    }
    await desk.page.setViewportSize(sizes.wide);
  };

  it('who wants to sign in is told so, and the notice goes away by itself', async () => {
    const { page } = desk;
    const comeBack = await takeStoreAway(page, /\/api\/(me|sign-in)$/);
    await page.goto(program.url);
    await page.getByRole('button', { name: 'Thử lại' }).waitFor();
    await look('unknown');
    await comeBack();
    // Nobody clicks anything.
    await page.getByLabel('Tên đăng nhập').waitFor();
    await banner(page).waitFor({ state: 'detached' });

    const comeBackAgain = await takeStoreAway(page, /\/api\/sign-in$/);
    await page.getByLabel('Tên đăng nhập').fill('canbotruc');
    await page.getByLabel('Mật khẩu', { exact: true }).fill('một mật khẩu nào đó');
    await page.getByRole('button', { name: 'Đăng nhập' }).click();
    await page.getByText('Có thể thử lại sau').waitFor();
    await look('sign-in');
    await comeBackAgain();
    await banner(page).waitFor({ state: 'detached' });
  });

  it('an officer at work is told so at once, and sees the list again by itself', async () => {
    const { page } = desk;
    await page.unrouteAll();
    await page.goto(program.url);
    await signIn(page, 'canbotruc', program.passwordOf('canbotruc'));
    await page.getByText('Chưa có hồ sơ nào').waitFor();
    const comeBack = await takeStoreAway(page, /\/api\/(cases|me|live)/);
    await page.getByText(/^Đóng/).first().click();
    await look('list');
    expect(await page.getByText('Mất kết nối').count()).toBe(0);
    await comeBack();
    await banner(page).waitFor({ state: 'detached' });
    await page.getByText('gián đoạn').waitFor({ state: 'detached' });
    expect(await page.getByRole('heading', { name: 'Hồ sơ', exact: true }).count()).toBe(1);
  });
});
