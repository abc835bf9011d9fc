import type { Browser } from 'playwright-core';
import { chromiumPath, isTooWide, openBrowser, openWindow, type Watched } from './browser';
import { answerAll, type Citizen, citizenIn, startChat } from './citizen';
import { conversation, openCase, reply, signIn, signInAgain } from './officer';
import { mastPicture } from './picture';
import { type Program, startProgram } from './program';
import { drawForReadme } from './readme-picture';

const required = process.env.REQUIRE_BROWSER === '1';
if (!chromiumPath && !required)
  console.warn(
    'Skipped: no chromium on this machine. Install it (apt-get install chromium) to run the story.',
  );

/** What citizens say of themselves or of others; none of it may stand in an address or in the log. */
const said = {
  noise: 'Trạm phát sóng cạnh nhà số 12 kêu rất to từ 22 giờ đêm đến sáng, cả tổ dân phố không ngủ được.',
  thanks: 'Cảm ơn cán bộ. Tối qua vẫn còn kêu từ 23 giờ, tôi có ghi âm lại.',
  bribe: 'Ông Trần Văn Khuất nhận phong bì để bỏ qua bước kiểm định cân tại chợ Hàng Mới.',
  accused: 'Ông Trần Văn Khuất, tổ kiểm định',
  idea: 'Trang tra cứu kết quả nhiệm vụ khoa học nên có bản xem được trên điện thoại.',
} as const;
const names = { an: 'Nguyễn Văn An', secret: 'Phạm Thị Kín', binh: 'Lê Thị Bình' } as const;
const phones = ['0912 345 678', '0987 654 321'] as const;

const receiptCode = /[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{3}/;
const codeIn = (receipt: string): string => receiptCode.exec(receipt)?.[0] ?? '';

(chromiumPath || required ? describe : describe.skip)('one day at the department', () => {
  let program: Program;
  let browser: Browser;
  let chat: Watched;
  let desk: Watched;
  let vault: Watched;
  const windows: Watched[] = [];
  let an: Citizen;
  let anCode: string;
  let binhCode: string;

  const open = async (options = {}): Promise<Watched> => {
    const opened = await openWindow(browser, options);
    windows.push(opened);
    return opened;
  };

  beforeAll(async () => {
    if (!chromiumPath) throw new Error('REQUIRE_BROWSER=1, and there is no chromium on this machine.');
    program = await startProgram();
    browser = await openBrowser();
    chat = await open();
    desk = await open();
    vault = await open();
  });
  afterAll(async () => {
    await browser?.close();
    await program?.stop();
  });

  it('lets the duty officer in with the printed password, once a new one is chosen', async () => {
    await desk.page.goto(program.url);
    await desk.page.getByLabel('Tên đăng nhập').waitFor();
    await desk.shoot('01-sign-in');
    await signIn(desk.page, 'canbotruc', program.passwordOf('canbotruc'));
    await desk.page.getByText('Chưa có hồ sơ nào').waitFor();
    await desk.shoot('02-empty-list');
    // Gone with a reload.
    await desk.page.evaluate(() => Object.assign(window, { sinceTheMorning: true }));
  });

  it('takes a whole phản ánh with a photo from a citizen, who gets a receipt', async () => {
    await chat.page.goto(`${program.url}/chat/`);
    an = await startChat(chat.page, names.an);
    await an.hears('có đồng ý để Sở dùng thông tin');
    await chat.shoot('03-consent');
    await an.pick('Đồng ý');
    await an.hears('cần hỗ trợ việc gì');
    await chat.shoot('04-menu');
    await an.pick('Gửi phản ánh');
    await answerAll(an, [
      ['muốn phản ánh sự việc gì', { say: said.noise }],
      ['xảy ra ở đâu', { say: 'Tổ 5, phường Gia Viên' }],
      ['xảy ra khi nào', { say: 'Từ đầu tháng 11 đến nay' }],
    ]);
    await an.hears('có ảnh, video hoặc tài liệu');
    await an.sendPhoto('tram.png', mastPicture());
    await an.hears('Đã nhận');
    await chat.shoot('05-photo');
    await an.pick('Đã đủ');
    await answerAll(an, [
      ['cho biết họ và tên', { say: names.an }],
      ['theo số điện thoại nào', { say: phones[0] }],
      ['gửi đến địa chỉ nào', { pick: 'Bỏ qua' }],
    ]);
    const review = await an.hears('kiểm tra lại');
    for (const words of [said.noise, 'phường Gia Viên', names.an, phones[0]]) expect(review).toContain(words);
    await chat.shoot('06-review');
    await an.pick('Gửi hồ sơ');
    anCode = codeIn(await an.hears(/Mã hồ sơ: /));
    expect(anCode).toMatch(receiptCode);
    await an.hears('Cán bộ sẽ xem');
    await chat.shoot('07-receipt');
    await drawForReadme(chat.page, 'chat');
  });

  it('shows the case in the list that was open all the time, without a reload', async () => {
    const row = desk.page.getByRole('link', { name: anCode }).filter({ hasText: said.noise });
    await row.waitFor();
    await desk.shoot('08-list-live');
    expect(await desk.page.evaluate(() => 'sinceTheMorning' in window)).toBe(true);
  });

  it('shows the officer the conversation with the photo drawn', async () => {
    await openCase(desk.page, anCode);
    await conversation(desk.page).getByText(said.noise).first().waitFor();
    const drawn = conversation(desk.page).locator('img').first();
    await drawn.scrollIntoViewIfNeeded();
    await desk.page.waitForFunction(
      (image) => image instanceof HTMLImageElement && image.complete && image.naturalWidth > 0,
      await drawn.elementHandle(),
    );
    await desk.shoot('09-photo-drawn');
  });

  it('carries the answer of the officer who has claimed the case to the citizen', async () => {
    await desk.page.getByRole('button', { name: 'Nhận xử lý' }).click();
    await desk.page.getByRole('button', { name: 'Nhận xử lý' }).waitFor({ state: 'detached' });
    const answer =
      'Chào anh An. Sở đã cử người đo tiếng ồn của trạm trong tối nay và sẽ báo kết quả tại đây.';
    await reply(desk.page, answer);
    await an.hears('Cán bộ của Sở đã nhận cuộc trò chuyện');
    await an.hears(answer);
    await chat.shoot('10-answer-read');
  });

  it('shows the officer what the citizen writes back, live', async () => {
    await an.say(said.thanks);
    await conversation(desk.page).getByText(said.thanks).waitFor();
    await desk.shoot('11-case-live');
    await drawForReadme(desk.page, 'console');
    expect(await desk.page.evaluate(() => 'sinceTheMorning' in window)).toBe(true);
  });

  it('lets the bot speak again after the officer hands back, and say that it is automatic', async () => {
    await desk.page.getByRole('button', { name: 'Trả lại cho trợ lý tự động' }).click();
    const sure = desk.page.getByRole('button', { name: 'Trả lại', exact: true });
    await sure.waitFor();
    await desk.shoot('12-hand-back');
    await sure.click();
    expect(await an.hears('tạm dừng ở đây')).toContain('Hệ thống trả lời tự động tiếp tục');
  });

  it('tells the citizen by the code how the case stands', async () => {
    await an.say('tra cuu');
    await an.hears('nhập mã hồ sơ');
    await an.say(anCode.toLowerCase());
    expect(await an.hears('Tình trạng:')).toContain(anCode);
    await chat.shoot('13-look-up');
  });

  it('tells the citizen when the officer closes the case', async () => {
    await desk.page.getByRole('button', { name: 'Đóng hồ sơ' }).click();
    const dialog = desk.page.getByRole('dialog');
    await dialog.getByLabel('Lý do đóng hồ sơ').fill('Đã đo và yêu cầu nhà mạng khắc phục.');
    await desk.shoot('14-close');
    await dialog.getByRole('button', { name: 'Đóng hồ sơ' }).click();
    await an.hears(`Hồ sơ ${anCode} đã kết thúc xử lý`);
    await desk.page.getByText('Hồ sơ đã đóng.').waitFor();
    await desk.shoot('15-closed');
  });

  it('shows a tố cáo to the duty officer as a code alone, and to its own officer without who sent it', async () => {
    await desk.page.getByRole('link', { name: 'Về danh sách hồ sơ' }).click();
    const kin = await startChat(chat.page, names.secret);
    await answerAll(kin, [
      ['có đồng ý để Sở dùng thông tin', { pick: 'Đồng ý' }],
      ['cần hỗ trợ việc gì', { pick: 'Tố cáo' }],
      ['có liên quan đến ai', { pick: 'Không' }],
      ['có muốn gửi thông tin tại đây', { pick: 'Tiếp tục' }],
      ['muốn tố cáo người nào', { say: said.accused }],
      ['việc gì trái pháp luật', { say: said.bribe }],
      ['xảy ra khi nào', { say: 'Tháng 10/2026' }],
      ['xảy ra ở đâu', { pick: 'Bỏ qua' }],
      ['có bằng chứng', { pick: 'Bỏ qua' }],
      ['cho biết họ và tên', { say: names.secret }],
      ['theo số điện thoại nào', { say: phones[1] }],
      ['gửi đến địa chỉ nào', { pick: 'Bỏ qua' }],
      ['kiểm tra lại', { pick: 'Gửi hồ sơ' }],
    ]);
    const code = codeIn(await kin.hears(/Mã hồ sơ: /));
    await chat.shoot('16-denunciation');

    // Not told live: what is not hers to read does not call the duty officer.
    await desk.page.getByText('Mới tiếp nhận').first().click();
    await desk.page.getByText(code).waitFor();
    await desk.page.getByText('Nội dung bảo mật').waitFor();
    expect(await desk.page.getByRole('link', { name: code }).count()).toBe(0);
    await desk.shoot('17-masked-row');
    const known = await desk.told();
    expect(known).toContain(code);
    expect(
      [said.bribe, said.accused, names.secret, phones[1] ?? ''].filter((s) => known.includes(s)),
    ).toEqual([]);

    await vault.page.goto(`${program.url}/console/`);
    await signIn(vault.page, 'tocao', program.passwordOf('tocao'));
    await vault.page.getByRole('link', { name: code }).waitFor();
    await vault.shoot('18-denunciation-list');
    await openCase(vault.page, code);
    await conversation(vault.page).getByText(said.bribe).first().waitFor();
    await vault.page.getByText('•••').first().waitFor();
    await vault.shoot('19-denunciation-read');
    const read = await vault.told();
    expect(read).toContain(said.bribe);
    expect([names.secret, phones[1] ?? ''].filter((s) => read.includes(s))).toEqual([]);
  });

  it('answers once though every webhook comes twice', async () => {
    await chat.page.getByRole('button', { name: 'Thử nghiệm', exact: true }).click();
    const twice = chat.page.getByRole('switch', { name: /Gửi mỗi webhook hai lần/ });
    await twice.check();
    await chat.shoot('20-switchboard');
    const binh = await startChat(chat.page, names.binh);
    await answerAll(binh, [
      ['có đồng ý để Sở dùng thông tin', { pick: 'Đồng ý' }],
      ['cần hỗ trợ việc gì', { pick: 'Góp ý' }],
      ['nhận xét hoặc góp ý điều gì', { say: said.idea }],
      ['có ảnh hoặc tài liệu kèm theo', { pick: 'Bỏ qua' }],
      ['có muốn Sở trả lời', { pick: 'Có' }],
      ['cho biết họ và tên', { say: names.binh }],
      ['theo số điện thoại nào', { pick: 'Bỏ qua' }],
      ['gửi đến địa chỉ nào', { pick: 'Bỏ qua' }],
      ['kiểm tra lại', { pick: 'Gửi hồ sơ' }],
    ]);
    binhCode = codeIn(await binh.hears(/Mã hồ sơ: /));
    // Answered after both copies of everything before it: what is going to be doubled has been by now.
    await binh.say('địa chỉ');
    await binh.hears('Nơi tiếp và nhận đơn');
    await chat.shoot('21-once');
    const heard = await binh.heard();
    expect(heard.filter((text, at) => heard.indexOf(text) !== at)).toEqual([]);

    await openCase(desk.page, binhCode);
    await conversation(desk.page).getByText('Nơi tiếp và nhận đơn').waitFor();
    expect(await conversation(desk.page).getByText(said.idea, { exact: true }).count()).toBe(1);
    await twice.uncheck();
  });

  it('says before it is typed that an answer after 25 hours waits, and delivers it when the citizen writes', async () => {
    await chat.page.getByRole('button', { name: 'Cho 25 giờ trôi qua' }).click();
    await desk.page.getByRole('button', { name: 'Nhận xử lý' }).click();
    await desk.page.getByRole('button', { name: 'Nhận xử lý' }).waitFor({ state: 'detached' });
    await desk.page.getByText('Messenger hiện không nhận tin gửi cho công dân').waitFor();
    await desk.shoot('22-window-closed');
    const late = 'Chào chị Bình. Sở ghi nhận góp ý và sẽ làm bản cho điện thoại trong quý tới.';
    await reply(desk.page, late);
    await conversation(desk.page).locator('.delivery-held').last().waitFor();
    await desk.shoot('22-waits');
    const binh = citizenIn(chat.page, names.binh);
    expect((await binh.heard()).join()).not.toContain(late);
    await binh.say('Tôi hỏi thăm góp ý hôm trước.');
    await binh.hears(late);
    await conversation(desk.page).locator('.delivery-held').last().waitFor({ state: 'detached' });
    await chat.page.getByRole('button', { name: 'Đóng bảng thử nghiệm' }).click();
  });

  it('fits both pages on a phone 360 pixels wide', async () => {
    const phone = { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true };
    const pocket = await open(phone);
    await pocket.page.goto(`${program.url}/chat/`);
    await pocket.page.getByTestId('citizen').filter({ hasText: names.an }).click();
    await citizenIn(pocket.page, names.an).hears('đã kết thúc xử lý');
    expect(await isTooWide(pocket.page)).toBe(false);
    await pocket.shoot('23-phone-chat');

    const duty = await open(phone);
    await duty.page.goto(`${program.url}/console/`);
    await duty.page.getByLabel('Tên đăng nhập').waitFor();
    expect(await isTooWide(duty.page)).toBe(false);
    await duty.shoot('24-phone-sign-in');
    await signInAgain(duty.page, 'canbotruc');
    await duty.page.getByRole('link', { name: binhCode }).waitFor();
    expect(await isTooWide(duty.page)).toBe(false);
    await duty.shoot('25-phone-list');
    await openCase(duty.page, binhCode);
    await conversation(duty.page).getByText('Tôi hỏi thăm góp ý hôm trước.').last().waitFor();
    expect(await isTooWide(duty.page)).toBe(false);
    await duty.shoot('26-phone-case');
    await duty.page.getByRole('tab', { name: 'Thông tin hồ sơ' }).click();
    await duty.page.getByText('Lịch sử xử lý').waitFor();
    expect(await isTooWide(duty.page)).toBe(false);
    await duty.shoot('27-phone-details');
  });

  it('tells the server when the page asks by itself, with nobody at it', async () => {
    const left = await open();
    await left.page.clock.install();
    await left.page.goto(`${program.url}/console/`);
    await signInAgain(left.page, 'canbotruc');
    const markAfter = async (minutes: string): Promise<string | undefined> => {
      const asked = left.page.waitForRequest((request) => request.url().endsWith('/api/cases/search'));
      await left.page.clock.fastForward(minutes);
      return (await asked).headers()['x-background'];
    };
    expect(await markAfter('01:05')).toBeUndefined();
    expect(await markAfter('03:00')).toBe('1');
    await left.page.mouse.move(400, 400);
    await left.page.mouse.move(500, 500);
    expect(await markAfter('01:05')).toBeUndefined();
  });

  it('has put nothing that a citizen wrote, no name and no phone, into an address or the log', async () => {
    await desk.page.getByRole('link', { name: 'Về danh sách hồ sơ' }).click();
    await desk.page.getByText('Tất cả đang mở').click();
    await desk.page.getByLabel('Tìm hồ sơ').fill('tra cuu ket qua nhiem vu');
    await desk.page.getByText('Nội dung bảo mật').waitFor({ state: 'detached' });
    await desk.page.getByRole('link', { name: binhCode }).waitFor();
    await desk.shoot('28-search');
    const addresses = windows.flatMap((opened) => opened.addresses);
    expect(addresses.filter((address) => address.includes('/api/cases/search')).length).toBeGreaterThan(0);
    const readable = [...addresses.map((address) => address.replaceAll('+', ' ')), program.output()].join(
      '\n',
    );
    const secrets = [...Object.values(said), ...Object.values(names), ...phones, 'tra cuu ket qua'];
    const forms = secrets.flatMap((text) => [text, text.replaceAll(' ', '')]);
    expect(forms.filter((text) => readable.includes(text))).toEqual([]);
  });

  it('leaves no complaint in any window: no console error, no violation of the content security policy', () => {
    expect(windows.flatMap(({ complaints }) => complaints)).toEqual([]);
  });
});
