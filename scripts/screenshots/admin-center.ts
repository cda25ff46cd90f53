// Every page of the admin center, found as an administrator finds them: the router says which there are, and what leads to one
// person, device or policy is the first link to one on a page seen before. Then each role's view, and what stands behind a
// button.

import { readFileSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import type { KeptDemo } from './kept-demo.ts';
import { type Photographer, standStill, WIDE } from './photographer.ts';
import { type View, VIEWS } from './views.ts';

/** Routes that nothing led to, and views that could not be reached. */
export async function photographAdminCenter(
  browser: Browser,
  demo: KeptDemo,
  photos: Photographer,
): Promise<readonly string[]> {
  const [administrator, ...others] = demo.accounts;
  if (administrator === undefined) throw new Error('the demo has no administrator');
  const routesLeft = await asSomebody(browser, demo, administrator.userPrincipalName, (page) =>
    photographRoutes(page, demo, photos),
  );
  const missing = [...routesLeft];
  const roles = new Map([administrator, ...others].toReversed().map((it) => [it.role, it.userPrincipalName]));
  for (const [role, userPrincipalName] of roles) {
    const views = viewsOf(role, administrator.role).filter(({ name }) => photos.wants(name));
    if (views.length === 0) continue;
    await asSomebody(browser, demo, userPrincipalName, async (page) => {
      for (const view of views) if (!(await photographView(page, demo, view, photos))) missing.push(view.name);
    });
  }
  return missing;
}

/** The first pages, as each role meets them, and what stands behind a button there. */
function viewsOf(role: string, administrators: string): readonly View[] {
  const name = `as-${role === '' ? 'nobody' : role.toLowerCase().replaceAll(' ', '-')}`;
  const firstPages = ROLE_PAGES.map((path) => ({ name: name + path.replaceAll('/', '-'), path, open: async () => {} }));
  return [...firstPages, ...VIEWS.filter((it) => (it.role ?? administrators) === role)];
}

/** One that can not be reached is named in the end, and holds up no other. */
async function photographView(
  page: Page,
  { adminCenter }: KeptDemo,
  { name, path, open }: View,
  photos: Photographer,
): Promise<boolean> {
  page.setDefaultTimeout(VIEW_MILLISECONDS);
  try {
    await page.goto(adminCenter + path);
    await page.getByRole('heading', { level: 1 }).first().waitFor();
    await standStill(page);
    await open(page);
    await photos.take(page, name);
    return true;
  } catch (error) {
    process.stdout.write(`${name}: ${String(error).split('\n')[0]}\n`);
    return false;
  }
}

const ROLE_PAGES = ['/overview', '/people', '/policies', '/audit'];
const VIEW_MILLISECONDS = 30_000;

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
