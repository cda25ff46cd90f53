// Every page of the admin center, as its own router lists them: nothing that axe finds in either theme, and nothing that has to
// be scrolled sideways on a phone, at 200 % zoom, or from right to left. A page that is added is in it by itself.
//
// Parameters in addresses are taken from links on the pages before: a page that nothing leads to fails here, which says so.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { readExports } from '../../src/domain/conditional-access/read-exports.ts';
import { importConditionalAccess } from '../../src/server/conditional-access/import-objects.ts';
import { enroll } from '../../src/server/devices/enroll.ts';
import { ROLE_IDS } from '../access/signed-in.ts';
import { expectOk } from '../database.ts';
import { withBrowser, withoutBrowser, withPage } from '../identity-provider/browser.ts';
import { choosePolicies, offered, restoring } from '../restore-server/restore-fixture.ts';
import { capture, deviceAt, type TestService } from '../server/service-fixture.ts';
import { expectAccessible } from './axe.ts';
import { type TestConsole, withConsole } from './console-fixture.ts';
import { picture } from './picture.ts';

test('every page is there for everybody, on every screen', { skip: withoutBrowser }, (t) =>
  withConsole(async (it) => {
    const roles = [ROLE_IDS.globalAdministrator, ROLE_IDS.backupAdministrator];
    const ada = await it.newPerson('Ada', roles);
    await fill(it);
    await withBrowser((browser) =>
      withPage(browser, async (page, context) => {
        context.setDefaultTimeout(60_000);
        await it.open(page, ada, '/overview');
        const addresses = await routesOf(page);
        assert.ok(addresses.length > 15, `the router lists ${addresses.join(', ')}`);
        const links = new Set<string>();
        for (const address of addresses.toSorted((a, b) => parametersIn(a) - parametersIn(b))) {
          await t.test(address, async () => {
            const path = [...links].find((link) => patternOf(address).test(link));
            assert.ok(path !== undefined || parametersIn(address) === 0, `no page leads to ${address}`);
            await go(page, path ?? address);
            for (const link of await linksOn(page)) links.add(link);
            await expectAccessible(page, address);
            await expectNoScrollingAside(page, address);
            await picture(page, `page${address.replaceAll('/', '-').replaceAll('$', '')}`);
          });
        }
      }),
    );
  }),
);

/** What the router that runs in the page knows. */
async function routesOf(page: Page): Promise<readonly string[]> {
  const paths = (await page.evaluate('Object.keys(__TSR_ROUTER__.routesByPath)')) as string[];
  return paths.filter((path) => path !== '/');
}

async function go(page: Page, path: string): Promise<void> {
  await page.evaluate(`__TSR_ROUTER__.navigate({ to: ${JSON.stringify(path)} })`);
  await page.getByRole('heading', { level: 1 }).first().waitFor();
  await page.getByLabel('Loading').first().waitFor({ state: 'detached' });
}

/** As the router names them: below the organization, without what is searched. */
async function linksOn(page: Page): Promise<readonly string[]> {
  const found = (await page.evaluate('[...document.links].map(({ pathname }) => pathname)')) as string[];
  return found.map((path) => path.replace(/^\/admin\/[0-9a-f-]{36}/, ''));
}

async function expectNoScrollingAside(page: Page, name: string): Promise<void> {
  const size = page.viewportSize();
  const aside: string[] = [];
  for (const [what, width, direction] of SCREENS) {
    await page.setViewportSize({ width, height: 800 });
    await write(page, direction);
    const pixels = await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');
    if (pixels !== 0) aside.push(`${what} by ${String(pixels)} pixels`);
  }
  await write(page, 'ltr');
  if (size !== null) await page.setViewportSize(size);
  assert.deepEqual(aside, [], `${name} has to be scrolled sideways`);
}

/** As the page is written for a language of that direction. */
async function write(page: Page, direction: 'ltr' | 'rtl'): Promise<void> {
  await page.evaluate(`for (const it of [document.documentElement, document.querySelector('.fui-FluentProvider')]) {
    it.dir = ${JSON.stringify(direction)};
  }`);
}

const SCREENS = [
  ['on a phone', 360, 'ltr'],
  ['at 200 % zoom', 640, 'ltr'],
  ['from right to left', 360, 'rtl'],
] as const;

function parametersIn(address: string): number {
  return address.split('$').length - 1;
}

function patternOf(address: string): RegExp {
  return new RegExp(`^${address.replaceAll(/\$\w+/g, '(?!new$|verify$)[^/]+')}$`);
}

/** Somebody with a backup and a restore that failed, policies of both kinds, and a log of it all. */
async function fill({ context, tenantId, url }: TestConsole): Promise<void> {
  await choosePolicies({ context } as TestService, tenantId);
  const newDevice = async (deviceName: string) => {
    const input = { tenantId, userPrincipalName: 'anna@contoso.example', deviceName, lifetimeHours: 24 };
    return restoring(deviceAt(url, expectOk(await enroll(context, input))));
  };
  await (await newDevice('LAP-OF-ANNA-WITH-A-VERY-LONG-NAME-0042')).backUp(capture());
  const later = await newDevice('PC-anna-new');
  const { session, profiles } = await offered(later, 'inUse');
  const [profile] = profiles;
  assert.ok(profile !== undefined);
  const { profileId, snapshotId } = profile;
  const { body: chosen } = await later.step(session, { kind: 'choose', profileId, snapshotId });
  await later.step(chosen, { kind: 'fail', code: 'disk-full', outcomes: [] });
  const exports = readExports([{ origin: 'policy.json', content: { json: POLICY } }]);
  expectOk(await importConditionalAccess(context, { tenantId, exports, reportOnly: true }));
}

const POLICY = {
  displayName: 'Ask for a compliant device',
  state: 'enabled',
  conditions: {
    users: { includeUsers: ['All'] },
    applications: { includeApplications: ['All'] },
    clientAppTypes: ['all'],
  },
  grantControls: { operator: 'OR', builtInControls: ['compliantDevice'] },
};
