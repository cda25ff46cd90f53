// The "Windows Backup" page in a real browser: back up now, look into another device's backup, restore one category of it, undo.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { expectAccessible } from '../console/axe.ts';
import { withBrowser, withoutBrowser, withPage } from '../identity-provider/browser.ts';
import { groupPolicies, leftToPeople } from '../policy/policy-registry.ts';
import { passingOn } from '../schedule/agent-fixture.ts';
import { type TestDevice, withService } from '../server/service-fixture.ts';
import { openOn, twoDevices } from './experience-fixture.ts';

test('the Windows Backup page, from no backup to a category restored and undone', { skip: withoutBrowser }, (t) =>
  withService(async (service) => {
    const { fresh, device } = await twoDevices(t, service);
    fresh.setPolicy(
      groupPolicies({
        EnableWindowsRestore: 'enabled',
        EnableWindowsBackup: 'enabled',
        DisableAccessibilitySettingSync: 'enabled',
      }),
    );
    const { url } = await openOn(t, fresh, 'app');
    await withBrowser((browser) =>
      withPage(browser, async (page) => {
        await page.goto(url);
        await page.getByRole('heading', { name: 'Your PC is not backed up yet' }).waitFor();
        await page.getByText(/Left out by your organization: ".*ccessibility.*"/).waitFor();
        await page.getByRole('switch', { name: 'Language preferences', checked: true }).click();
        await page.getByRole('switch', { name: 'Language preferences', checked: false }).waitFor();
        assert.equal(await page.getByRole('switch', { name: 'Accessibility' }).count(), 0, 'a policy decides that');
        await expectAccessible(page, 'without a backup');
        await page.getByRole('button', { name: 'Back up now' }).click();
        await page.getByText('Backed up just now.').waitFor();
        assert.match(await manifestOf(device, 'PC-NEW'), /"excluded":\[[^\]]*"time-language"/);
        await page.getByRole('switch', { name: 'Language preferences', checked: false }).click();
        await page.getByRole('switch', { name: 'Language preferences', checked: true }).waitFor();
        await page.getByRole('heading', { name: /PC-NEW \(this PC\)/ }).waitFor();

        await page.getByRole('button', { name: /Preview and restore the backup of PC-OLD/ }).click();
        const previewed = page.getByRole('region', { name: 'What would change on this PC' });
        await previewed.getByText(/\d+ settings would change/).waitFor();
        await expectAccessible(page, 'a preview');
        await previewed.getByRole('combobox').selectOption('personalization');
        await previewed.getByText('Default app mode').waitFor();
        assert.deepEqual(await service.sql('SELECT state FROM restore_session'), [], 'a preview restores nothing');
        await previewed.getByRole('button', { name: 'Restore' }).click();

        await page.getByText(/\d+ settings? of PC-OLD (was|were) restored/).waitFor();
        await page.getByRole('button', { name: /\d+ restored/ }).click();
        const parts = page.getByRole('region', { name: 'Restore' }).getByRole('heading', { level: 3 });
        assert.deepEqual(await parts.allInnerTexts(), ['Personalization'], 'one category and no other');
        await expectAccessible(page, 'after a restore');
        await page.getByRole('button', { name: 'Undo' }).click();
        await page.getByText('Everything is as it was').waitFor();
        assert.deepEqual(await service.sql('SELECT state FROM restore_session'), [{ state: 'undone' }]);

        const download = page.waitForEvent('download');
        await page.getByRole('link', { name: 'Save a copy of all my data' }).click();
        const records = readFileSync(await (await download).path(), 'utf8')
          .trim()
          .split('\n');
        assert.match(records.at(-1) ?? '', /"record":"end"/);
      }),
    );
  }),
);

test('what a policy leaves out, and leaves to the person, they may take in', { skip: withoutBrowser }, (t) =>
  withService(async (service) => {
    const { fresh, device } = await twoDevices(t, service);
    const policies = groupPolicies({
      EnableWindowsBackup: 'enabled',
      DisableAccessibilitySettingSync: 'enabled',
      DisablePersonalizationSettingSync: 'enabled',
    });
    fresh.setPolicy(leftToPeople(policies, 'DisableAccessibilitySettingSync'));
    const { url } = await openOn(t, fresh, 'app');
    await withBrowser((browser) =>
      withPage(browser, async (page) => {
        await page.goto(url);
        const accessibility = page.getByRole('switch', { name: 'Accessibility' });
        await page.getByText(/unless you switch it on: ".*accessibility.*"/).waitFor();
        assert.equal(await accessibility.isChecked(), false, 'out as long as nobody chooses');
        assert.equal(await page.getByRole('switch', { name: 'Personalization' }).count(), 0);
        await accessibility.focus();
        await page.keyboard.press('Space');
        await page.getByRole('switch', { name: 'Accessibility', checked: true }).waitFor();
        await expectAccessible(page, 'taken in');
        await page.getByRole('button', { name: 'Back up now' }).click();
        await page.getByText('Backed up just now.').waitFor();
        assert.match(await manifestOf(device, 'PC-NEW'), /"excluded":\["personalization"\]/, 'agent and service agree');

        const forbidden = await page.evaluate(async () => {
          const body = JSON.stringify({ group: 'personalization', isIncluded: true });
          const headers = { 'content-type': 'application/json' };
          return (await fetch('/api/groups', { method: 'POST', headers, body })).status;
        });
        assert.equal(forbidden, 422, 'the agent decides, not the page');
      }),
    );
  }),
);

test(
  'with the service out of reach the page says so in its own language, and goes on when it is back',
  {
    skip: withoutBrowser,
  },
  (t) =>
    withService(async (service) => {
      const { fresh, device } = await twoDevices(t, service);
      fresh.setPolicy(groupPolicies({ EnableWindowsRestore: 'enabled', EnableWindowsBackup: 'enabled' }));
      const network = await passingOn(t, service.url);
      fresh.setService(network.url, device.enrolled.token);
      const { url } = await openOn(t, fresh, 'app');
      await withBrowser((browser) =>
        withPage(
          browser,
          async (page) => {
            await page.goto(url);
            await page.getByRole('button', { name: /Vorschau und Wiederherstellen der Sicherung von PC-OLD/ }).click();
            await page.getByText(/\d+ Einstellungen würden sich ändern/).waitFor();
            network.stop();
            await page.getByRole('button', { name: 'Jetzt sichern' }).click();
            await page.getByText('Der Dienst Ihrer Organisation ist nicht erreichbar').first().waitFor();
            await expectAccessible(page, 'out of reach');
            assert.doesNotMatch(await page.locator('main').innerText(), /fetch|ECONN|service/i, 'nothing in English');
            await page.getByRole('button', { name: 'Wiederherstellen', exact: true }).click();
            await page.getByRole('button', { name: 'Erneut versuchen' }).first().waitFor();
            assert.deepEqual(await service.sql('SELECT state FROM restore_session'), [], 'nothing was begun');

            fresh.setService(service.url, device.enrolled.token);
            await page.getByRole('button', { name: 'Wiederherstellen', exact: true }).click();
            await page.getByText(/Einstellungen von PC-OLD wurden wiederhergestellt/).waitFor();
          },
          { locale: 'de-DE' },
        ),
      );
    }),
);

test('backups that are off are said to be, with who decides', { skip: withoutBrowser }, (t) =>
  withService(async (service) => {
    const { fresh } = await twoDevices(t, service);
    fresh.setPolicy(groupPolicies({ EnableWindowsBackup: 'disabled' }));
    const { url } = await openOn(t, fresh, 'app');
    await withBrowser((browser) =>
      withPage(browser, async (page) => {
        await page.goto(url);
        await page.getByRole('heading', { name: 'Backups are off on this PC' }).waitFor();
        await page.getByText('Your organization has switched backups off on this PC.').waitFor();
        assert.ok(await page.getByRole('button', { name: 'Back up now' }).isDisabled());
        await expectAccessible(page, 'switched off');
      }),
    );
  }),
);

/** Of the device's only backup: the clock stands still, so none is the newest. */
async function manifestOf(device: TestDevice, deviceName: string): Promise<string> {
  const [only, ...others] = (await device.list()).body.snapshots.filter((it) => it.deviceName === deviceName);
  assert.deepEqual(others, []);
  return JSON.stringify((await device.get(only?.snapshotId ?? '')).body.manifest);
}
