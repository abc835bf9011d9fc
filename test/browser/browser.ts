import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Browser, type BrowserContextOptions, type Page, chromium } from 'playwright-core';

const places = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
const folder = join(__dirname, '../../test-output/screenshots');

/** No wait is longer than this. */
export const patienceMs = 15_000;

/** Whether the page can be scrolled sideways, which on a phone it must not. */
export const isTooWide = (page: Page): Promise<boolean> =>
  page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);

export const chromiumPath = places.find((path) => existsSync(path));

/** Playwright gives each start an empty profile of its own and deletes it afterwards. */
export function openBrowser(): Promise<Browser> {
  mkdirSync(folder, { recursive: true });
  return chromium.launch({
    executablePath: chromiumPath,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}

/** What a page complained of and asked for. */
export type Watched = {
  readonly page: Page;
  readonly complaints: string[];
  /** Every address that was asked for, decoded. */
  readonly addresses: string[];
  /** All that the servers' answers in JSON said, once they have come. */
  readonly told: () => Promise<string>;
  readonly shoot: (name: string) => Promise<void>;
};

/** A person's own browser window: nothing is shared with the others. */
export async function openWindow(browser: Browser, options: BrowserContextOptions = {}): Promise<Watched> {
  const context = await browser.newContext({
    viewport: { width: 1200, height: 820 },
    locale: 'vi-VN',
    timezoneId: 'Asia/Ho_Chi_Minh',
    ...options,
  });
  context.setDefaultTimeout(patienceMs);
  const complaints: string[] = [];
  const addresses: string[] = [];
  await context.exposeFunction('noteViolation', (what: string) => void complaints.push(`CSP: ${what}`));
  await context.addInitScript(() => {
    const told = window as unknown as { noteViolation: (what: string) => Promise<void> };
    document.addEventListener('securitypolicyviolation', (event) => {
      void told.noteViolation(`${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}`);
    });
  });
  context.on('request', (request) => {
    addresses.push(decodeURIComponent(request.url()));
  });
  const answers: Promise<string>[] = [];
  context.on('response', (response) => {
    const isJson = response.headers()['content-type']?.includes('json');
    // A window that closes takes what it was reading with it.
    if (isJson) answers.push(response.text().catch(() => ''));
  });
  context.on('requestfailed', (request) => {
    const why = request.failure()?.errorText ?? '';
    // A page that closes or leaves gives up what it was asking for.
    if (why !== 'net::ERR_ABORTED') complaints.push(`failed: ${request.method()} ${request.url()} ${why}`);
  });
  const page = await context.newPage();
  page.on('console', (message) => {
    if (!['error', 'warning'].includes(message.type())) return;
    const { url } = message.location();
    // How the page learns that nobody is signed in; the browser notes every 401.
    if (url.endsWith('/api/me') && message.text().includes('401')) return;
    complaints.push(`${message.type()}: ${message.text()} (${url})`);
  });
  page.on('pageerror', (error) => complaints.push(`error: ${error.message}`));
  const shoot = async (name: string): Promise<void> => {
    await page.screenshot({ path: join(folder, `${name}.png`), animations: 'disabled' });
  };
  const told = async (): Promise<string> => (await Promise.all(answers)).join('\n');
  return { page, complaints, addresses, told, shoot };
}
