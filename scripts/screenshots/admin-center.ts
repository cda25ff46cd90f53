// Every page of the admin center, found as an administrator finds them: the router says which there are, and what leads to one
// person, device or policy is the first link to one on a page seen before. Then what stands behind a button.

import { readFileSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { DIALOGS } from './dialogs.ts';
import type { KeptDemo } from './kept-demo.ts';
import { type Photographer, standStill, WIDE } from './photographer.ts';

/** Routes that nothing led to. */
export async function photographAdminCenter(
  browser: Browser,
  demo: KeptDemo,
  photos: Photographer,
): Promise<readonly string[]> {
  const [administrator, ...others] = demo.accounts;
  if (administrator === undefined) throw new Error('the demo has no administrator');
  const missing = await asSomebody(browser, demo, administrator.userPrincipalName, async (page) => {
    const left = await photographRoutes(page, demo, photos);
    for (const { name, path, open } of DIALOGS.filter((it) => photos.wants(it.name))) {
      await page.goto(demo.adminCenter + path);
      await open(page);
      await photos.take(page, name);
    }
    return left;
  });
  for (const { role, userPrincipalName } of others) {
    const name = `as-${role === '' ? 'nobody' : role.toLowerCase().replaceAll(' ', '-')}`;
    if (!photos.wants(name)) continue;
    await asSomebody(browser, demo, userPrincipalName, (page) => photos.take(page, name));
  }
  return missing;
}

/** Signed in, on the first page. */
export async function asSomebody<T>(
  browser: Browser,
  { adminCenter, password }: KeptDemo,
  userPrincipalName: string,
  work: (page: Page) => Promise<T>,
): Promise<T> {
  const context = await browser.newContext({ viewport: WIDE, locale: 'en-GB', timezoneId: 'Europe/Berlin' });
  context.setDefaultTimeout(120_000);
  try {
    const page = await context.newPage();
    await page.goto(adminCenter);
    await page.getByLabel('User name').fill(userPrincipalName);
    await page.getByRole('button', { name: 'Next' }).click();
    await page.getByLabel('Password').fill(password);
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await page.getByRole('navigation').waitFor();
    return await work(page);
  } finally {
    await context.close();
  }
}

async function photographRoutes(page: Page, { adminCenter }: KeptDemo, photos: Photographer): Promise<string[]> {
  const open = new Set(routes());
  const base = new URL(adminCenter).pathname;
  const seen = new Set<string>();
  const visit = async (route: string, path: string): Promise<void> => {
    open.delete(route);
    const name = nameOf(route);
    await page.goto(adminCenter + path);
    await page.getByRole('heading', { level: 1 }).first().waitFor();
    await standStill(page);
    await photos.take(page, name);
    const hrefs = (await page.evaluate('[...document.links].map((it) => it.getAttribute("href"))')) as string[];
    for (const href of hrefs) if (href.startsWith(base)) seen.add(href.slice(base.length));
  };
  const leadsOn = (route: string): boolean =>
    routes().some((it) => it.startsWith(`${route}/$`) && photos.wants(nameOf(it)));
  for (const route of routes().filter((it) => !it.includes('$') && (photos.wants(nameOf(it)) || leadsOn(it)))) {
    await visit(route, route);
  }
  // What is found on a page of one thing may lead to a page of another.
  for (let found = true; found; ) {
    found = false;
    for (const route of open) {
      const path = [...seen].find((it) => matches(route, it) && !routes().includes(it));
      if (path === undefined || !photos.wants(nameOf(route))) continue;
      await visit(route, path);
      found = true;
    }
  }
  return [...open].filter((route) => photos.wants(nameOf(route)));
}

function nameOf(route: string): string {
  return route.slice(1).replaceAll('/', '-').replaceAll('$', '');
}

function routes(): readonly string[] {
  const source = readFileSync('src/console/admin/routes.tsx', 'utf8');
  return [...source.matchAll(/path: '(\/[^']+)'/g)].flatMap(([, path]) => path ?? []);
}

function matches(route: string, path: string): boolean {
  const pattern = route.replaceAll(/\$\w+/g, '[^/?]+');
  return new RegExp(`^${pattern}([?]|$)`).test(path);
}
