// The admin center in a real browser, on the real service, with a real sign-in.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ROLE_IDS } from '../access/signed-in.ts';
import { withBrowser, withoutBrowser, withPage } from '../identity-provider/browser.ts';
import { withConsole } from './console-fixture.ts';

test(
  'an administrator signs in and sees the devices; no token is left where a script could find it',
  { skip: withoutBrowser },
  () =>
    withConsole(async ({ newPerson, open }) => {
      const ada = await newPerson('Ada', [ROLE_IDS.globalAdministrator]);
      await withBrowser((browser) =>
        withPage(browser, async (page) => {
          const complaints: string[] = [];
          page.on('console', (message) => void (message.type() === 'error' && complaints.push(message.text())));
          page.on('pageerror', (error) => void complaints.push(String(error)));
          await open(page, ada, '/devices');
          await page.getByRole('heading', { name: 'No device has joined yet' }).waitFor();
          const kept = await page.evaluate('JSON.stringify([{ ...localStorage }, { ...sessionStorage }])');
          assert.doesNotMatch(String(kept), /eyJ/);
          assert.deepEqual(complaints, []);
        }),
      );
    }),
);
