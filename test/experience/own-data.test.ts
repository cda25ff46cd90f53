// A person's own data on the "Windows Backup" page: deleted once it was said what that means, with a receipt; begun again; and
// kept where the organization or a hold says so.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { readReceipt } from '../../src/protocol/erasure-receipt.ts';
import { chooseAccessPolicy } from '../../src/server/access/operate-roles.ts';
import { operatorsAct } from '../../src/server/keys/act.ts';
import { placeLegalHold } from '../../src/server/keys/legal-holds.ts';
import { expectAccessible } from '../console/axe.ts';
import { expectOk } from '../database.ts';
import { withBrowser, withoutBrowser, withPage } from '../identity-provider/browser.ts';
import { groupPolicies } from '../policy/policy-registry.ts';
import { type TestDevice, type TestService, withService } from '../server/service-fixture.ts';
import { expectNoOverflow, openOn, twoDevices } from './experience-fixture.ts';

const ON = groupPolicies({ EnableWindowsRestore: 'enabled', EnableWindowsBackup: 'enabled' });

test(
  'deleting asks once, is final, leaves a receipt, and can be followed by a new beginning',
  {
    skip: withoutBrowser,
  },
  (t) =>
    withService(async (service) => {
      const { fresh, device } = await twoDevices(t, service);
      fresh.setPolicy(ON);
      await letPeopleErase(service, device, true);
      const { url } = await openOn(t, fresh, 'app');
      await withBrowser((browser) =>
        withPage(browser, async (page) => {
          await page.goto(url);
          await page.getByRole('button', { name: 'Back up now' }).click();
          await page.getByText('Backed up just now.').waitFor();

          await page.getByRole('button', { name: 'Delete all my backups' }).focus();
          await page.keyboard.press('Enter');
          const question = page.getByRole('alertdialog', { name: 'Delete all your backups?' });
          await question.getByText('Every backup of PC-NEW and PC-OLD is deleted').waitFor();
          await question.getByText('nobody can bring them back').waitFor();
          await expectAccessible(page, 'the question');
          await page.keyboard.press('Escape');
          await question.waitFor({ state: 'detached' });
          assert.equal((await device.list()).body.snapshots.length, 2, 'a question deletes nothing');

          await page.getByRole('button', { name: 'Delete all my backups' }).click();
          await question.getByRole('button', { name: 'Delete for good' }).click();
          await page.getByText(/2 backups of 2 PCs were deleted for good/).waitFor();
          assert.equal(await page.evaluate('document.activeElement.tagName'), 'H3', 'the focus is not lost');
          await page.getByRole('heading', { name: 'Your backups were deleted', level: 2 }).waitFor();
          await page.getByText('No backup is kept any more.').waitFor();
          assert.ok(await page.getByRole('button', { name: 'Back up now' }).isDisabled());
          await expectAccessible(page, 'after deleting');
          await expectNoOverflow(page, 'Windows Backup');
          assert.deepEqual((await device.list()).body.snapshots, []);
          const receipt = expectOk(readReceipt(JSON.parse(await saved(page, 'Save the receipt'))));
          assert.deepEqual([receipt.destroyed.backupProfiles, receipt.destroyed.snapshots], [2, 2]);

          await page.getByRole('button', { name: 'Begin backing up again' }).click();
          await page.getByRole('heading', { name: 'Your PC is backed up', level: 2 }).waitFor();
          assert.equal((await device.list()).body.snapshots.length, 1);
          await page.getByRole('link', { name: 'Save the receipt' }).waitFor();
        }),
      );
    }),
);

test('who decides is said where it is not the person', { skip: withoutBrowser }, (t) =>
  withService(async (service) => {
    const { fresh, device } = await twoDevices(t, service);
    fresh.setPolicy(ON);
    await letPeopleErase(service, device, true);
    const { tenantId, userId } = device.enrolled;
    const act = operatorsAct(service.context, tenantId);
    expectOk(await placeLegalHold(service.context, act, { userId, reason: 'A matter in court.' }));
    const { url } = await openOn(t, fresh, 'app');
    await withBrowser((browser) =>
      withPage(
        browser,
        async (page) => {
          await page.goto(url);
          await page.getByRole('button', { name: 'Alle meine Sicherungen löschen' }).click();
          await page.getByRole('button', { name: 'Endgültig löschen' }).click();
          await page.getByRole('alert').getByText('aus rechtlichen Gründen').waitFor();
          assert.doesNotMatch(await page.locator('body').innerText(), /court/, 'why is not told');
          await expectAccessible(page, 'a hold');
          assert.equal((await device.list()).body.snapshots.length, 1, 'what is held stays');

          await letPeopleErase(service, device, false);
          await page.reload();
          await page.getByText('löschen nur die Administratoren').waitFor();
          assert.equal(await page.getByRole('button', { name: 'Alle meine Sicherungen löschen' }).count(), 0);
          await expectAccessible(page, 'not allowed');
        },
        { locale: 'de-DE' },
      ),
    );
  }),
);

async function letPeopleErase({ context }: TestService, device: TestDevice, ownErasure: boolean): Promise<void> {
  expectOk(await chooseAccessPolicy(context, device.enrolled.tenantId, { ownErasure }));
}

async function saved(page: Page, link: string): Promise<string> {
  const download = page.waitForEvent('download');
  await page.getByRole('link', { name: link }).click();
  return readFileSync(await (await download).path(), 'utf8');
}
