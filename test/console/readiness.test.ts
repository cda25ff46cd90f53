// Who would be backed up and offered a restore, who not and why, and what a change would do: the way an administrator goes before
// a single machine is wiped, in a real browser on the real service.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { parse } from 'csv-parse/sync';
import type { Page } from 'playwright-core';
import { readExports } from '../../src/domain/conditional-access/read-exports.ts';
import { importConditionalAccess } from '../../src/server/conditional-access/import-objects.ts';
import { enroll } from '../../src/server/devices/enroll.ts';
import { addGroup, addMember } from '../../src/server/directory/group-store.ts';
import { ROLE_IDS } from '../access/signed-in.ts';
import { expectOk } from '../database.ts';
import { madeManagedDevice } from '../devices/made-records.ts';
import { importRecords } from '../devices/records.ts';
import { withBrowser, withoutBrowser, withPage } from '../identity-provider/browser.ts';
import { choosePolicies, restoring, SAID } from '../restore-server/restore-fixture.ts';
import { capture, deviceAt, type TestService } from '../server/service-fixture.ts';
import { expectAccessible } from './axe.ts';
import { type TestConsole, withConsole } from './console-fixture.ts';
import { picture } from './picture.ts';

/** More than a page of a list. */
const IMPORTED = 230;
const PATIENCE = 60_000;

test('readiness', { skip: withoutBrowser }, (t) =>
  withConsole((it) =>
    withBrowser(async (browser) => {
      const ada = await it.newPerson('Ada', [ROLE_IDS.globalAdministrator]);
      const helen = await it.newPerson('Helen', [ROLE_IDS.helpdesk]);
      const otto = await it.newPerson('Otto', []);
      const as = (person: typeof ada, path: string, work: (page: Page) => Promise<void>) =>
        withPage(browser, async (page, context) => {
          context.setDefaultTimeout(PATIENCE);
          await it.open(page, person, path);
          await work(page);
        });

      await t.test('says what to do where nothing is known, and to nobody without a role', async () => {
        await as(ada, '/readiness', async (page) => {
          await page.getByRole('heading', { name: 'No device is known yet' }).waitFor();
          await page.getByText(`keepsake import --tenant ${it.tenantId} exports/`).waitFor();
          await expectAccessible(page, 'readiness of nobody');
          await picture(page, 'readiness-empty');
        });
        await as(otto, '/readiness', async (page) => {
          await page.getByText('Your roles do not include this.').waitFor();
          await page.getByText('Helpdesk Administrator').waitFor();
        });
      });

      await fill(it);
      await t.test('tells who is ready, why the others are not, and who is behind each number', () =>
        as(helen, '/readiness', seeTheReport),
      );
      await t.test('takes the devices behind a number away as a file', () =>
        as(helen, '/readiness', async (page) => {
          const number = page.getByRole('link', { name: /^Backup, Not ready: / });
          const count = Number(await number.innerText());
          await number.click();
          await page.getByText('100 so far').waitFor();
          const rows = await exported(page);
          assert.deepEqual(rows[0]?.slice(0, 2), ['Device', 'Answer']);
          assert.deepEqual([...new Set(rows.slice(1).map(([, answer]) => answer))], ['Not ready']);
          assert.equal(rows.length - 1, count);
          await page.getByRole('button', { name: 'Print' }).waitFor();
        }),
      );
      await t.test('counts what a change would do, and changes nothing', () => as(helen, '/readiness', askWhatIf));
    }),
  ),
);

/** From a number to the devices behind it and back, for one occasion after the other. */
async function seeTheReport(page: Page): Promise<void> {
  await page.getByText(`${IMPORTED + 3} devices and ${IMPORTED + 3} people were looked at.`).waitFor();
  await expectAccessible(page, 'readiness');
  await picture(page, 'readiness');
  const ready = page.getByRole('link', { name: 'Restore during Windows setup, Ready: 1 device', exact: true });
  await ready.click();
  await page.getByRole('cell', { name: 'PC-anna' }).waitFor();
  assert.match(page.url(), /devices\?occasion=oobe&verdict=eligible$/);
  assert.equal(await page.getByRole('row').count(), 2);
  await expectAccessible(page, 'the devices behind a number');
  await page.getByRole('link', { name: 'Back to the report' }).click();

  await page.getByRole('tab', { name: 'Restore during Windows setup' }).waitFor();
  assert.match(page.url(), /readiness\?occasion=oobe$/);
  await page.getByRole('heading', { name: 'What to do first' }).waitFor();
  await page.getByRole('link', { name: /^\d+ devices: .*26100/ }).click();
  await page.getByText(/^Only devices that need: .*26100/).waitFor();
  await page.goBack();
  await page.getByRole('link', { name: /^Show \d+ devices: Windows has at least the build/ }).press('Enter');
  await page.getByText('Only devices of which this does not hold: Windows has at least the build').waitFor();
  await page.getByRole('cell', { name: 'PC-000001' }).waitFor();
  await picture(page, 'readiness-devices');
  await page.getByRole('button', { name: 'Clear search and filters' }).click();
  await page.getByText('100 so far').waitFor();
  assert.match(page.url(), /devices\?occasion=oobe$/);

  await page.goBack();
  await page.getByRole('switch', { name: 'Count as if everybody had a backup' }).check();
  await page.waitForURL(/assume=backups/);
  await page.getByText('Everybody has a backup that can be restored.').waitFor();
  const open = page.getByRole('link', { name: /^Show \d+ devices of which it is not known/ }).first();
  await open.waitFor();
  await expectAccessible(page, 'readiness of setup');
  await picture(page, 'readiness-setup');
  await page.emulateMedia({ media: 'print' });
  await page.getByRole('heading', { name: 'What stands in the way of: Restore during Windows setup' }).waitFor();
  assert.equal(await page.getByRole('button').count(), 0, 'paper has nobody to act on it');
  await picture(page, 'readiness-on-paper');
  await page.emulateMedia({ media: null });
  await open.click();
  await page.getByText(/^Only devices of which a fact is missing/).waitFor();
  await page.getByRole('cell', { name: 'Not known' }).first().waitFor();
  assert.match(page.url(), /assume=backups/);
}

/** Change by change, each by name; and the report afterwards is the one before. */
async function askWhatIf(page: Page): Promise<void> {
  const before = await numbersOn(page);
  await page.getByRole('tab', { name: 'What if' }).click();
  await page.getByRole('heading', { name: 'What would happen if …?' }).waitFor();
  await expectAccessible(page, 'a change that nobody chose');
  const choose = async (kind: string): Promise<void> => {
    await page.getByRole('combobox', { name: 'Change', exact: true }).selectOption({ label: kind });
  };
  const pick = async (label: string, option: string): Promise<void> => {
    await page.getByRole('combobox', { name: label, exact: true }).selectOption({ label: option });
  };
  const turned = (text: string) => page.getByRole('listitem').filter({ hasText: text }).first().waitFor();

  await choose('Turn the restore page on or off');
  await page.getByText('The change makes no difference').waitFor();
  await pick('State', 'Off');
  await turned('1 device: Ready → Not ready (PC-anna)');
  await turned('1 person: Ready → Not ready (anna@contoso.example)');
  await page.getByText('Nothing was changed.').waitFor();
  await expectAccessible(page, 'a forecast');
  await picture(page, 'readiness-what-if');
  await pick('For whom', 'Groups that I choose');
  await page.getByText('Choose what the change is about').waitFor();
  await page.getByRole('combobox', { name: 'Include a group' }).pressSequentially('Pil');
  await page.getByRole('option', { name: 'Pilot' }).click();
  await turned('1 device: Ready → Not ready (PC-anna)');
  await expectAccessible(page, 'a change for a group');
  await picture(page, 'readiness-what-if-group');
  await page.reload();
  await turned('1 device: Ready → Not ready (PC-anna)');

  await choose('Turn a policy on or off');
  await pick('Policy', 'Continue experiences on this device');
  await pick('State', 'Off');
  await turned(`${IMPORTED / 2 + 1} devices: Ready → Not ready (such as`);
  await choose('Remove a policy');
  await pick('Policy or configuration of the restore page', 'What is on');
  await turned('PC-anna');
  await choose('Assign a policy to others');
  await pick('Policy or configuration of the restore page', 'What is on');
  await page.getByRole('button', { name: 'Remove All devices' }).click();
  await turned('PC-anna');
  await choose('Ask for a newer build');
  await pick('Windows release', 'Windows 11 24H2 (26100)');
  await page.getByText('The change makes no difference').waitFor();
  await page.getByRole('spinbutton', { name: 'Least update revision' }).fill('99999');
  await page.getByRole('spinbutton', { name: 'Least update revision' }).press('Tab');
  await turned('PC-anna');
  await page.getByRole('table', { name: 'Reasons with the change' }).waitFor();
  await choose('Exclude the restore from a Conditional Access policy');
  await pick('Conditional Access policy', 'Ask for a compliant device');
  await page.getByText('Nothing was changed.').waitFor();
  await choose('Retire a group or a ring');
  await page.getByRole('combobox', { name: 'Find a group' }).pressSequentially('Pil');
  await page.getByRole('option', { name: 'Pilot' }).click();
  await page.getByText('Nobody would be in Pilot any more.').waitFor();
  await page.getByText('The change makes no difference').waitFor();

  await page.getByRole('tab', { name: 'Report' }).click();
  assert.deepEqual(await numbersOn(page), before);
}

async function numbersOn(page: Page): Promise<readonly string[]> {
  await page.getByText('were looked at.').waitFor();
  return page.getByRole('link', { name: /(?:Ready|Not known): / }).allInnerTexts();
}

async function exported(page: Page): Promise<readonly string[][]> {
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Export CSV' }).click();
  const file = await download;
  assert.equal(file.suggestedFilename(), 'readiness.csv');
  return parse(await readFile(await file.path()), { bom: true });
}

/**
 * Anna's is ready and backed up, Bea's too old, Carl's never said anything; the others are known from an import alone, and every
 * second one is too old.
 */
async function fill({ context, tenantId, url, newPerson }: TestConsole): Promise<void> {
  const service = { context } as TestService;
  await choosePolicies(service, tenantId);
  const newDevice = async (name: string) => {
    const input = {
      tenantId,
      userPrincipalName: `${name}@contoso.example`,
      deviceName: `PC-${name}`,
      lifetimeHours: 24,
    };
    return restoring(deviceAt(url, expectOk(await enroll(context, input))));
  };
  const { userId } = await newPerson('anna', []);
  const anna = await newDevice('anna');
  await anna.checkIn();
  await anna.backUp(capture());
  const bea = await newDevice('bea');
  await bea.checkIn({ facts: { ...SAID.facts, windowsBuild: 26100, updateRevision: 1 } });
  await newDevice('carl');
  const imported = Array.from({ length: IMPORTED }, (_, number) =>
    madeManagedDevice(number + 1, number % 2 === 0 ? {} : { osVersion: '10.0.26100.9000' }),
  );
  await importRecords(service, tenantId, 'managedDevice', imported);
  const groupId = '11111111-aaaa-4aaa-8aaa-000000000001';
  await context.database.inTenant(tenantId, async (tx) => {
    await addGroup(tx, { groupId, displayName: 'Pilot', now: new Date(context.clock()) });
    await addMember(tx, groupId, userId);
  });
  const exports = readExports([{ origin: 'policy.json', content: { json: POLICY } }]);
  expectOk(await importConditionalAccess(context, { tenantId, exports, reportOnly: true }));
}

const POLICY = {
  displayName: 'Ask for a compliant device',
  state: 'enabled',
  conditions: {
    users: { includeUsers: ['All'] },
    applications: { includeApplications: ['All'] },
    clientAppTypes: ['all'],
  },
  grantControls: { operator: 'OR', builtInControls: ['compliantDevice'] },
};
