// Looking after people's backups: what one sees without a look inside, what it takes to look, who agrees and who comes to
// know; deleting, holding, handing out and erasing. In a real browser on the real service.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { type TestContext, test } from 'node:test';
import type { Static } from 'typebox';
import type { Browser, Download, Page } from 'playwright-core';
import type { App } from '../../src/domain/apps/app-list.ts';
import type { SettingValue } from '../../src/domain/catalog/setting.ts';
import type { Snapshot } from '../../src/domain/snapshot/snapshot.ts';
import { toBase64 } from '../../src/lib/bytes.ts';
import { readReceipt } from '../../src/protocol/erasure-receipt.ts';
import type { BackupAccessList } from '../../src/protocol/operations/others-backups.ts';
import { chooseAccessPolicy } from '../../src/server/access/operate-roles.ts';
import { enroll } from '../../src/server/devices/enroll.ts';
import { ROLE_IDS } from '../access/signed-in.ts';
import { asAdministrator, expectOk } from '../database.ts';
import { withBrowser, withoutBrowser, withPage } from '../identity-provider/browser.ts';
import { capture, deviceAt, type TestDevice } from '../server/service-fixture.ts';
import { expectAccessible } from './axe.ts';
import { type Person, type TestConsole, withConsole } from './console-fixture.ts';
import { picture } from './picture.ts';

const REASON = 'Ticket 4711: her desktop looks odd';

test('backups in the admin center', { skip: withoutBrowser }, (t) =>
  withConsole(async (it) => {
    const people: People = {
      helen: await it.newPerson('Helen', [ROLE_IDS.helpdesk]),
      ben: await it.newPerson('Ben', [ROLE_IDS.backupAdministrator]),
      bella: await it.newPerson('Bella', [ROLE_IDS.backupAdministrator]),
      ada: await it.newPerson('Ada', [ROLE_IDS.globalAdministrator]),
      anna: await it.newPerson('Anna', []),
      carl: await it.newPerson('Carl', []),
    };
    await withBrowser(async (browser) => {
      await nothingYet({ ...it, t, browser, people });
      const stage: Stage = { ...it, t, browser, people, anna: await fill(it) };
      await withoutLooking(stage);
      await lookingWithAReason(stage);
      await lookingInGerman(stage);
      await takingTheData(stage);
      await withASecondPerson(stage);
      await deleting(stage);
      await holdingAndErasing(stage);
    });
  }),
);

type People = Readonly<Record<'helen' | 'ben' | 'bella' | 'ada' | 'anna' | 'carl', Person>>;
type Stage = TestConsole & {
  readonly t: TestContext;
  readonly browser: Browser;
  readonly people: People;
  readonly anna: TestDevice;
};

async function nothingYet({ t, browser, people, open }: Omit<Stage, 'anna'>): Promise<void> {
  await t.test('says of an organization without backups what comes next, in German too', () =>
    withPage(
      browser,
      async (page) => {
        patient(page);
        await open(page, people.helen, '/backups');
        await page.getByRole('heading', { name: 'Noch wurde nichts gesichert' }).waitFor();
        await expectAccessible(page, 'no backups');
        await picture(page, 'backups-none');
        await page.goto(page.url().replace(/backups.*/, 'backups/requests'));
        await page.getByRole('heading', { name: 'Niemand hat gefragt' }).waitFor();
        await expectAccessible(page, 'no requests');
      },
      { locale: 'de-DE' },
    ),
  );
}

async function withoutLooking({ t, browser, people, open }: Stage): Promise<void> {
  await t.test('a help desk finds a history and how much changed, not what', () =>
    withPage(browser, async (page) => {
      patient(page);
      await open(page, people.helen, '/backups');
      await page.getByRole('link', { name: 'PC-anna' }).waitFor();
      assert.deepEqual(await columnOf(page, 0), ['PC-carl', 'PC-anna'], 'the newest first');
      await expectAccessible(page, 'all backups');
      await picture(page, 'backups');
      await page.getByRole('combobox', { name: 'Show' }).selectOption('Ageing');
      await page.getByRole('heading', { name: 'Nothing matches' }).waitFor();
      await page.getByRole('button', { name: 'Clear search and filters' }).click();
      await page.getByRole('searchbox').fill('anna@');
      await page.getByRole('link', { name: 'PC-carl' }).waitFor({ state: 'detached' });
      assert.match(page.url(), /search=anna/);
      await page.getByRole('link', { name: 'PC-anna' }).press('Enter');

      await page.getByRole('heading', { level: 1, name: 'Anna on PC-anna' }).waitFor();
      const timeline = page.getByRole('list', { name: 'Snapshots, newest first' });
      assert.equal(await timeline.getByRole('link').count(), 3);
      await timeline.getByText('1 thing could not be read').waitFor();
      await timeline.getByText('Always kept: it is the latest').waitFor();
      await page.getByText('What a person chose is theirs.').waitFor();
      await page.getByText('Microsoft 365 Backup Administrator').waitFor();
      await page.getByText('1 → 2').waitFor();
      assert.equal(await page.getByRole('button', { name: 'Delete' }).count(), 0);
      assert.equal(await page.getByText('dark').count(), 0);
      await expectAccessible(page, 'a history without a look inside');
      await picture(page, 'history-closed');
    }),
  );
}

async function lookingWithAReason({ t, browser, people, open, anna }: Stage): Promise<void> {
  await t.test('who may look gives a reason once, reads what changed in words, and the person sees it', () =>
    withPage(browser, async (page) => {
      patient(page);
      await open(page, people.ben, '/backups');
      await page.getByRole('link', { name: 'PC-anna' }).click();
      const reason = page.getByRole('textbox', { name: 'Why do you look?' });
      await reason.fill('just so');
      assert.ok(await page.getByRole('button', { name: 'Show what changed' }).isDisabled());
      await expectAccessible(page, 'the question why');
      await picture(page, 'history-why');
      await reason.fill(REASON);
      await reason.press('Enter');

      await page.getByText('3 changes').waitFor();
      await line(page, 'Default app mode').getByText('light → dark').waitFor();
      await line(page, 'Notes').getByText('not there → 1.2.0.0').waitFor();
      await line(page, 'MSEdge').getByText('no longer pinned').waitFor();
      await page.getByText('Transparency effects: it is damaged').waitFor();
      await expectAccessible(page, 'what changed');
      await picture(page, 'history-changes');

      // The rest by keyboard: another snapshot, another comparison, everything.
      await page.getByRole('list', { name: 'Snapshots, newest first' }).getByRole('link').nth(1).press('Enter');
      await line(page, 'Alignment').or(line(page, 'Taskbar alignment')).first().waitFor();
      assert.match(page.url(), /snapshot=/);
      await page
        .getByRole('combobox', { name: 'Compare with' })
        .selectOption({ label: 'Nothing: show all that it holds' });
      await page.getByRole('heading', { name: 'What it holds' }).waitFor();
      await line(page, 'Default app mode').getByText('light', { exact: true }).waitFor();
      assert.match(page.url(), /since=nothing/);
      await expectAccessible(page, 'what a snapshot holds');
      await picture(page, 'history-holds');

      const seen = await anna.send<Static<typeof BackupAccessList>>('GET', '/v1/me/accesses');
      assert.deepEqual(
        new Set(seen.body.accesses.map((access) => `${access.actorName} ${access.reason}`)),
        new Set([`ben@contoso.example ${REASON}`]),
      );
    }),
  );
}

async function lookingInGerman({ t, browser, people, open }: Stage): Promise<void> {
  await t.test('settings are called as a German Windows calls them', () =>
    withPage(
      browser,
      async (page) => {
        patient(page);
        await open(page, people.ben, '/backups');
        await page.getByRole('link', { name: 'PC-anna' }).click();
        await page.getByRole('textbox').fill(REASON);
        await page.getByRole('textbox').press('Enter');
        await line(page, 'Standard-App-Modus').waitFor();
        await page.getByText('Transparenzeffekte: it is damaged').waitFor();
      },
      { locale: 'de-DE' },
    ),
  );
}

async function takingTheData({ t, browser, people, open }: Stage): Promise<void> {
  await t.test('a person’s data goes out as a file, with a reason', () =>
    withPage(browser, async (page) => {
      patient(page);
      await open(page, people.ben, `/people/${people.anna.userId}`);
      await page.getByRole('button', { name: 'Export as a file' }).click();
      await page.getByRole('textbox', { name: 'Why do you look?' }).fill(REASON);
      const [file] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('button', { name: 'Export as a file' }).click(),
      ]);
      const records = (await textOf(file)).trimEnd().split('\n');
      const kinds = records.map((text) => (JSON.parse(text) as { record: string }).record);
      assert.deepEqual([kinds[0], kinds.at(-1)], ['export', 'end']);
      assert.equal(kinds.filter((kind) => kind === 'snapshot').length, 3);
      assert.equal(file.suggestedFilename(), 'anna@contoso.example.ndjson');
      await page.getByText(`${records.length} records were saved.`).waitFor();
    }),
  );
}

async function withASecondPerson({ t, browser, people, open, context, tenantId }: Stage): Promise<void> {
  await t.test('where two have to agree, one asks and waits, and another says yes or no', () =>
    withPage(browser, async (page) => {
      patient(page);
      expectOk(await chooseAccessPolicy(context, tenantId, { contentReadApproval: true }));
      await open(page, people.ben, '/backups');
      await page.getByRole('link', { name: 'PC-anna' }).click();
      await page.getByRole('textbox', { name: 'Why do you look?' }).fill(REASON);
      await page.getByRole('button', { name: 'Show what changed' }).click();
      await page.getByRole('heading', { name: 'A second person has to agree' }).waitFor();
      await expectAccessible(page, 'asking for approval');
      await picture(page, 'approval-ask');
      await page.getByRole('button', { name: 'Ask for approval' }).click();
      await page.getByText('This page goes on by itself.').waitFor();
      await expectAccessible(page, 'waiting for approval');
      await picture(page, 'approval-wait');

      await withPage(browser, async (other) => {
        patient(other);
        await open(other, people.bella, '/backups');
        await other.getByText('1 request waits for your decision.').waitFor();
        await other.getByRole('link', { name: 'See requests' }).press('Enter');
        await other.getByText(REASON).waitFor();
        await expectAccessible(other, 'requests');
        await picture(other, 'requests');
        await other.getByRole('button', { name: 'Refuse' }).click();
        await dialogOf(other).getByRole('button', { name: 'Refuse' }).click();
        await other.getByText('No request waits for you.').waitFor();
        await page.getByText('Your last request was refused.').waitFor();
        await picture(page, 'approval-refused');

        await page.getByRole('button', { name: 'Ask for approval' }).click();
        await page.getByText('This page goes on by itself.').waitFor();
        await other.reload();
        await other.getByRole('button', { name: 'Approve' }).press('Enter');
        await dialogOf(other).getByText('for 60 min').waitFor();
        await expectAccessible(other, 'the question whether to approve');
        await picture(other, 'requests-approve');
        await dialogOf(other).getByRole('button', { name: 'Approve' }).click();
        await other.getByText('Approved').waitFor();
      });
      await line(page, 'Default app mode').getByText('light → dark').waitFor();
      await page.getByRole('navigation', { name: 'Places' }).getByRole('link', { name: 'Backups' }).click();
      await page.getByRole('link', { name: 'See requests' }).click();
      await page.getByText('Refused', { exact: true }).waitFor();
    }),
  );
}

async function deleting({ t, browser, people, open }: Stage): Promise<void> {
  await t.test('a snapshot and a profile are deleted once they are named, with a reason', () =>
    withPage(browser, async (page) => {
      patient(page);
      await open(page, people.ben, '/backups');
      await page.getByRole('link', { name: 'PC-carl' }).click();
      await page.getByRole('button', { name: 'Delete snapshot' }).click();
      const dialog = dialogOf(page);
      await dialog.getByText('It is the latest').waitFor();
      await dialog.getByText('This can not be undone.').waitFor();
      await dialog.getByRole('textbox').fill('Carl asked for it');
      await expectAccessible(page, 'the question whether to delete');
      await picture(page, 'delete-snapshot');
      await dialog.getByRole('button', { name: 'Delete' }).click();
      const timeline = page.getByRole('list', { name: 'Snapshots, newest first' });
      await dialog.waitFor({ state: 'detached' });
      await timeline.getByRole('link').nth(1).waitFor({ state: 'detached' });
      // The timeline is read anew.
      await timeline.getByRole('link').first().waitFor();
      assert.equal(await timeline.getByRole('link').count(), 1);

      await page.getByRole('button', { name: 'Delete all of it' }).press('Enter');
      await dialog.getByRole('textbox', { name: 'Why?' }).fill('Carl has left the organization');
      const confirm = dialog.getByRole('button', { name: 'Delete all' });
      assert.ok(await confirm.isDisabled());
      await dialog.getByRole('textbox', { name: 'Type PC-carl to go on' }).fill('PC-carl');
      await picture(page, 'delete-profile');
      await page.keyboard.press('Enter');
      await page.getByRole('heading', { level: 1, name: 'Backups' }).waitFor();
      await page.getByRole('link', { name: 'PC-carl' }).waitFor({ state: 'detached' });
    }),
  );
}

async function holdingAndErasing({ t, browser, people, open }: Stage): Promise<void> {
  await t.test('a hold keeps everything; released, a person is erased for good, with a receipt', () =>
    withPage(browser, async (page) => {
      patient(page);
      await open(page, people.ada, `/people/${people.anna.userId}`);
      await page.getByRole('button', { name: 'Place a hold' }).waitFor();
      await expectAccessible(page, 'a person’s data');
      await page.getByRole('button', { name: 'Place a hold' }).click();
      await dialogOf(page).getByRole('textbox').fill('Case 12: asked for by legal');
      await expectAccessible(page, 'the question whether to hold');
      await picture(page, 'hold-place');
      await dialogOf(page).getByRole('button', { name: 'Place hold' }).click();
      await page.getByText('Placed by ada@contoso.example').waitFor();
      const erase = page.getByRole('button', { name: 'Erase all backups' });
      await page.getByText('Release it first.').waitFor();
      assert.equal(await erase.getAttribute('aria-disabled'), 'true');
      await expectAccessible(page, 'a person on hold');
      await picture(page, 'person-held');
      await refusedByHold(browser, { people, open });

      await page.getByRole('button', { name: 'Release the hold' }).click();
      await dialogOf(page).getByRole('button', { name: 'Release' }).click();
      await page.getByText('Released by ada@contoso.example').waitFor();
      await erase.click();
      const confirm = page.getByRole('button', { name: 'Erase for good' });
      assert.ok(await confirm.isDisabled());
      await page.getByRole('textbox', { name: 'Type anna@contoso.example to go on' }).fill('anna@contoso.example');
      await expectAccessible(page, 'the question whether to erase');
      await picture(page, 'erase');
      await confirm.click();
      const receipt = page.getByRole('group', { name: 'Receipt' });
      await receipt.getByText('Erased on').waitFor();
      await page.getByText('Nothing was backed up yet.').waitFor();
      await expectAccessible(page, 'a person who was erased');
      await picture(page, 'person-erased');
      const [file] = await Promise.all([
        page.waitForEvent('download'),
        receipt.getByRole('button', { name: 'Save the receipt' }).press('Enter'),
      ]);
      const read = expectOk(readReceipt(JSON.parse(await textOf(file))));
      assert.deepEqual([read.userId, read.destroyed.snapshots], [people.anna.userId, 3]);
    }),
  );
}

/** Who may delete and knows of no hold is told why it can not be. */
async function refusedByHold(browser: Browser, { people, open }: Pick<Stage, 'people' | 'open'>): Promise<void> {
  await withPage(browser, async (page) => {
    patient(page);
    await open(page, people.ben, '/backups');
    await page.getByRole('link', { name: 'PC-anna' }).click();
    await page.getByRole('button', { name: 'Delete snapshot' }).click();
    const dialog = dialogOf(page);
    await dialog.getByRole('textbox').fill('Anna asked for it');
    await dialog.getByRole('button', { name: 'Delete' }).click();
    await dialog.getByText('A legal hold keeps these backups.').waitFor();
    await expectAccessible(page, 'a refusal to delete');
    await picture(page, 'delete-held');
  });
}

/** Anna changed things in three weeks; Carl has two snapshots. */
async function fill(it: TestConsole): Promise<TestDevice> {
  const anna = await deviceOf(it, 'anna');
  const before: Settings = {
    'personalization.darkMode.apps': 1,
    'personalization.accent.onTitleBars': 1,
    'explorer.alwaysShowMenus': 1,
    'start.pins.config': pinned('MSEdge', 'Contoso.Notes_8wekyb3d8bbwe!App'),
  };
  await stored(anna, taken(before, []));
  await stored(anna, taken({ ...before, 'taskbar.alignment': 0 }, [CALCULATOR]));
  const last: Settings = { ...before, 'taskbar.alignment': 0, 'personalization.darkMode.apps': 0 };
  last['start.pins.config'] = pinned('Contoso.Notes_8wekyb3d8bbwe!App');
  await stored(anna, taken(last, [NOTES, CALCULATOR], { 'personalization.transparency': 'it is damaged' }));
  await asAdministrator(
    it.owner,
    `UPDATE snapshot s SET received_at = received_at - make_interval(days => 7 * (
       SELECT count(*)::int FROM snapshot n WHERE n.tenant_id = s.tenant_id AND n.profile_id = s.profile_id
          AND n.snapshot_id > s.snapshot_id))`,
  );
  const carl = await deviceOf(it, 'carl');
  await stored(carl, taken(before, []));
  await stored(carl, taken({ ...before, 'explorer.alwaysShowMenus': 0 }, []));
  return anna;
}

async function deviceOf({ context, tenantId, url }: TestConsole, name: string): Promise<TestDevice> {
  const input = { tenantId, userPrincipalName: `${name}@contoso.example`, deviceName: `PC-${name}`, lifetimeHours: 24 };
  return deviceAt(url, expectOk(await enroll(context, input)));
}

async function stored(device: TestDevice, snapshot: Snapshot): Promise<void> {
  const { status, body } = await device.backUp(snapshot);
  assert.equal(status, 200, body.detail);
}

type Settings = Record<string, SettingValue>;

/** With so many others that one that is unreadable is no half-read capture. */
function taken(settings: Settings, apps: readonly App[], unreadable: Readonly<Record<string, string>> = {}) {
  const found = [
    ...Object.entries(settings).map(([id, value]) => [id, { state: 'present', value, atDefault: false }] as const),
    ...Object.entries(unreadable).map(([id, reason]) => [id, { state: 'unreadable', reason }] as const),
    ...Array.from({ length: 20 }, (_, i) => [`made.up.${i}`, { state: 'absent' }] as const),
  ];
  const document = { format: 'keepsake.apps', version: 1, apps, unreadable: {} } as const;
  return capture({ personalization: Object.fromEntries(found) }, [], document);
}

const CALCULATOR: App = {
  packageFamilyName: 'Microsoft.WindowsCalculator_8wekyb3d8bbwe',
  displayName: 'Calculator',
  source: 'store',
  version: '11.2405.2.0',
  architecture: 'x64',
};
const NOTES: App = {
  packageFamilyName: 'Contoso.Notes_8wekyb3d8bbwe',
  displayName: 'Notes',
  source: 'store',
  version: '1.2.0.0',
  architecture: 'x64',
};

function pinned(...ids: readonly string[]): SettingValue {
  const pinnedList = ids.map((id) => (id.includes('!') ? { packagedAppId: id } : { desktopAppId: id }));
  return { base64: toBase64(new TextEncoder().encode(JSON.stringify({ pinnedList }))) };
}

function patient(page: Page): void {
  page.setDefaultTimeout(45_000);
}

/** Those that ask before something that can not be undone do not go away by a click beside them. */
function dialogOf(page: Page) {
  return page.getByRole('alertdialog');
}

function line(page: Page, name: string) {
  return page.locator('dl > div').filter({ has: page.getByRole('term').filter({ hasText: name }) });
}

async function columnOf(page: Page, column: number): Promise<readonly string[]> {
  const rows = await page.getByRole('row').all();
  return Promise.all(rows.slice(1).map((row) => row.getByRole('cell').nth(column).innerText()));
}

async function textOf(file: Download): Promise<string> {
  return readFile(await file.path(), 'utf8');
}
