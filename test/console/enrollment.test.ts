// The restore toggle and why somebody is not offered a restore, in a real browser on the real service.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ROLE_IDS } from '../access/signed-in.ts';
import { withBrowser, withoutBrowser, withPage } from '../identity-provider/browser.ts';
import { expectAccessible } from './axe.ts';
import { withConsole } from './console-fixture.ts';

test(
  'an administrator finds out why nobody is offered a restore, turns it on, and back',
  { skip: withoutBrowser },
  () =>
    withConsole(async ({ newPerson, newDevice, open }) => {
      const ada = await newPerson('Ada', [ROLE_IDS.globalAdministrator]);
      await newDevice('LAP-0042', await newPerson('Bea', []));
      await withBrowser((browser) =>
        withPage(browser, async (page) => {
          await open(page, ada, '/devices');
          await page.getByRole('link', { name: 'LAP-0042' }).click();
          await page.getByText('Would not be offered a restore').waitFor();
          const reason = page.getByText('"Show restore page" is not configured');
          await reason.waitFor();
          await expectAccessible(page, 'a device');
          assert.match(page.url(), /\/devices\/[0-9a-f-]{36}$/);
          await page.getByRole('tab', { name: 'Backup' }).click();
          await page.getByText('Does not back up').waitFor();
          assert.match(page.url(), /occasion=backup$/);
          await page.goBack();

          await page.getByRole('link', { name: 'Windows Backup and Restore' }).click();
          const toggle = page.getByRole('switch', { name: 'Show restore page' });
          assert.equal(await toggle.isChecked(), false);
          await toggle.click();
          await page.getByRole('dialog').getByText('is asked during setup').waitFor();
          await page.getByRole('button', { name: 'Cancel' }).click();
          assert.equal(await toggle.isChecked(), false);
          await toggle.click();
          await expectAccessible(page, 'the question');
          await page.getByRole('button', { name: 'Save' }).click();
          await page.getByText('Saved.').waitFor();
          await page.getByText('On: everybody with a backup').waitFor();
          await expectAccessible(page, 'the toggle');

          await page.getByRole('button', { name: 'Undo' }).click();
          await page.getByText('Not configured: nobody').waitFor();
        }),
      );
    }),
);
