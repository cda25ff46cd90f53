// Pictures of pages for whoever wants to look at them: in both themes, in forced colors and on a narrow window, into the
// folder that KEEPSAKE_PICTURES names. Without it nothing is taken.

import type { Page } from 'playwright-core';

export async function picture(page: Page, name: string): Promise<void> {
  const folder = process.env['KEEPSAKE_PICTURES'];
  if (folder === undefined) return;
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await page.screenshot({ path: `${folder}/${name}-${colorScheme}.png`, fullPage: true });
  }
  const size = page.viewportSize();
  await page.setViewportSize({ width: 360, height: 800 });
  await page.screenshot({ path: `${folder}/${name}-narrow.png`, fullPage: true });
  if (size !== null) await page.setViewportSize(size);
  await page.emulateMedia({ colorScheme: 'dark', forcedColors: 'active' });
  await page.screenshot({ path: `${folder}/${name}-forced.png`, fullPage: true });
  await page.emulateMedia({ colorScheme: null, forcedColors: null });
}
