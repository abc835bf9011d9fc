import type { Page } from 'playwright-core';

const ownPassword = (username: string): string => `mật khẩu riêng của ${username}`;

async function enter(page: Page, username: string, password: string): Promise<void> {
  await page.getByLabel('Tên đăng nhập').fill(username);
  await page.getByLabel('Mật khẩu', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Đăng nhập' }).click();
}

const listIsShown = (page: Page): Promise<void> =>
  page.getByRole('heading', { name: 'Hồ sơ', exact: true }).waitFor();

/** Signs in with the password that was printed, and chooses an own one. */
export async function signIn(page: Page, username: string, printed: string): Promise<void> {
  await enter(page, username, printed);
  const own = ownPassword(username);
  await page.getByLabel('Mật khẩu hiện tại').fill(printed);
  await page.getByLabel('Mật khẩu mới', { exact: true }).fill(own);
  await page.getByLabel('Nhập lại mật khẩu mới').fill(own);
  await page.getByRole('button', { name: 'Đổi mật khẩu' }).click();
  await listIsShown(page);
}

/** Signs in with the password chosen before. */
export async function signInAgain(page: Page, username: string): Promise<void> {
  await enter(page, username, ownPassword(username));
  await listIsShown(page);
}

/** Opens the case with this code from the list. */
export async function openCase(page: Page, code: string): Promise<void> {
  await page.getByRole('link', { name: code }).click();
  await page.getByRole('heading', { name: code }).waitFor();
}

/** Writes an answer and waits until it stands in the conversation. */
export async function reply(page: Page, text: string): Promise<void> {
  await page.getByLabel('Nội dung trả lời').fill(text);
  await page.getByRole('button', { name: 'Gửi', exact: true }).click();
  await conversation(page).getByText(text).waitFor();
}

export const conversation = (page: Page) => page.getByRole('log', { name: 'Nội dung trò chuyện' });
