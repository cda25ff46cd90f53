// A help desk asks for a restore on somebody's behalf, sees that it waits, and takes it back; whoever may only look is offered no
// such thing.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { enroll } from '../../src/server/devices/enroll.ts';
import { ROLE_IDS } from '../access/signed-in.ts';
import { expectOk } from '../database.ts';
import { withBrowser, withoutBrowser, withPage } from '../identity-provider/browser.ts';
import { capture, deviceAt } from '../server/service-fixture.ts';
import { expectAccessible } from './axe.ts';
import { type Person, type TestConsole, withConsole } from './console-fixture.ts';
import { picture } from './picture.ts';

const GLOBAL_READER = 'f2ef992c-3afb-46b9-b7cf-a126ee74c451';

test(
  'a restore is asked for on a person’s page, waits among the restores, and is withdrawn',
  { skip: withoutBrowser },
  () =>
    withConsole(async (it) => {
      const { open, newPerson, newDevice } = it;
      const helen = await newPerson('Helen', [ROLE_IDS.helpdesk]);
      const rita = await newPerson('Rita', [GLOBAL_READER]);
      const anna = await newPerson('Anna', []);
      const deviceId = await newDevice('PC-7', anna);
      await backUpOldDevice(it, anna);
      const named = { name: 'Restore settings on PC-7 …' };
      await withBrowser(async (browser) => {
        await withPage(browser, async (page) => {
          page.setDefaultTimeout(120_000);
          await open(page, helen, `/people/${anna.userId}`);
          await page.getByRole('button', named).click();
          const dialog = page.getByRole('alertdialog', { name: 'Ask for a restore on PC-7?' });
          await dialog.getByRole('textbox').fill('Her notebook was replaced');
          await expectAccessible(page, 'asking for a restore');
          await picture(page, 'ask-restore');
          await dialog.getByRole('button', { name: 'Ask', exact: true }).click();
          await page.getByText('Asked. See Restores').waitFor();
          await page.getByRole('button', named).click();
          await dialog.getByRole('textbox').fill('Her notebook was replaced');
          await dialog.getByRole('button', { name: 'Ask', exact: true }).click();
          await dialog.getByText('A restore was asked for already').waitFor();
          await dialog.getByRole('button', { name: 'Cancel' }).click();

          await page.getByRole('link', { name: 'Restores', exact: true }).click();
          const asked = page.getByRole('region', { name: 'Asked for by administrators' });
          await asked.getByText('Waiting for the device').waitFor();
          await asked.getByText(/helen.*Her notebook was replaced/).waitFor();
          await expectAccessible(page, 'restores that were asked for');
          await picture(page, 'asked-restores');
          await asked.getByRole('button', { name: /Withdraw the request/ }).click();
          await page.getByRole('alertdialog').getByRole('button', { name: 'Withdraw', exact: true }).click();
          await asked.getByText('Withdrawn').waitFor();
        });
        await withPage(browser, async (page) => {
          await open(page, helen, `/devices/${deviceId}`);
          await page.getByRole('button', { name: 'Restore settings of anna@contoso.example on PC-7 …' }).click();
          const dialog = page.getByRole('alertdialog', { name: 'Ask for a restore on PC-7?' });
          await dialog.getByRole('combobox', { name: 'Backup that is shown first' }).selectOption('PC-OLD');
          await dialog.getByRole('combobox', { name: 'From' }).selectOption('The latest');
          await dialog.getByRole('textbox').fill('What is on the new one is broken');
          await expectAccessible(page, 'choosing a backup');
          await picture(page, 'ask-restore-choice');
          await dialog.getByRole('button', { name: 'Ask', exact: true }).click();
          await page.getByText('Asked. See Restores').waitFor();
          await page.getByRole('link', { name: 'Restores', exact: true }).click();
          await page.getByText(/helen.*What is on the new one is broken/).waitFor();
          await page.getByRole('link', { name: 'Chosen backup' }).click();
          await page.getByRole('heading', { level: 1, name: /PC-OLD/ }).waitFor();
        });
        await withPage(browser, async (page) => {
          await open(page, rita, `/people/${anna.userId}`);
          await page.getByRole('link', { name: 'PC-7' }).waitFor();
          await page.getByRole('button', named).waitFor({ state: 'detached' });
        });
      });
    }),
);

async function backUpOldDevice({ context, tenantId, url }: TestConsole, person: Person): Promise<void> {
  const { userPrincipalName } = person;
  const input = { tenantId, userPrincipalName, deviceName: 'PC-OLD', lifetimeHours: 24 };
  const { status } = await deviceAt(url, expectOk(await enroll(context, input))).backUp(capture());
  assert.equal(status, 200);
}
