// Accessibility, checked by axe-core where people are: in the page, in both themes.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** WCAG 2.2 AA in the light and in the dark theme; fails with what was found and where. */
export async function expectAccessible(page: Page, name: string): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await page.evaluate(SETTLED);
    await page.locator(UNCOVERED).first().waitFor({ state: 'attached' });
    const found = (await page.evaluate(`${AXE}; axe.run(${WHERE}, ${OPTIONS})`)) as Found;
    const words = found.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`);
    assert.deepEqual(words, [], `${name} in the ${colorScheme} theme`);
  }
  await page.emulateMedia({ colorScheme: null, reducedMotion: null });
}

type Found = { readonly violations: readonly { readonly id: string; readonly nodes: readonly { html: string }[] }[] };

/** After a dialog the page is given back to screen readers a moment later than to the eye; a page that is not is never uncovered. */
const UNCOVERED = 'html:not(:has(#root[aria-hidden])), [role=dialog], [role=alertdialog]';

/** What fades in is read when it is there: halfway its colors are nobody's. */
const SETTLED = `Promise.all(document.getAnimations()
  .filter(({ effect }) => effect.getComputedTiming().endTime !== Infinity)
  .map(({ finished }) => finished.catch(() => {})))
  .then(() => {})`;

/** Fluent's focus sentinels are hidden and take the focus only to hand it on. */
const WHERE = "{ exclude: ['[data-tabster-dummy]'] }";
const OPTIONS = JSON.stringify({
  resultTypes: ['violations'],
  runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
});
