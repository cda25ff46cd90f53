// Is everyone safe, who is not, and why: the way an administrator goes, in a real browser on the real service.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { enroll } from '../../src/server/devices/enroll.ts';
import { ROLE_IDS } from '../access/signed-in.ts';
import { expectOk } from '../database.ts';
import { withBrowser, withoutBrowser, withPage } from '../identity-provider/browser.ts';
import { choosePolicies, offered, type RestoringDevice, restoring, SAID } from '../restore-server/restore-fixture.ts';
import { capture, deviceAt, type TestService } from '../server/service-fixture.ts';
import { expectAccessible } from './axe.ts';
import { type TestConsole, withConsole } from './console-fixture.ts';

test('the overview and the lists behind it', { skip: withoutBrowser }, (t) =>
  withConsole(async (it) => {
    const { open, newPerson, without } = it;
    const helen = await newPerson('Helen', [ROLE_IDS.helpdesk]);
    const otto = await newPerson('Otto', []);
    await withBrowser(async (browser) => {
      await t.test('says of an empty organization what comes next, and to nobody without a role', () =>
        withPage(browser, async (page) => {
          await open(page, helen, '');
          await page.getByText('Nobody uses a device yet').waitFor();
          assert.match(page.url(), /\/overview$/);
          await page.getByText('Nothing needs attention.').waitFor();
          await page.getByText('Nobody was offered a restore').waitFor();
          await expectAccessible(page, 'an empty overview');
          await picture(page, 'overview-empty');
          await page.getByRole('link', { name: 'Devices', exact: true }).click();
          await page.getByRole('heading', { name: 'No device has joined yet' }).waitFor();
        }),
      );
      await t.test('shows nothing to somebody without a role', () =>
        withPage(browser, async (page) => {
          await open(page, otto, '/overview');
          await page.getByText('Your roles do not include this.').waitFor();
          await page.getByText(/These roles show it: .*Helpdesk Administrator/).waitFor();
        }),
      );

      const anna = await fill(it);
      await t.test('leads from whether everyone is safe to who is not, and why', () =>
        withPage(browser, async (page) => {
          await open(page, helen, '/overview');
          await page.getByText('1 of 3 people who use a device have a fresh backup.').waitFor();
          await expectAccessible(page, 'the overview');
          await picture(page, 'overview');
          await page.getByRole('button', { name: 'As a table' }).press('Enter');
          await page.getByRole('columnheader', { name: 'Failed' }).waitFor();
          await expectAccessible(page, 'the overview with its table');

          await page.getByRole('link', { name: 'The backup of 1 person is refused' }).press('Enter');
          await page.getByRole('cell', { name: 'carl@contoso.example' }).first().waitFor();
          assert.match(page.url(), /\/people\?show=refused$/);
          assert.equal(await page.getByRole('row').count(), 2);
          await expectAccessible(page, 'people whose backup is refused');
          await page.getByRole('link', { name: 'carl@contoso.example' }).press('Enter');
          await page.getByText('Does not back up').waitFor();
          await page
            .getByText(/Windows 10|build/i)
            .first()
            .waitFor();
          await page.getByText('Nothing was backed up yet.').waitFor();
          await expectAccessible(page, 'a person');
          await picture(page, 'person');
        }),
      );

      await t.test('searches, narrows and sorts lists by the service, and keeps that in the address', () =>
        withPage(browser, async (page) => {
          await open(page, helen, '/people');
          await page.getByRole('link', { name: 'Helen' }).waitFor();
          await picture(page, 'people');
          await page.getByRole('searchbox').fill('bea');
          await page.getByRole('link', { name: 'Helen' }).waitFor({ state: 'detached' });
          assert.match(page.url(), /search=bea/);
          await page.getByRole('combobox', { name: 'Show' }).selectOption('Fresh');
          await page.getByRole('heading', { name: 'Nothing matches' }).waitFor();
          await page.getByRole('button', { name: 'Clear search and filters' }).click();
          await page.getByRole('link', { name: 'Helen' }).waitFor();
          assert.equal(await page.getByRole('searchbox').inputValue(), '');

          await page.getByRole('link', { name: 'Devices', exact: true }).click();
          await page.getByRole('combobox', { name: 'Show' }).selectOption('Policies in conflict');
          await page.getByRole('link', { name: 'PC-carl' }).click();
          await page.getByRole('tab', { name: 'Facts' }).click();
          await page.getByText('10240').waitFor();
          assert.match(page.url(), /section=facts/);
          await expectAccessible(page, 'facts of a device');
          await picture(page, 'facts');
          await page.getByRole('tab', { name: 'Policies' }).click();
          await page.getByText('carl@contoso.example').or(page.getByText('Nobody has joined')).first().waitFor();
          await page.getByRole('tab', { name: 'History' }).click();
          await page.getByRole('heading', { name: 'Restores' }).waitFor();
          await expectAccessible(page, 'history of a device');
        }),
      );

      await t.test('follows a restore as it goes on, and tells of a failed one what failed', () =>
        withPage(browser, async (page) => {
          await open(page, helen, '/restores');
          const live = page.getByRole('region', { name: 'Under way now' });
          await live.getByText('No restore is under way.').waitFor();
          const { session, profiles } = await offered(anna, 'inUse');
          await live.getByText('Offered').waitFor();
          const [profile] = profiles;
          assert.ok(profile !== undefined);
          const { profileId, snapshotId } = profile;
          const { body: chosen } = await anna.step(session, { kind: 'choose', profileId, snapshotId });
          const { body: moved } = await anna.step(chosen, { kind: 'progress', done: 2, total: 3 });
          await live.getByText('2 of 3').waitFor();
          await expectAccessible(page, 'restores, one under way');
          await picture(page, 'restores');

          await without(async () => {
            await live.getByText('The service can not be heard').waitFor();
          });
          await live.getByText('2 of 3').waitFor({ timeout: 60_000 });
          await live.getByText('The service can not be heard').waitFor({ state: 'detached' });
          await anna.step(moved, { kind: 'complete', outcomes: [] });
          await live.getByText('No restore is under way.').waitFor();

          await page.getByRole('combobox', { name: 'State' }).selectOption('Failed');
          await page.getByRole('cell').getByRole('link', { name: 'anna@contoso.example' }).click();
          await page.getByText('The device said: disk-full.').waitFor();
          const app = page.getByTitle('Contoso.Notes_8wekyb3d8bbwe');
          await page.getByRole('row').filter({ has: app }).getByText('not-in-store').waitFor();
          await expectAccessible(page, 'a failed restore');
          await picture(page, 'restore');
        }),
      );

      await t.test('says that the service is away, and goes on when it is back', () =>
        withPage(browser, async (page) => {
          await open(page, helen, '/overview');
          await page.getByText('1 of 3 people').waitFor();
          // Pages that the links lead to are fetched beforehand.
          await page.waitForLoadState('networkidle');
          await without(async () => {
            await page.getByRole('link', { name: 'People', exact: true }).click();
            await page.getByText('The service can not be reached.').waitFor({ timeout: 60_000 });
          });
          await page.getByRole('button', { name: 'Try again' }).click();
          await page.getByRole('link', { name: 'Helen' }).waitFor();
        }),
      );
    });
  }),
);

/** Anna is safe and has a failed restore behind her; Bea's backup ages; Carl's Windows may not back up. */
async function fill(it: TestConsole): Promise<RestoringDevice> {
  const { context, tenantId, url } = it;
  await choosePolicies({ context } as TestService, tenantId);
  const newDevice = async (name: string, deviceName = `PC-${name}`): Promise<RestoringDevice> => {
    const userPrincipalName = `${name}@contoso.example`;
    const input = { tenantId, userPrincipalName, deviceName, lifetimeHours: 24 };
    return restoring(deviceAt(url, expectOk(await enroll(context, input))));
  };
  await (await newDevice('anna')).backUp(capture());
  const bea = await newDevice('bea');
  await bea.backUp(capture());
  const longAgo = new Date(context.clock() - 20 * 24 * 60 * 60_000);
  await context.database.inTenant(tenantId, (tx) =>
    tx.query('UPDATE backup_profile SET last_confirmed_at = $3 WHERE tenant_id = $1 AND user_id = $2', [
      tenantId,
      bea.enrolled.userId,
      longAgo,
    ]),
  );
  const carl = await newDevice('carl');
  await carl.checkIn({
    facts: { ...SAID.facts, windowsBuild: 10240 },
    localPolicies: [
      { policy: 'EnableWindowsBackup', by: 'gpo', state: 'disabled' },
      { policy: 'EnableWindowsBackup', by: 'mdm', state: 'enabled' },
    ],
  });
  const anna = await newDevice('anna', 'PC-anna-new');
  const { session, profiles } = await offered(anna, 'inUse');
  const [profile] = profiles;
  assert.ok(profile !== undefined);
  const { profileId, snapshotId } = profile;
  const { body: chosen } = await anna.step(session, { kind: 'choose', profileId, snapshotId });
  const outcomes = [
    { kind: 'setting', id: 'made.up.theme', category: 'personalization', state: 'restored' },
    { kind: 'app', id: 'Contoso.Notes_8wekyb3d8bbwe', category: 'apps', state: 'failed', code: 'not-in-store' },
  ] as const;
  await anna.step(chosen, { kind: 'fail', code: 'disk-full', outcomes: [...outcomes] });
  return anna;
}

/** In both themes and on a narrow window, into the folder that KEEPSAKE_PICTURES names, if it names one. */
async function picture(page: Page, name: string): Promise<void> {
  const folder = process.env['KEEPSAKE_PICTURES'];
  if (folder === undefined) return;
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await page.screenshot({ path: `${folder}/${name}-${colorScheme}.png`, fullPage: true });
  }
  const size = page.viewportSize();
  await page.setViewportSize({ width: 360, height: 800 });
  await page.screenshot({ path: `${folder}/${name}-narrow.png`, fullPage: true });
  if (size !== null) await page.setViewportSize(size);
  await page.emulateMedia({ colorScheme: null });
}
