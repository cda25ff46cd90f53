// The few pictures that the README shows, small enough to be kept.

import { statSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { asSomebody } from './admin-center.ts';
import { atTheNewPc } from './agent-pages.ts';
import type { KeptDemo } from './kept-demo.ts';
import { standStill } from './photographer.ts';

const SIZE = { width: 1200, height: 750 };
const BYTES_MAX = 150_000;

export async function photographForReadme(browser: Browser, demo: KeptDemo, folder: string): Promise<void> {
  const shoot = async (page: Page, name: string, colorScheme: 'light' | 'dark'): Promise<void> => {
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize(SIZE);
    await standStill(page);
    const path = `${folder}/${name}.png`;
    await page.screenshot({ path });
    const { size } = statSync(path);
    process.stdout.write(`${path} ${Math.round(size / 1000)} KB\n`);
    if (size > BYTES_MAX) throw new Error(`${path} is larger than ${BYTES_MAX} bytes`);
  };
  await asSomebody(browser, demo, demo.accounts[0]?.userPrincipalName ?? '', async (page) => {
    await page.goto(`${demo.adminCenter}/overview`);
    await page.getByRole('heading', { level: 1 }).waitFor();
    await shoot(page, 'overview-light', 'light');
    await shoot(page, 'overview-dark', 'dark');
    await page.goto(`${demo.adminCenter}/enrollment`);
    await page.getByRole('heading', { level: 1 }).waitFor();
    await shoot(page, 'restore-page', 'light');
  });
  await atTheNewPc(browser, demo, ['offer', '--page'], async (page) => {
    await page.getByRole('button', { name: 'Restore', exact: true }).waitFor();
    await shoot(page, 'welcome-light', 'light');
    await shoot(page, 'welcome-dark', 'dark');
  });
}
