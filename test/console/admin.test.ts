// The admin center in a real browser, on the real service, with a real sign-in.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { ROLE_IDS } from '../access/signed-in.ts';
import { withBrowser, withoutBrowser, withPage } from '../identity-provider/browser.ts';
import { expectAccessible } from './axe.ts';
import { withConsole } from './console-fixture.ts';

test('the admin center', { skip: withoutBrowser }, (t) =>
  withConsole(async ({ url, tenantId, newPerson, open }) => {
    const ada = await newPerson('Ada', [ROLE_IDS.globalAdministrator]);
    const otto = await newPerson('Otto', []);
    await withBrowser(async (browser) => {
      await t.test('signs in by itself, says nothing to the console, and leaves no token behind', () =>
        withPage(browser, async (page) => {
          const complaints = listenTo(page);
          await open(page, ada, '/devices');
          await page.getByRole('heading', { name: 'No device has joined yet' }).waitFor();
          const kept = await page.evaluate('JSON.stringify([{ ...localStorage }, { ...sessionStorage }])');
          assert.doesNotMatch(String(kept), /eyJ/);
          // A reload signs in again without a question, and stays where it was.
          await page.goto(`${url}/admin/${tenantId}/roles`);
          await page.getByRole('cell', { name: 'Global Administrator', exact: true }).waitFor();
          assert.deepEqual(complaints, []);
        }),
      );

      await t.test('has no barrier that axe can find, in either theme', () =>
        withPage(browser, async (page) => {
          await page.goto(`${url}/admin`);
          await page.getByRole('textbox', { name: 'Organization' }).waitFor();
          await expectAccessible(page, 'the entrance');
          await open(page, ada, '/devices');
          for (const place of await page.getByRole('navigation').getByRole('link').all()) {
            await place.click();
            await page.getByRole('heading', { level: 1 }).waitFor();
            await page.getByLabel('Loading').first().waitFor({ state: 'detached' });
            await expectAccessible(page, (await place.textContent()) ?? '');
          }
        }),
      );

      await t.test('is walked through by keyboard alone', () =>
        withPage(browser, async (page) => {
          await open(page, ada, '/devices');
          await page.keyboard.press('Tab');
          await page.keyboard.press('Enter');
          assert.equal(await page.evaluate('document.activeElement.id'), 'page');
          await page.getByRole('link', { name: 'Roles' }).focus();
          await page.keyboard.press('Enter');
          await page.getByRole('heading', { level: 1, name: 'Roles' }).waitFor();
        }),
      );

      await t.test('says plainly what somebody without a role may not see, and speaks German', () =>
        withPage(
          browser,
          async (page) => {
            await open(page, otto, '/audit');
            await page.getByText('Ihre Rollen erlauben das nicht.').waitFor();
            await page.getByText(/Diese Rollen zeigen es: .*Global Administrator/).waitFor();
          },
          { locale: 'de-DE' },
        ),
      );

      await t.test('asks which organization, and what is none is said before anything is sent', () =>
        withPage(browser, async (page) => {
          await page.goto(`${url}/admin`);
          await page.getByRole('textbox', { name: 'Organization' }).fill('contoso');
          await page.getByRole('button', { name: 'Sign in' }).click();
          await page.getByText('A tenant ID looks like').waitFor();
        }),
      );
    });
  }),
);

function listenTo(page: Page): readonly string[] {
  const complaints: string[] = [];
  page.on('console', (message) => void (message.type() === 'error' && complaints.push(message.text())));
  page.on('pageerror', (error) => void complaints.push(String(error)));
  return complaints;
}
