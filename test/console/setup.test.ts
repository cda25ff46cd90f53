// The way of an administrator who has never seen Keepsake, along the setup guide: from an empty organization to a restore that
// worked. Every step is really taken, and the page notices by itself.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { enroll } from '../../src/server/devices/enroll.ts';
import { ROLE_IDS } from '../access/signed-in.ts';
import { expectOk } from '../database.ts';
import { withBrowser, withoutBrowser, withPage } from '../identity-provider/browser.ts';
import { choosePolicies, offered, restoring } from '../restore-server/restore-fixture.ts';
import { capture, deviceAt, type TestService } from '../server/service-fixture.ts';
import { expectAccessible } from './axe.ts';
import { type TestConsole, withConsole } from './console-fixture.ts';
import { picture } from './picture.ts';

test('the setup guide leads from nothing to a restore that worked', { skip: withoutBrowser }, () =>
  withConsole(async (it) => {
    const { open, newPerson, context, tenantId, url } = it;
    const ada = await newPerson('Ada', [ROLE_IDS.globalAdministrator]);
    await withBrowser((browser) =>
      withPage(
        browser,
        async (page, browserContext) => {
          browserContext.setDefaultTimeout(30_000);
          await open(page, ada, '');
          const guide = page.getByRole('navigation').getByRole('link', { name: 'Setup guide' });
          await guide.click();
          await page.getByText('2 of 10 steps done').waitFor();
          assert.equal(await next(page), 'Two administrators');
          await expectAccessible(page, 'the setup guide of an empty organization');
          await picture(page, 'setup-empty');

          // A command holds this organization and this address, ready to be pasted.
          await page.getByRole('button', { name: /^Copy the command: At the service/ }).click();
          const copied = String(await page.evaluate('navigator.clipboard.readText()'));
          assert.match(copied, new RegExp(`^keepsake enroll --tenant ${tenantId} .* --service ${url} `));

          // Each step is taken elsewhere; this page sees it.
          await newPerson('Bea', [ROLE_IDS.globalAdministrator]);
          await page.getByText('4 of 10 steps done').waitFor();
          assert.equal(await next(page), 'Devices are known');
          await page.getByRole('link', { name: 'Open Windows Backup and Restore' }).click();
          await page.getByRole('switch', { name: 'Show restore page' }).waitFor();
          await page.goBack();

          await choosePolicies({ context } as TestService, tenantId);
          await page.getByText('6 of 10 steps done').waitFor();
          const anna = newDevice(it, 'PC-anna');
          await (await anna).backUp(capture());
          await page.getByText('Devices with a backup: 1. The first: PC-anna (anna@contoso.example)').waitFor();
          await picture(page, 'setup-half');
          const later = await newDevice(it, 'PC-anna-new');
          const { session, profiles } = await offered(later, 'inUse');
          const [profile] = profiles;
          assert.ok(profile !== undefined);
          await page.getByText('9 of 10 steps done').waitFor();
          assert.equal(await next(page), 'A restore worked');
          const { profileId, snapshotId } = profile;
          const { body: chosen } = await later.step(session, { kind: 'choose', profileId, snapshotId });
          await later.step(chosen, { kind: 'complete', outcomes: [] });
          await page.getByText('Everything is in place').waitFor();
          await page.getByText('10 of 10 steps done').waitFor();
          await guide.waitFor({ state: 'detached' });
          await expectAccessible(page, 'the setup guide at its end');
          await picture(page, 'setup-done');

          // What happened stands beside the device, and leads on.
          await page.getByRole('navigation').getByRole('link', { name: 'Devices' }).click();
          await page.getByRole('link', { name: 'PC-anna', exact: true }).click();
          await page.getByRole('tab', { name: 'History' }).click();
          await page.getByRole('link', { name: 'All events of this device' }).waitFor();
          await expectAccessible(page, 'what happened on a device');
          await picture(page, 'device-history');
          await page.getByRole('link', { name: 'Store snapshot' }).waitFor();
          await page.getByRole('link', { name: 'anna@contoso.example', exact: true }).click();
          await page.waitForURL(/\/backups\/[0-9a-f-]+\/[0-9a-f-]+$/);
        },
        { permissions: ['clipboard-read', 'clipboard-write'] },
      ),
    );
  }),
);

/** The step that the page puts forward. */
async function next(page: Page): Promise<string | null> {
  const step = page.getByRole('listitem').filter({ has: page.getByText('Next', { exact: true }) });
  return step.getByRole('heading').textContent();
}

async function newDevice({ context, tenantId, url }: TestConsole, deviceName: string) {
  const input = { tenantId, userPrincipalName: 'anna@contoso.example', deviceName, lifetimeHours: 24 };
  return restoring(deviceAt(url, expectOk(await enroll(context, input))));
}
