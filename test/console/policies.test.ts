// Policies in a real browser on the real service: a pilot's policy is made and its effect seen, two administrators change one at
// once, and whoever may only look is told which role helps.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { addGroup, addMember } from '../../src/server/directory/group-store.ts';
import { newId } from '../../src/server/context.ts';
import { ROLE_IDS } from '../access/signed-in.ts';
import { withBrowser, withoutBrowser, withPage } from '../identity-provider/browser.ts';
import { expectAccessible } from './axe.ts';
import { type Person, type TestConsole, withConsole } from './console-fixture.ts';
import { picture } from './picture.ts';

const GLOBAL_READER = 'f2ef992c-3afb-46b9-b7cf-a126ee74c451';

test('policies', { skip: withoutBrowser }, (t) =>
  withConsole(async (it) => {
    const { newPerson, newDevice, open } = it;
    const ada = await newPerson('Ada', [ROLE_IDS.globalAdministrator]);
    const rita = await newPerson('Rita', [GLOBAL_READER]);
    const bea = await newPerson('Bea', []);
    const carl = await newPerson('Carl', []);
    await newDevice('PC-BEA', bea);
    await newDevice('PC-CARL', carl);
    await newGroup(it, 'Pilot', [bea]);
    await newGroup(it, 'Kiosk people', []);
    await withBrowser(async (browser) => {
      const asAda = (work: (page: Page) => Promise<void>, path = '/policies') =>
        withPage(browser, async (page) => {
          await open(page, ada, path);
          await work(page);
        });

      await t.test('a policy for a pilot group is made, and holds for its people alone', () =>
        asAda(async (page) => {
          await page.getByRole('heading', { name: 'No policy yet' }).waitFor();
          await expectAccessible(page, 'no policy');
          await picture(page, 'policies-empty');
          await page.getByRole('button', { name: 'New policy' }).press('Enter');
          await page.getByRole('textbox', { name: 'Name' }).fill('Pilot backup');
          await choose(page, 'personalize', 'Do not sync personalize');
          await page.getByRole('checkbox', { name: 'People may turn it on again' }).check();
          await include(page, 'Pil', 'Pilot');
          await page.getByRole('combobox', { name: 'Leave a group out' }).pressSequentially('Kiosk');
          await page.getByRole('option', { name: 'Kiosk people' }).click();
          const removal = page.getByRole('button', { name: 'Remove Kiosk people' });
          await removal.waitFor();
          const consequences = page.getByRole('region', { name: 'What this means' });
          await consequences.getByRole('link', { name: 'PC-BEA' }).first().waitFor();
          assert.equal(await consequences.getByRole('link', { name: 'PC-CARL' }).count(), 0);
          await expectAccessible(page, 'a new policy');
          await picture(page, 'policy-new');
          await removal.press('Enter');
          await page.getByRole('button', { name: 'Create' }).click();
          await page.getByText('“Pilot backup” was created.').waitFor();
          await page.getByRole('cell', { name: 'Pilot', exact: true }).waitFor();
          await expectAccessible(page, 'the list of policies');
          await picture(page, 'policies');

          await page.getByRole('tab', { name: 'Effective policy' }).click();
          await expectAccessible(page, 'nobody chosen');
          await picture(page, 'effective-empty');
          await see(page, 'bea', 'PC-BEA');
          await page.getByText('Settings are backed up.').waitFor();
          await page.getByText('Left out: Personalization.').waitFor();
          const backup = page.getByRole('row', { name: 'Enable Windows Backup' });
          await backup.getByText('Pilot backup, Pilot').waitFor();
          assert.match(page.url(), /user=.*device=/);
          await expectAccessible(page, 'the effective policy of the pilot');
          await picture(page, 'effective');
          await see(page, 'carl', 'PC-CARL');
          await page.getByText('Settings are not backed up: no policy turns it on.').waitFor();
        }),
      );

      await t.test('a change is saved, undone, and not lost by leaving', () =>
        asAda(async (page) => {
          await page.getByRole('link', { name: 'Pilot backup' }).click();
          const override = page.getByRole('checkbox', { name: 'People may turn it on again' });
          assert.equal(await override.isChecked(), true);
          await page.getByRole('button', { name: 'Remove “Do not sync personalize”' }).click();
          await choose(page, 'advertising', 'Let apps show me personalized ads by using my advertising ID');
          await page.getByRole('link', { name: 'Devices', exact: true }).click();
          await page.getByRole('heading', { name: 'Leave without saving?' }).waitFor();
          await expectAccessible(page, 'the question on leaving');
          await page.getByRole('button', { name: 'Stay' }).click();
          await page.getByRole('button', { name: 'Where it is written' }).first().click();
          await page.getByText('EnableWindowsBackup', { exact: false }).first().waitFor();
          await picture(page, 'policy-unsaved');
          await page.getByRole('button', { name: 'Save changes' }).click();
          await page.getByText('Saved. Devices take it over').waitFor();
          await expectAccessible(page, 'a policy');
          await page.getByRole('button', { name: 'Undo' }).click();
          await page.getByText('It is as it was before.').waitFor();
          await page.getByRole('radiogroup', { name: 'Do not sync personalize' }).waitFor();
          assert.equal(await override.isChecked(), true);
        }),
      );

      await t.test('what two change at once is overwritten by nobody unasked', () =>
        asAda(async (mine) => {
          const description = (page: Page) => page.getByRole('textbox', { name: 'Description' });
          await mine.getByRole('link', { name: 'Pilot backup' }).click();
          await description(mine).fill('Mine');
          await asAda(async (theirs) => {
            await theirs.getByRole('link', { name: 'Pilot backup' }).click();
            await description(theirs).fill('Theirs');
            await theirs.getByRole('button', { name: 'Save changes' }).click();
            await theirs.getByText('Saved. Devices take it over').waitFor();
          });
          await mine.getByRole('button', { name: 'Save changes' }).click();
          await mine.getByText('It differs in: description.').waitFor();
          await expectAccessible(mine, 'a conflict');
          await picture(mine, 'policy-conflict');
          assert.equal(await description(mine).inputValue(), 'Mine');
          await mine.getByRole('button', { name: 'Keep mine' }).click();
          await mine.getByRole('button', { name: 'Save changes' }).click();
          await mine.getByText('Saved. Devices take it over').waitFor();
          await mine.getByRole('button', { name: 'Undo' }).click();
          await mine.getByText('It is as it was before.').waitFor();
          assert.equal(await description(mine).inputValue(), 'Theirs');
        }),
      );

      await t.test('a copy is for nobody, and what is deleted comes back', () =>
        asAda(async (page) => {
          await page.getByRole('button', { name: 'Actions for Pilot backup' }).click();
          await page.getByRole('menuitem', { name: 'Duplicate' }).click();
          await page.getByText('Assigned to nobody: it has no effect').waitFor();
          await page.getByRole('button', { name: 'Create' }).click();
          await page.getByText('“Copy of Pilot backup” was created.').waitFor();
          await page.getByRole('button', { name: 'Actions for Pilot backup' }).click();
          await page.getByRole('menuitem', { name: 'Delete' }).click();
          await page.getByRole('heading', { name: 'Delete “Pilot backup”?' }).waitFor();
          await expectAccessible(page, 'the question on deleting');
          await picture(page, 'policy-delete');
          await page.getByRole('button', { name: 'Delete policy' }).click();
          await page.getByText('“Pilot backup” was deleted.').waitFor();
          await page.getByRole('link', { name: 'Pilot backup', exact: true }).waitFor({ state: 'detached' });
          await page.getByRole('button', { name: 'Undo' }).click();
          await page.getByRole('link', { name: 'Pilot backup', exact: true }).waitFor();
          await page.getByRole('cell', { name: 'Pilot', exact: true }).waitFor();
        }),
      );

      await t.test('whoever may only look sees all of it and is told which role helps', () =>
        withPage(browser, async (page) => {
          await open(page, rita, '/policies');
          await page.getByText('These roles may: Global Administrator or Intune Administrator.').waitFor();
          assert.equal(await page.getByRole('button', { name: 'New policy' }).count(), 0);
          await page.getByRole('link', { name: 'Pilot backup', exact: true }).click();
          await page.getByRole('radiogroup', { name: 'Enable Windows Backup' }).waitFor();
          assert.equal(await page.getByRole('radio', { name: 'Disabled' }).first().isDisabled(), true);
          assert.equal(await page.getByRole('button', { name: 'Add settings' }).count(), 0);
          await expectAccessible(page, 'a policy that may only be looked at');
          await picture(page, 'policy-only-to-see');
        }),
      );
    });
  }),
);

async function newGroup({ context, tenantId }: TestConsole, displayName: string, members: readonly Person[]) {
  const groupId = newId(context);
  await context.database.inTenant(tenantId, async (tx) => {
    await addGroup(tx, { groupId, displayName, now: new Date(context.clock()) });
    for (const { userId } of members) await addMember(tx, groupId, userId);
  });
}

/** By search in the settings picker. */
async function choose(page: Page, words: string, title: string): Promise<void> {
  await page.getByRole('button', { name: 'Add settings' }).click();
  const picker = page.getByRole('dialog', { name: 'Settings picker' });
  await picker.getByRole('searchbox').fill(words);
  await picker.getByRole('checkbox', { name: title }).press('Space');
  await expectAccessible(page, 'the settings picker');
  await picture(page, 'policy-picker');
  await picker.getByRole('button', { name: 'Done' }).click();
  await page.getByRole('radiogroup', { name: title }).waitFor();
}

async function include(page: Page, beginning: string, name: string): Promise<void> {
  await page.getByRole('combobox', { name: 'Include a group' }).pressSequentially(beginning);
  await page.getByRole('option', { name }).click();
  await page.getByRole('button', { name: `Remove ${name}` }).waitFor();
}

async function see(page: Page, person: string, device: string): Promise<void> {
  await page.getByRole('combobox', { name: 'Person' }).pressSequentially(person);
  await page.getByRole('option', { name: `${person}@` }).click();
  await page.getByRole('combobox', { name: 'Device' }).selectOption(device);
}
