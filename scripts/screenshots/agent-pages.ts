// What a person sees at the new PC: from the offer to the end, then undone; and the page of their own backups.

import type { Browser, Page } from 'playwright-core';
import { type KeptDemo, startAgentPage } from './kept-demo.ts';
import { type Photographer, WIDE } from './photographer.ts';

export async function photographAgent(browser: Browser, demo: KeptDemo, photos: Photographer): Promise<void> {
  if (photos.wants('restore-')) {
    await atTheNewPc(browser, demo, ['offer', '--page'], async (page) => {
      await page.getByRole('button', { name: 'Restore', exact: true }).waitFor();
      await photos.take(page, 'restore-1-welcome');
      await page.getByRole('button', { name: 'Set up as a new PC' }).click();
      await photos.take(page, 'restore-2-set-up-as-new');
      await page.getByRole('button', { name: 'Back' }).click();
      await page.getByRole('button', { name: 'Restore', exact: true }).click();
      await page.getByRole('button', { name: 'Undo' }).waitFor();
      await photos.take(page, 'restore-3-end');
      await page.getByRole('button', { name: 'Undo' }).click();
      await page.getByRole('heading', { name: 'Everything is as it was' }).waitFor();
      await photos.take(page, 'restore-4-undone');
    });
  }
  if (photos.wants('backup-page')) {
    await atTheNewPc(browser, demo, ['app'], async (page) => {
      await page.getByRole('heading', { level: 1 }).waitFor();
      await photos.take(page, 'backup-page');
    });
  }
}

/** The address works once: one page, one browser. */
export async function atTheNewPc(
  browser: Browser,
  demo: KeptDemo,
  words: readonly string[],
  work: (page: Page) => Promise<void>,
): Promise<void> {
  const agent = await startAgentPage(demo, words);
  const context = await browser.newContext({ viewport: WIDE, locale: 'en-GB', timezoneId: 'Europe/Berlin' });
  context.setDefaultTimeout(60_000);
  try {
    const page = await context.newPage();
    await page.goto(agent.url);
    await work(page);
  } finally {
    await context.close();
    agent.stop();
  }
}
