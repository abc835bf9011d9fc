import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';

const folder = join(__dirname, '../../.github');
const wanted = process.env.README_SCREENSHOTS === '1';
const sizes = { chat: { width: 920, height: 760 }, console: { width: 1100, height: 760 } } as const;

/** Draws a picture of the README anew, only with `README_SCREENSHOTS=1`: each run has other codes and times. */
export async function drawForReadme(page: Page, name: keyof typeof sizes): Promise<void> {
  if (!wanted) return;
  mkdirSync(folder, { recursive: true });
  const before = page.viewportSize();
  await page.setViewportSize(sizes[name]);
  await page.screenshot({ path: join(folder, `${name}.png`), animations: 'disabled' });
  if (before) await page.setViewportSize(before);
}
