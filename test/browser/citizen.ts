import type { Locator, Page } from 'playwright-core';

/** What a citizen does in the chat page. */
export type Citizen = {
  readonly name: string;
  readonly column: Locator;
  readonly say: (text: string) => Promise<void>;
  /** Taps a choice under the last message. */
  readonly pick: (title: string) => Promise<void>;
  readonly sendPhoto: (name: string, content: Buffer) => Promise<void>;
  /** Waits until the page has said this, and gives the whole message. */
  readonly hears: (part: string | RegExp) => Promise<string>;
  /** All that the page has said, oldest first. */
  readonly heard: () => Promise<string[]>;
};

/** Adds a citizen and taps "Bắt đầu". */
export async function startChat(page: Page, name: string): Promise<Citizen> {
  await page.getByLabel('Tên người dân mới').fill(name);
  await page.getByRole('button', { name: 'Thêm người dân' }).click();
  const citizen = citizenIn(page, name);
  await citizen.column.getByRole('button', { name: 'Bắt đầu', exact: true }).click();
  return citizen;
}

/** A citizen whose chat is open on this page. */
export function citizenIn(page: Page, name: string): Citizen {
  const column = page.getByRole('region', { name: `Đoạn chat của ${name}` });
  const fromPage = column.locator('[data-testid="message"]:not([data-from="citizen"])');
  const box = column.getByLabel('Soạn tin nhắn');
  return {
    name,
    column,
    say: async (text) => {
      await box.fill(text);
      await box.press('Enter');
      await column
        .locator('[data-from="citizen"]', { hasText: text.slice(0, 40) })
        .last()
        .waitFor();
    },
    pick: (title) => column.getByTestId('quick-reply').getByText(title, { exact: true }).click(),
    sendPhoto: async (file, content) => {
      const picked = { name: file, mimeType: 'image/png', buffer: content };
      await column.locator('input[type=file][accept^="image"]').setInputFiles(picked);
      await column.getByRole('button', { name: 'Gửi', exact: true }).click();
      await column.locator('[data-from="citizen"] img').last().waitFor();
    },
    hears: async (part) => {
      const message = fromPage.filter({ hasText: part }).last();
      await message.waitFor();
      await atEnd(column);
      return message.innerText();
    },
    heard: () => fromPage.allInnerTexts(),
  };
}

type Reply = { readonly say: string } | { readonly pick: string };

/** Waits for each question in turn and answers it. */
export async function answerAll(
  citizen: Citizen,
  replies: readonly (readonly [question: string, reply: Reply])[],
): Promise<void> {
  for (const [question, reply] of replies) {
    await citizen.hears(question);
    await ('say' in reply ? citizen.say(reply.say) : citizen.pick(reply.pick));
  }
}

/** A reader who has not scrolled up sees the newest message. */
async function atEnd(column: Locator): Promise<void> {
  const log = await column.getByRole('log').elementHandle();
  await column
    .page()
    .waitForFunction((box) => box && box.scrollHeight - box.scrollTop - box.clientHeight < 2, log);
}
