import type { Browser } from 'playwright-core';
import { chromiumPath, isTooWide, openBrowser, openWindow, type Watched } from './browser';
import { answerAll, type Citizen, startChat } from './citizen';
import { openCase, signIn } from './officer';
import { type Program, startProgram } from './program';

const required = process.env.REQUIRE_BROWSER === '1';
const sizes = { wide: { width: 1280, height: 820 }, phone: { width: 360, height: 740 } } as const;

const said = {
  idea: 'Bảng chỉ dẫn ở cổng Sở chữ nhỏ quá, người già chúng tôi không đọc được.',
  why: 'Tôi thấy Sở đã thay bảng mới rồi.',
  refusal: 'Bảng ở cổng sau chưa thay, Sở xin giữ góp ý đến khi thay xong.',
} as const;

(chromiumPath || required ? describe : describe.skip)('a citizen asks for the case back', () => {
  let program: Program;
  let browser: Browser;
  let chat: Watched;
  let desk: Watched;
  let lan: Citizen;
  let code: string;

  beforeAll(async () => {
    if (!chromiumPath) throw new Error('REQUIRE_BROWSER=1, and there is no chromium on this machine.');
    program = await startProgram();
    browser = await openBrowser();
    chat = await openWindow(browser, { viewport: sizes.phone });
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
      await desk.shoot(`withdrawal-${name}-${size}`);
      expect(await isTooWide(desk.page)).toBe(false);
    }
    await desk.page.setViewportSize(sizes.wide);
  };
  /** As a phone shows it: a window that changes its size in between would put an open question away. */
  const lookOnPhone = async (name: string): Promise<void> => {
    await desk.page.setViewportSize(sizes.phone);
    await desk.page.getByRole('tab', { name: 'Thông tin hồ sơ' }).click();
    await desk.shoot(`withdrawal-${name}-phone`);
    expect(await isTooWide(desk.page)).toBe(false);
  };
  const asked = () => desk.page.getByText('Công dân đề nghị rút hồ sơ này');
  const askBack = async (): Promise<void> => {
    await lan.say('rut ho so');
    await lan.hears('muốn rút hồ sơ nào');
    await lan.pick(code);
    await lan.hears(`Vì sao Anh/Chị muốn rút hồ sơ ${code}`);
    await lan.say(said.why);
    await lan.hears(`chắc muốn đề nghị rút hồ sơ ${code}`);
    await chat.shoot('withdrawal-sure-phone');
    await lan.pick('Rút hồ sơ');
  };

  it('is marked in the list and stands above the case until an officer decides', async () => {
    await desk.page.goto(program.url);
    await signIn(desk.page, 'canbotruc', program.passwordOf('canbotruc'));
    await chat.page.goto(`${program.url}/chat/`);
    lan = await startChat(chat.page, 'Bùi Thị Lan');
    await answerAll(lan, [
      ['có đồng ý để Sở dùng thông tin', { pick: 'Đồng ý' }],
      ['cần hỗ trợ việc gì', { pick: 'Góp ý' }],
      ['nhận xét hoặc góp ý điều gì', { say: said.idea }],
      ['có ảnh hoặc tài liệu kèm theo', { pick: 'Bỏ qua' }],
      ['có muốn Sở trả lời', { pick: 'Không' }],
      ['kiểm tra lại', { pick: 'Gửi hồ sơ' }],
    ]);
    code = /[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{3}/.exec(await lan.hears(/Mã hồ sơ: /))?.[0] ?? '';
    await askBack();
    const row = desk.page.getByRole('link', { name: code });
    await row.filter({ hasText: 'Đề nghị rút' }).waitFor();
    await look('list');
    await openCase(desk.page, code);
    await asked().waitFor();
    await desk.page.getByText(said.why).first().waitFor();
    await look('asked');
  });

  it('tells the citizen why it is not given back yet, in the words of the officer', async () => {
    const { page } = desk;
    await lookOnPhone('details');
    await page.getByRole('button', { name: 'Chưa cho rút' }).click();
    const dialog = page.getByRole('dialog', { name: `Chưa cho rút hồ sơ ${code}` });
    await dialog.getByLabel('Lý do').fill(said.refusal);
    await desk.shoot('withdrawal-refuse-phone');
    expect(await isTooWide(page)).toBe(false);
    await dialog.getByRole('button', { name: 'Gửi công dân' }).click();
    await asked().waitFor({ state: 'detached' });
    expect(await lan.hears(said.refusal)).toContain(`${code} chưa được rút`);
    await look('refused');
  });

  it('closes the case once an officer agrees, and the citizen is told', async () => {
    const { page } = desk;
    await askBack();
    await asked().waitFor();
    await page.getByRole('button', { name: 'Xác nhận rút' }).click();
    const sure = page.getByRole('tooltip').filter({ hasText: 'Hồ sơ được đóng và công dân được báo ngay.' });
    await sure.waitFor();
    await desk.shoot('withdrawal-confirm-wide');
    await sure.getByRole('button', { name: 'Xác nhận rút' }).click();
    await lan.hears(`Cán bộ đã xác nhận Anh/Chị rút hồ sơ ${code}`);
    await asked().waitFor({ state: 'detached' });
    await look('withdrawn');
    await chat.shoot('withdrawal-told-phone');
  });

  it('leaves no complaint in any window', () => {
    expect([chat, desk].flatMap(({ complaints }) => complaints)).toEqual([]);
  });
});
