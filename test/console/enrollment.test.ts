// The restore page during setup, in a real browser on the real service: why somebody is not offered a restore, a pilot before
// everybody with its consequences counted first, every change taken back, and two administrators at once.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { newId } from '../../src/server/context.ts';
import { addDeviceKey } from '../../src/server/devices/device-key-store.ts';
import { enroll } from '../../src/server/devices/enroll.ts';
import { addGroup, addMember } from '../../src/server/directory/group-store.ts';
import { ROLE_IDS } from '../access/signed-in.ts';
import { expectOk } from '../database.ts';
import { withBrowser, withoutBrowser, withPage } from '../identity-provider/browser.ts';
import { choosePolicies, restoring, SAID } from '../restore-server/restore-fixture.ts';
import { capture, deviceAt, type TestService } from '../server/service-fixture.ts';
import { expectAccessible } from './axe.ts';
import { type Person, type TestConsole, withConsole } from './console-fixture.ts';
import { picture } from './picture.ts';

const GLOBAL_READER = 'f2ef992c-3afb-46b9-b7cf-a126ee74c451';
const EVERYTHING = { EnableWindowsBackup: 'enabled', EnableWindowsRestore: 'enabled' } as const;

test('the restore page', { skip: withoutBrowser }, (t) =>
  withConsole(async (it) => {
    const { newPerson, open, context, tenantId } = it;
    const ada = await newPerson('Ada', [ROLE_IDS.globalAdministrator]);
    const rita = await newPerson('Rita', [GLOBAL_READER]);
    await choosePolicies({ context } as TestService, tenantId, EVERYTHING, 'notConfigured');
    const bea = await newPerson('Bea', []);
    await newBackedUpDevice(it, bea, 'LAP-0042');
    await newBackedUpDevice(it, await newPerson('Carl', []), 'LAP-0043');
    await newGroup(it, 'Finance pilot', bea);

    await withBrowser(async (browser) => {
      const asAda = (work: (page: Page) => Promise<void>, path = '/enrollment') =>
        withPage(browser, async (page) => {
          await open(page, ada, path);
          await work(page);
        });

      await t.test('an administrator finds out why nobody is offered a restore, turns it on, and back', () =>
        asAda(async (page) => {
          await page.getByRole('link', { name: 'LAP-0042' }).click();
          await page.getByText('Would not be offered a restore').waitFor();
          await page.getByText('"Show restore page" is not configured').waitFor();
          await expectAccessible(page, 'a device');
          assert.match(page.url(), /\/devices\/[0-9a-f-]{36}$/);

          await page.getByRole('link', { name: 'Windows Backup and Restore' }).click();
          const toggle = page.getByRole('switch', { name: 'Show restore page' });
          assert.equal(await toggle.isChecked(), false);
          await toggle.press('Space');
          const dialog = page.getByRole('dialog');
          await dialog.getByText('is asked during setup').waitFor();
          await dialog.getByText(/2 more devices would be offered a restore: LAP-004. and LAP-004./).waitFor();
          await expectAccessible(page, 'the question');
          await picture(page, 'enrollment-question');
          await page.getByRole('button', { name: 'Cancel' }).click();
          assert.equal(await toggle.isChecked(), false);
          await toggle.press('Space');
          await page.getByRole('button', { name: 'Save' }).click();
          await page.getByText('Saved.').waitFor();
          await page.getByText('On: everybody with a backup').waitFor();
          await page.getByRole('cell', { name: 'Not configured → On' }).waitFor();
          await expectAccessible(page, 'the toggle');
          await page.getByRole('status').getByRole('button', { name: 'Undo' }).click();
          await page.getByText('Not configured: nobody').waitFor();
          await page.getByRole('cell', { name: 'On → Not configured' }).waitFor();
        }, '/devices'),
      );

      await t.test('a pilot group comes first, after it is said what that means', () =>
        asAda(async (page) => {
          await picture(page, 'enrollment');
          await page.getByRole('button', { name: 'Turn on for a pilot group' }).press('Enter');
          const drawer = page.getByRole('dialog', { name: 'Turn on for a pilot group' });
          assert.equal(await drawer.getByRole('button', { name: 'Save' }).isDisabled(), true);
          await drawer.getByRole('combobox', { name: 'Include a group' }).pressSequentially('Fin');
          await page.getByRole('option', { name: 'Finance pilot' }).click();
          await drawer.getByText('1 more device would be offered a restore: LAP-0042').waitFor();
          await drawer.getByText(/^1 device: .*Show restore page/).waitFor();
          await expectAccessible(page, 'a pilot');
          await picture(page, 'enrollment-pilot');
          await drawer.getByRole('button', { name: 'Save' }).click();
          await page.getByRole('group', { name: 'Finance pilot' }).getByText('On', { exact: true }).waitFor();
          await drawer.waitFor({ state: 'detached' });
          await expectAccessible(page, 'a pilot before everybody else');
          await picture(page, 'enrollment-with-pilot');

          await see(page, 'bea', 'LAP-0042');
          await page.getByText('A restore is offered while a new device is set up.').waitFor();
          await page
            .getByRole('row', { name: 'Show restore page' })
            .getByText('Finance pilot, Finance pilot')
            .waitFor();
          await see(page, 'carl', 'LAP-0043');
          await page.getByText('No restore is offered while a new device is set up: nobody').waitFor();
        }),
      );

      await t.test('every change of the past can be taken back', () =>
        asAda(async (page) => {
          await page.getByRole('button', { name: 'Actions for Finance pilot' }).click();
          await page.getByRole('menuitem', { name: 'Change' }).click();
          await page.getByRole('radio', { name: 'Do not offer a restore' }).check();
          await page.getByRole('button', { name: 'Save' }).click();
          const pilot = page.getByRole('group', { name: 'Finance pilot' });
          await pilot.getByText('Off', { exact: true }).waitFor();
          const line = page.getByRole('row', { name: 'On → Off' });
          await picture(page, 'enrollment-history');
          await line.getByRole('button', { name: /^Undo the change of Finance pilot/ }).click();
          await page.getByText('Finance pilot goes back to: On.').waitFor();
          await page.getByText('1 more device would be offered a restore: LAP-0042').waitFor();
          await page.getByRole('button', { name: 'Undo it' }).click();
          await pilot.getByText('On', { exact: true }).waitFor();

          await page.getByRole('button', { name: 'Actions for Finance pilot' }).click();
          await page.getByRole('menuitem', { name: 'Remove' }).click();
          await page.getByText('1 device would not be offered a restore any more: LAP-0042').waitFor();
          await page.getByRole('button', { name: 'Remove', exact: true }).click();
          await pilot.waitFor({ state: 'detached' });
          await page.getByRole('row', { name: 'Removed:' }).getByRole('button', { name: /^Undo/ }).click();
          await page.getByRole('button', { name: 'Undo it' }).click();
          await pilot.getByText('For: Finance pilot').waitFor();
        }),
      );

      await t.test('what two change at once is overwritten by nobody unasked', () =>
        asAda(async (mine) => {
          const edit = async (page: Page, name: string) => {
            await page.getByRole('button', { name: 'Actions for Finance pilot' }).click();
            await page.getByRole('menuitem', { name: 'Change' }).click();
            await page.getByRole('textbox', { name: 'Name' }).fill(name);
          };
          await edit(mine, 'Mine');
          await asAda(async (theirs) => {
            await edit(theirs, 'Theirs');
            await theirs.getByRole('button', { name: 'Save' }).click();
            await theirs.getByRole('group', { name: 'Theirs' }).waitFor();
          });
          await mine.getByRole('button', { name: 'Save' }).click();
          await mine.getByText('It differs in: name.').waitFor();
          await expectAccessible(mine, 'a conflict');
          await mine.getByRole('button', { name: 'Keep mine' }).click();
          await mine.getByRole('button', { name: 'Save' }).click();
          await mine.getByRole('group', { name: 'Mine' }).waitFor();
        }),
      );

      await t.test('whoever may only look is told which role helps', () =>
        withPage(browser, async (page) => {
          await open(page, rita, '/enrollment');
          await page.getByText('These roles may: Global Administrator or Intune Administrator.').waitFor();
          await page.getByRole('cell', { name: 'Not configured → On' }).waitFor();
          assert.equal(await page.getByRole('switch', { name: 'Show restore page' }).isDisabled(), true);
          assert.equal(await page.getByRole('button', { name: /pilot group|Undo/ }).count(), 0);
          await expectAccessible(page, 'the restore page of somebody who may only look');
          await picture(page, 'enrollment-only-to-see');
        }),
      );
    });
  }),
);

/** One that has told what it is, and whose person is safe. */
async function newBackedUpDevice({ context, tenantId, url }: TestConsole, person: Person, deviceName: string) {
  const { userPrincipalName } = person;
  const input = { tenantId, userPrincipalName, deviceName, lifetimeHours: 24 };
  const enrolled = expectOk(await enroll(context, input));
  const device = restoring(deviceAt(url, enrolled));
  await device.checkIn(SAID);
  await device.backUp(capture());
  const { userId, deviceId } = enrolled;
  const thumbprint = Buffer.from(context.randomBytes(32)).toString('base64url');
  const joinedAt = new Date(context.clock());
  await context.database.inTenant(tenantId, (tx) =>
    addDeviceKey(tx, { thumbprint, userId, deviceId, protection: 'software', joinedAt }),
  );
}

async function newGroup({ context, tenantId }: TestConsole, displayName: string, { userId }: Person): Promise<void> {
  const groupId = newId(context);
  await context.database.inTenant(tenantId, async (tx) => {
    await addGroup(tx, { groupId, displayName, now: new Date(context.clock()) });
    await addMember(tx, groupId, userId);
  });
}

async function see(page: Page, person: string, device: string): Promise<void> {
  await page.getByRole('link', { name: 'Policies', exact: true }).click();
  await page.getByRole('tab', { name: 'Effective policy' }).click();
  await page.getByRole('combobox', { name: 'Person' }).pressSequentially(person);
  await page.getByRole('option', { name: `${person}@` }).click();
  await page.getByRole('combobox', { name: 'Device' }).selectOption(device);
}
