// An organization's settings, as an administrator changes them and as somebody who may only look sees them.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { enroll } from '../../src/server/devices/enroll.ts';
import { ROLE_IDS } from '../access/signed-in.ts';
import { expectOk } from '../database.ts';
import { withBrowser, withoutBrowser, withPage } from '../identity-provider/browser.ts';
import { asOwner } from '../isolation/scratch.ts';
import { capture, deviceAt } from '../server/service-fixture.ts';
import { expectAccessible } from './axe.ts';
import { type TestConsole, withConsole } from './console-fixture.ts';
import { picture } from './picture.ts';

test('the settings of an organization', { skip: withoutBrowser }, (t) =>
  withConsole(async (it) => {
    const { open, newPerson } = it;
    const ada = await newPerson('Ada', [ROLE_IDS.globalAdministrator]);
    const helen = await newPerson('Helen', [ROLE_IDS.helpdesk]);
    await backUpForDays(it, 4);
    await withBrowser(async (browser) => {
      await t.test('say what a shorter retention would remove, save it, and take it back', () =>
        withPage(browser, async (page) => {
          await open(page, ada, '/settings?section=retention');
          await page.getByLabel('Keep the newest').fill('1');
          await page.getByText('nothing that is stored would go').waitFor();
          await page.getByLabel('Keep for days').fill('1');
          await page.getByText('3 states of 1 device would no longer be kept').waitFor();
          await expectAccessible(page, 'a retention that would remove something');
          await picture(page, 'settings-retention');
          await page.getByLabel('Keep for days').fill('5000');
          await page.getByText('A whole number from 0 to 3,650.').waitFor();
          assert.ok(await page.getByRole('button', { name: 'Save' }).isDisabled());
          await page.getByLabel('Keep for days').fill('1');
          await page.getByRole('button', { name: 'Save' }).click();
          await page.getByRole('dialog').getByText('3 older states').waitFor();
          await page.getByRole('button', { name: 'Keep less' }).click();
          await page.getByText('Saved.').waitFor();
          await page.reload();
          assert.equal(await page.getByLabel('Keep the newest').inputValue(), '1');
          await page.getByLabel('Keep the newest').fill('3');
          await page.getByRole('button', { name: 'Save' }).click();
          await page.getByText('Saved.').waitFor();
          await page.getByRole('button', { name: 'Undo' }).click();
          await page.getByText('Undone.').waitFor();
          assert.equal(await page.getByLabel('Keep the newest').inputValue(), '1');
        }),
      );

      await t.test('tell whom the organization trusts, and how that is changed', () =>
        withPage(browser, async (page) => {
          await open(page, ada, '/settings');
          await page.getByRole('heading', { name: 'Sign-in of this service' }).waitFor();
          await page.getByText(`keepsake issuer check --tenant ${it.tenantId}`).waitFor();
          await expectAccessible(page, 'identity');
          await picture(page, 'settings-identity');
        }),
      );

      await t.test('give the organization a new key, with what becomes of the earlier one', () =>
        withPage(browser, async (page) => {
          await open(page, ada, '/settings?section=keys');
          await page.getByRole('cell', { name: 'In use' }).waitFor();
          await expectAccessible(page, 'keys');
          await page.getByRole('button', { name: 'Rotate keys' }).click();
          await page.getByRole('dialog').getByText('the earlier one is destroyed').waitFor();
          await page.getByRole('dialog').getByRole('button', { name: 'Rotate keys' }).click();
          await page
            .getByText("one person's key is wrapped anew; earlier keys destroyed: 1")
            .waitFor({ timeout: 30_000 });
          await page.getByRole('cell', { name: 'In use' }).waitFor();
          assert.equal(await page.getByRole('cell', { name: 'Earlier, opens' }).count(), 0);
          await picture(page, 'settings-keys');
        }),
      );

      await t.test('ask a second person from now on, which only the operator takes back', () =>
        withPage(browser, async (page) => {
          await open(page, ada, '/settings?section=access');
          const approval = page.getByRole('switch', { name: 'Ask a second person first' });
          await approval.click();
          await page.getByRole('dialog').getByText('can not be switched off here again').waitFor();
          await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click();
          assert.equal(await approval.isChecked(), false);
          await approval.click();
          await page.getByRole('dialog').getByRole('button', { name: 'Ask a second person' }).click();
          await page.getByText(`keepsake role policy --tenant ${it.tenantId} --approval off`).waitFor();
          assert.ok(await approval.isDisabled());
          await page.getByText('Saved.').waitFor();
          await expectAccessible(page, 'access');
          await picture(page, 'settings-access');
        }),
      );

      await t.test('choose what a backup takes, and say which builds of Windows are asked for', () =>
        withPage(browser, async (page) => {
          await open(page, ada, '/settings?section=restore');
          await page.getByRole('table', { name: 'Builds of Windows' }).getByText('Windows 11 24H2').waitFor();
          await page.getByRole('switch', { name: /On Windows 11 26H2/ }).click();
          await page.getByText('without effect until somebody accepts the terms').waitFor();
          await page.getByRole('button', { name: /Backups on by default/ }).click();
          await page.getByRole('button', { name: 'Accept the terms' }).click();
          await page.getByText('In force').waitFor();
          await page.getByText('without effect until').waitFor({ state: 'detached' });
          await expectAccessible(page, 'choices about backup and restore');
          await picture(page, 'settings-restore');
        }),
      );

      await t.test('let the help desk look and change nothing, and say who may', () =>
        withPage(browser, async (page) => {
          await open(page, helen, '/settings?section=retention');
          await page.getByText('Global Administrator').waitFor();
          assert.ok(await page.getByLabel('Keep the newest').isDisabled());
          await page.getByRole('tab', { name: 'Keys' }).click();
          await page.getByText('Your roles do not include this.').waitFor();
          await page.getByText('key.manage').waitFor();
          await expectAccessible(page, 'keys that somebody may not see');
        }),
      );
    });
  }),
);

/** One device, one state a day, the last of them today. */
async function backUpForDays({ context, tenantId, url, owner }: TestConsole, days: number): Promise<void> {
  const input = { tenantId, userPrincipalName: 'anna@contoso.example', deviceName: 'PC-anna', lifetimeHours: 24 };
  const device = deviceAt(url, expectOk(await enroll(context, input)));
  for (let day = 0; day < days; day += 1) await device.backUp(capture({ gaming: { 'made.up.mode': `day ${day}` } }));
  // The service itself can not change when a snapshot came in.
  await asOwner(owner, (sql) =>
    sql.query(
      `UPDATE snapshot s SET received_at = $2::timestamptz - (x.age || ' days')::interval - interval '1 minute'
         FROM (SELECT snapshot_id, row_number() OVER (ORDER BY snapshot_id DESC) - 1 AS age
                 FROM snapshot WHERE tenant_id = $1) x
        WHERE s.tenant_id = $1 AND s.snapshot_id = x.snapshot_id`,
      [tenantId, new Date(context.clock())],
    ),
  );
}
