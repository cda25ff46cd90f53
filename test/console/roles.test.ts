// Roles as administrators handle them, in a real browser on the real service: who has what and where from, a role given over one group and
// taken back, one of the organization's own, refusals; and what somebody sees who may only look, or may nothing.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { ALL_PERMISSIONS } from '../../src/domain/access/permissions.ts';
import { addGroup } from '../../src/server/directory/group-store.ts';
import { ROLE_IDS } from '../access/signed-in.ts';
import { asFixture } from '../audit/demand-events.ts';
import { withBrowser, withoutBrowser, withPage } from '../identity-provider/browser.ts';
import { expectAccessible } from './axe.ts';
import { type TestConsole, withConsole } from './console-fixture.ts';
import { picture } from './picture.ts';

test('every permission has words in every language', () => {
  for (const language of ['en', 'de']) {
    const { roles } = JSON.parse(readFileSync(`src/console/shared/locales/${language}.json`, 'utf8')) as {
      roles: { permissions: Record<string, Record<string, string>> };
    };
    const unsaid = ALL_PERMISSIONS.filter((it) => {
      const [about = '', act = ''] = it.split('.');
      return roles.permissions[about]?.[act] === undefined;
    });
    assert.deepEqual(unsaid, [], language);
  }
});

test('roles', { skip: withoutBrowser }, (t) =>
  withConsole(async (it) => {
    const { open, newPerson } = it;
    const gina = await newPerson('Gina', [ROLE_IDS.globalAdministrator]);
    const rita = await newPerson('Rita', [ROLE_IDS.auditor]);
    const helen = await newPerson('Helen', [ROLE_IDS.helpdesk]);
    await newPerson('Ben', []);
    await groupNorth(it);
    await withBrowser(async (browser) => {
      await t.test('are given over a group, shown with where they are from, taken away and given back', () =>
        withPage(browser, async (page) => {
          await open(page, gina, '/roles');
          const ginas = page.getByRole('row', { name: /gina@contoso\.example Global Administrator/ });
          await ginas.getByText('Changed in the directory').waitFor();
          await page.getByRole('button', { name: 'Give a role' }).press('Enter');
          const dialog = page.getByRole('dialog');
          await dialog.getByRole('combobox', { name: 'Person' }).pressSequentially('ben');
          await page.getByRole('option', { name: 'ben@contoso.example' }).click();
          await dialog.getByRole('combobox', { name: 'Role' }).selectOption('Helpdesk Administrator');
          assert.equal(await dialog.getByRole('radio', { name: 'Only the members of one group' }).count(), 0);
          await dialog.getByRole('combobox', { name: 'Role' }).selectOption('Microsoft 365 Backup Administrator');
          await dialog.getByText('Allows 4 things').click();
          await dialog.getByText("Read the content of another person's backup").waitFor();
          await dialog.getByRole('radio', { name: 'Only the members of one group' }).click();
          await dialog.getByRole('combobox', { name: 'Members of this group' }).pressSequentially('reg');
          await page.getByRole('option', { name: 'Region North' }).click();
          await expectAccessible(page, 'giving a role');
          await picture(page, 'roles-give');
          await dialog.getByRole('button', { name: 'Give', exact: true }).click();
          await page.getByText('The role was given.').waitFor();
          const bens = page.getByRole('row', { name: /ben@contoso\.example Microsoft 365 Backup/ });
          await bens.getByText('Members of Region North').waitFor();
          await expectAccessible(page, 'who has which role');
          await picture(page, 'roles');

          await page.getByRole('searchbox').fill('ben@');
          await ginas.waitFor({ state: 'detached' });
          assert.match(page.url(), /search=ben/);
          await bens.getByRole('button').press('Enter');
          await page
            .getByRole('dialog')
            .getByText(/^Take Microsoft 365 Backup Administrator away/)
            .waitFor();
          await expectAccessible(page, 'taking a role away');
          await page.getByRole('dialog').getByRole('button', { name: 'Take away' }).press('Enter');
          await page.getByText('The role was taken away.').waitFor();
          await bens.waitFor({ state: 'detached' });
          await page.getByRole('button', { name: 'Undo' }).click();
          await bens.waitFor();
        }),
      );

      await t.test('are made like another, refused under a name that is taken, and removed', () =>
        withPage(browser, async (page) => {
          await open(page, gina, '/roles/definitions');
          await page.getByRole('heading', { level: 2, name: 'Global Reader' }).waitFor();
          await expectAccessible(page, 'the roles');
          await picture(page, 'roles-definitions');
          await page.getByRole('link', { name: 'New role' }).click();
          await page.getByRole('button', { name: 'Create role' }).click();
          await page.getByText('A role needs a name.').waitFor();
          await page.getByText('Choose at least one thing that it allows.').waitFor();
          await page.getByRole('textbox', { name: 'Role' }).fill('auditor');
          await page.getByRole('checkbox', { name: 'Read and export the audit log.' }).check();
          await page.getByRole('button', { name: 'Create role' }).click();
          await page.getByText('There already is a role').waitFor();
          await expectAccessible(page, 'a refused role');
          await picture(page, 'roles-new');
          await page.getByRole('button', { name: 'Cancel' }).click();

          await page.getByRole('link', { name: 'Make a role like it' }).nth(3).click();
          const name = page.getByRole('textbox', { name: 'Role' });
          assert.equal(await name.inputValue(), 'Helpdesk Administrator (copy)');
          await name.fill('First line');
          await page.getByRole('checkbox', { name: /^See devices/ }).uncheck();
          await page.getByRole('button', { name: 'Create role' }).press('Enter');
          await page.getByRole('heading', { level: 2, name: 'First line' }).waitFor();
          await page.getByRole('button', { name: 'Remove First line' }).click();
          await page.getByRole('dialog').getByText('Remove First line?').waitFor();
          await page.getByRole('dialog').getByRole('button', { name: 'Remove role' }).click();
          await page.getByRole('heading', { level: 2, name: 'First line' }).waitFor({ state: 'detached' });
        }),
      );

      await t.test('are there to look at for an auditor, who changes nothing', () =>
        withPage(browser, async (page) => {
          await open(page, rita, '/roles');
          await page
            .getByRole('row', { name: /ben@contoso\.example/ })
            .getByText('Members of Region North')
            .waitFor();
          assert.equal(await page.getByRole('button', { name: 'Give a role' }).count(), 0);
          await page.getByText('Global Administrator').first().waitFor();
          await expectAccessible(page, 'roles to look at');
          await picture(page, 'roles-reader');
        }),
      );

      await t.test('say what they may to somebody who may not see others, also in German', () =>
        withPage(
          browser,
          async (page) => {
            await open(page, helen, '/roles');
            await page.getByText('Ihre Rollen erlauben das nicht.').waitFor();
            await page.getByRole('tab', { name: 'Was Sie dürfen' }).press('Enter');
            await page.getByRole('heading', { level: 2, name: 'Helpdesk Administrator' }).waitFor();
            await page.getByText('Geräte sehen, und wer sie benutzt.').waitFor();
            await expectAccessible(page, 'what somebody may');
            await picture(page, 'roles-mine');
          },
          { locale: 'de-DE' },
        ),
      );
    });
  }),
);

async function groupNorth({ context, tenantId }: TestConsole): Promise<void> {
  await context.database.inTenant(tenantId, async (tx) => {
    await asFixture(tx);
    const groupId = '40472000-0000-4000-8000-000000000001';
    await addGroup(tx, { groupId, displayName: 'Region North', now: new Date(context.clock()) });
  });
}
