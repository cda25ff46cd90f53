// Takes a page's picture when it stands still: light, dark, and narrow; narrow last, so that one there is whole.

import { existsSync } from 'node:fs';
import type { Page } from 'playwright-core';

export type Photographer = {
  /** Whether somebody wants a picture of this name. */
  readonly wants: (name: string) => boolean;
  readonly take: (page: Page, name: string) => Promise<void>;
  readonly count: () => number;
};

export const WIDE = { width: 1440, height: 900 };
const NARROW = { width: 360, height: 800 };
const HEIGHT_MIN = 800;
const HEIGHT_MAX = 6000;

type Wanted = {
  /** In the name. */
  readonly only: string;
  /** What was taken before is not taken again. */
  readonly isGoneOnWith: boolean;
};

export function photographer(folder: string, { only, isGoneOnWith }: Wanted): Photographer {
  let taken = 0;
  const shoot = async (page: Page, name: string): Promise<void> => {
    await standStill(page);
    // A window as high as the page: what sticks to a window's edge is then where it belongs.
    const height = Number(await page.evaluate('document.documentElement.scrollHeight'));
    const { width } = page.viewportSize() ?? WIDE;
    await page.setViewportSize({ width, height: Math.min(Math.max(height, HEIGHT_MIN), HEIGHT_MAX) });
    await page.screenshot({ path: `${folder}/${name}.png` });
    taken += 1;
  };
  const wants = (name: string): boolean =>
    name.includes(only) && !(isGoneOnWith && existsSync(`${folder}/${name}-narrow.png`));
  return {
    wants,
    count: () => taken,
    take: async (page, name) => {
      if (!wants(name)) return;
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.setViewportSize(WIDE);
        await page.emulateMedia({ colorScheme });
        await shoot(page, `${name}-${colorScheme}`);
      }
      await page.emulateMedia({ colorScheme: 'light' });
      await page.setViewportSize(NARROW);
      await shoot(page, `${name}-narrow`);
      await page.setViewportSize(WIDE);
      process.stdout.write(`${name}\n`);
    },
  };
}

/** Nothing loads, nothing moves, nothing is still on its way from the service. */
export async function standStill(page: Page): Promise<void> {
  await page
    .locator('[aria-label=Loading], [aria-busy=true]')
    .first()
    .waitFor({ state: 'detached', timeout: 30_000 })
    .catch(() => {});
  await page.evaluate(SETTLED);
}

const SETTLED = `document.fonts.ready.then(() => Promise.all(document.getAnimations()
  .filter(({ effect }) => effect.getComputedTiming().endTime !== Infinity)
  .map(({ finished }) => finished.catch(() => {}))))
  .then(() => new Promise((done) => setTimeout(done, 150)))`;
