// A page in Chromium as one person sees it, with everything that went wrong on it.
import axe from 'axe-core';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';

const folder = join(import.meta.dirname, '../../.tmp/pages');

export interface Viewer {
  readonly width: number;
  readonly height: number;
  readonly language?: 'en' | 'fr';
  readonly dark?: boolean;
}

/** In the NOC, and in a pocket. */
export const desk: Viewer = { width: 1440, height: 900 };
export const phone: Viewer = { width: 390, height: 844 };

export interface OpenedPage {
  readonly page: Page;
  /** Console errors, Content-Security-Policy violations among them, and uncaught exceptions. */
  readonly wrongs: string[];
  readonly close: () => Promise<void>;
}

/** Opens the address and waits until it is drawn. `expected`: console errors that the test itself provokes. */
export async function openPage(browser: Browser, address: string, viewer: Viewer): Promise<OpenedPage> {
  const context = await browser.newContext({
    viewport: { width: viewer.width, height: viewer.height },
    locale: viewer.language === 'fr' ? 'fr-FR' : 'en-GB',
    timezoneId: 'Europe/Paris',
    colorScheme: viewer.dark === true ? 'dark' : 'light',
    reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  const wrongs: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') wrongs.push(message.text());
  });
  page.on('pageerror', (error) => wrongs.push(error.message));
  await page.goto(address);
  return { page, wrongs, close: () => context.close() };
}

/** Kept under .tmp/pages to be looked at. */
export async function shoot(page: Page, name: string): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const covered = await page.getByRole('dialog').count();
  await page.screenshot({ path: join(folder, `${name}.png`), fullPage: covered === 0 });
}

/** What axe finds against WCAG 2.2 A and AA: rule, then the first places. Empty is right. */
export async function findBarriers(page: Page): Promise<string[]> {
  const found = await page.evaluate(axeRun(axe.source));
  return found as string[];
}

/** The source is run by the debugger, which the page's Content-Security-Policy does not concern. */
function axeRun(source: string): string {
  const only = JSON.stringify(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']);
  return `(async () => {
    ${source};
    const { violations } = await axe.run(document, { runOnly: { type: 'tag', values: ${only} } });
    return violations.map(({ id, nodes }) =>
      id + ': ' + nodes.slice(0, 5).map((node) => node.target.join(' ') + ' ' + (node.any[0]?.message ?? '')).join(' | '));
  })()`;
}

/** Whether the page is wider than its window: a phone would scroll sideways. */
export async function overflows(page: Page): Promise<boolean> {
  return page.evaluate<boolean>('document.documentElement.scrollWidth > document.documentElement.clientWidth + 1');
}
