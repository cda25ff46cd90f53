// Conditional Access as administrators meet it, in a real browser on the real service: an export looked through and taken in, a policy
// read in words, What If, what blocks a restore, and the smallest change made; then who may only look, and who may not.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { addGroup, addMember } from '../../src/server/directory/group-store.ts';
import { ROLE_IDS } from '../access/signed-in.ts';
import { asFixture } from '../audit/demand-events.ts';
import { withBrowser, withoutBrowser, withPage } from '../identity-provider/browser.ts';
import { expectAccessible } from './axe.ts';
import { type Person, type TestConsole, withConsole } from './console-fixture.ts';
import { picture } from './picture.ts';

const EXAMPLE = ['compliant-devices', 'countries', 'location', 'group'].map(
  (name) => `test/conditional-access/example/${name}.json`,
);

test('Conditional Access', { skip: withoutBrowser }, (t) =>
  withConsole(async (it) => {
    const { open, newPerson, newDevice } = it;
    const gina = await newPerson('Gina', [ROLE_IDS.globalAdministrator]);
    const helen = await newPerson('Helen', [ROLE_IDS.helpdesk]);
    const rita = await newPerson('Rita', [ROLE_IDS.auditor]);
    const ada = await newPerson('Ada', []);
    await newDevice('LAP-0042', ada);
    await intoStaff(it, ada);
    await withBrowser(async (browser) => {
      await t.test('begins empty and says what to do', () =>
        withPage(browser, async (page) => {
          await open(page, gina, '/conditional-access');
          await page.getByRole('heading', { name: 'No policy yet' }).waitFor();
          await expectAccessible(page, 'no policy');
          await picture(page, 'access-empty');
          await page.getByRole('tab', { name: 'Restore check' }).click();
          await page.getByText('A restore gets through.').waitFor();
          await page.getByRole('link', { name: 'Import your policies first.' }).waitFor();
        }),
      );

      await t.test('takes an export in after showing what is in it', () =>
        withPage(browser, async (page) => {
          await open(page, gina, '/conditional-access/import');
          await page.getByRole('textbox', { name: 'Or paste the JSON here' }).fill('{"displayName": "Half", ');
          await page.getByRole('button', { name: 'Look through it' }).click();
          await page.getByText('Can not be read, left out').waitFor();
          await page.getByText('The file is not JSON.').waitFor();
          assert.equal(await page.getByRole('button', { name: /^Import \d/ }).count(), 0);

          await page.locator('input[type=file]').setInputFiles(EXAMPLE);
          await page.getByText('3 things were recognized. Nothing of the kind was found in: group.json.').waitFor();
          await page.getByRole('row', { name: /Require compliant devices Policy Will be added/ }).waitFor();
          await expectAccessible(page, 'what is in an export');
          await picture(page, 'access-import');
          await page.getByRole('radio', { name: 'On, as they were exported' }).check();
          await page.getByText('can no longer sign in').waitFor();
          await page.getByRole('radio', { name: /^As report-only/ }).check();
          await page.getByRole('button', { name: 'Import 3 things' }).press('Enter');
          await page.getByText('Imported.').waitFor();
          await page.getByRole('row', { name: /Require compliant devices Policy Added/ }).waitFor();
        }),
      );

      await t.test('says a policy in words, and switches it with a way back', () =>
        withPage(browser, async (page) => {
          await open(page, gina, '/conditional-access');
          await page.getByRole('cell', { name: 'compliant device or hybrid joined device' }).waitFor();
          await page.getByRole('cell', { name: 'Group All staff' }).waitFor();
          await expectAccessible(page, 'the policies');
          await picture(page, 'access-policies');
          await page.getByRole('link', { name: 'Require compliant devices' }).click();
          await page.getByRole('heading', { level: 1, name: 'Require compliant devices' }).waitFor();
          await page.getByText('Group All staff').waitFor();
          await page.getByText('All resources').waitFor();
          await page.getByText('Microsoft Intune').waitFor();
          await expectAccessible(page, 'a policy');
          await picture(page, 'access-policy');
          await page.getByRole('radio', { name: 'Off' }).click();
          await page.getByText('Saved.').waitFor();
          await page.getByRole('button', { name: 'Undo' }).click();
          await eventually(page, async () => page.getByRole('radio', { name: /^Report-only/ }).isChecked());
          await page.getByRole('radio', { name: /^On:/ }).click();
          await page.getByRole('dialog').getByText('Switch on Require compliant devices?').waitFor();
          await expectAccessible(page, 'the question before switching on');
          await page.getByRole('dialog').getByRole('button', { name: 'Switch on' }).click();
          await eventually(page, async () => page.getByRole('radio', { name: /^On:/ }).isChecked());

          await page.getByRole('link', { name: 'Conditional Access' }).first().click();
          await page.getByRole('tab', { name: 'Named locations' }).click();
          await page.getByRole('cell', { name: 'Netherlands, Belgium' }).waitFor();
          await expectAccessible(page, 'named locations');
          await picture(page, 'access-locations');
          await page.getByRole('tab', { name: 'Authentication strengths' }).click();
          await page.getByText('security key or passkey').first().waitFor();
          await expectAccessible(page, 'strengths');
          await picture(page, 'access-strengths');
        }),
      );

      await t.test('answers What If, and the address holds the question', () =>
        withPage(browser, async (page) => {
          await open(page, helen, '/conditional-access/what-if');
          await page.getByRole('heading', { name: 'Who signs in, and to what?' }).waitFor();
          await picture(page, 'access-what-if-empty');
          await choosePerson(page, 'Person', 'ada');
          await page.getByRole('combobox', { name: 'Application' }).selectOption('Office 365 Exchange Online');
          await page.getByText('Not enough is known to say.').waitFor();
          await page.getByRole('combobox', { name: 'Platform' }).selectOption('Windows');
          await page.getByRole('combobox', { name: 'Client app' }).selectOption('Browser');
          await page.getByRole('combobox', { name: 'Country' }).selectOption('Netherlands');
          await page.getByText('Access is granted once this is satisfied: compliant device').waitFor();
          await expectAccessible(page, 'What If');
          await picture(page, 'access-what-if');
          assert.match(page.url(), /platform=windows/);
          await page.getByRole('combobox', { name: 'Country' }).selectOption('United States');
          await page.getByText('Block access').waitFor();
          await page.getByRole('combobox', { name: 'Platform' }).selectOption('iOS');
          await page.getByText('It is not for this platform.').waitFor();
        }),
      );

      await t.test('tells a reader what blocks a restore, and gives no button that would be refused', () =>
        withPage(browser, async (page) => {
          await open(page, helen, '/conditional-access/restore');
          await page.getByText('A restore may be blocked: not enough is known.').waitFor();
          await page.getByText('Is the person in All staff?').first().waitFor();
          await expectAccessible(page, 'a restore in general');
          await picture(page, 'access-restore-general');
          await choosePerson(page, 'Person (optional)', 'ada');
          await page.getByRole('combobox', { name: 'Country' }).selectOption('Netherlands');
          await page.getByText('A restore is blocked.').waitFor();
          await page.getByText('Exclude what a restore signs in to').first().waitFor();
          assert.equal(await page.getByRole('button', { name: 'Make this change' }).count(), 0);
          await page.getByRole('link', { name: 'Require compliant devices' }).click();
          await page.getByText('You may look').or(page.getByText('Global Administrator')).first().waitFor();
          await expectAccessible(page, 'a policy to look at');
        }),
      );

      await t.test('lets an administrator make the smallest change, and the restore passes', () =>
        withPage(browser, async (page) => {
          await open(page, gina, '/conditional-access/restore');
          await choosePerson(page, 'Person (optional)', 'ada');
          await page.getByRole('combobox', { name: 'Device' }).selectOption('LAP-0042');
          await page.getByRole('combobox', { name: 'Country' }).selectOption('Netherlands');
          await page.getByText('A restore is blocked.').waitFor();
          await page.getByText('AADSTS53000').first().waitFor();
          await page.getByText('Nothing else changes.').first().waitFor();
          await expectAccessible(page, 'what blocks a restore');
          await picture(page, 'access-restore');
          await page.getByRole('button', { name: 'Make this change' }).press('Enter');
          await page.getByRole('dialog').getByText('Change Require compliant devices?').waitFor();
          await expectAccessible(page, 'the question before a change');
          await page.getByRole('button', { name: 'Change policy' }).press('Enter');
          await page.getByText('A restore gets through, after the person answered a prompt.').waitFor();
          await page.getByText('Require multifactor authentication for restoring Windows settings').waitFor();
          await picture(page, 'access-restore-passes');
        }),
      );

      await t.test('deletes after asking once', () =>
        withPage(browser, async (page) => {
          await open(page, gina, '/conditional-access');
          await page.getByRole('link', { name: 'Require compliant devices' }).click();
          await page.getByRole('button', { name: 'Delete policy' }).click();
          await page.getByRole('dialog').getByText('Delete Require compliant devices?').waitFor();
          await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
          await page.getByRole('tab', { name: 'Policies' }).waitFor();
          await page.getByText('2 policies').waitFor();
          assert.equal(await page.getByRole('link', { name: 'Require compliant devices' }).count(), 0);
        }),
      );

      await t.test('is not for an auditor, and speaks German', () =>
        withPage(
          browser,
          async (page) => {
            await open(page, rita, '/conditional-access');
            await page.getByText('Ihre Rollen erlauben das nicht.').waitFor();
            await page.getByRole('tab', { name: 'Wiederherstellung prüfen' }).waitFor();
          },
          { locale: 'de-DE' },
        ),
      );
    });
  }),
);

async function choosePerson(page: Page, label: string, name: string): Promise<void> {
  const box = page.getByRole('combobox', { name: label });
  await box.pressSequentially(name);
  await page.getByRole('option', { name: `${name}@contoso.example` }).click();
}

async function eventually(page: Page, holds: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 150; tries += 1) {
    if (await holds()) return;
    await page.evaluate('new Promise((resolve) => setTimeout(resolve, 100))');
  }
  assert.ok(await holds());
}

/** The group that the example's policy is for. */
async function intoStaff({ context, tenantId }: TestConsole, { userId }: Person): Promise<void> {
  await context.database.inTenant(tenantId, async (tx) => {
    await asFixture(tx);
    await addGroup(tx, { groupId: STAFF, displayName: 'All staff', now: new Date(context.clock()) });
    await addMember(tx, STAFF, userId);
  });
}

const STAFF = '57aff000-0000-4000-8000-000000000001';
