// The whole story, through both faces: an administrator who finds an empty organization turns backups on for a pilot group, a
// person's first device backs up, the second one is refused, the administrator finds out why and mends it, the person gets their
// settings back although the service goes away in the middle, thinks better of it, and the audit log tells all of it. The service,
// the agent, the identity provider and the browser are real; only the profiles are made.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { writeCredential } from '../../src/agent/credential-file.ts';
import { connectBy } from '../../src/agent/identity/connect.ts';
import { runBackup } from '../../src/agent/schedule/run-backup.ts';
import { ok } from '../../src/lib/result.ts';
import { newId } from '../../src/server/context.ts';
import { enroll } from '../../src/server/devices/enroll.ts';
import { addGroup, addMember } from '../../src/server/directory/group-store.ts';
import { ROLE_IDS } from '../access/signed-in.ts';
import { expectOk } from '../database.ts';
import { openOn, RESTORES, textOf } from '../experience/experience-fixture.ts';
import { withBrowser, withoutBrowser, withPage } from '../identity-provider/browser.ts';
import { makeAgent, restoreOn, type TestAgent } from '../schedule/agent-fixture.ts';
import { START } from '../server/service-fixture.ts';
import { type Person, type TestConsole, withConsole } from './console-fixture.ts';

const HELP_DESK = '729827e3-9c14-49f7-bb1b-9608f156bbb8';
const AUDITOR = 'bb14e448-6bf5-4202-a603-4cd2cfa7c206';
const PATIENCE = 90_000;

test('from an empty organization to settings that are back on a second device', { skip: withoutBrowser }, (t) =>
  withConsole((it) =>
    withBrowser(async (browser) => {
      const ada = await it.newPerson('Ada', [ROLE_IDS.globalAdministrator]);
      const anna = await it.newPerson('Anna.Berg', []);
      await newGroup(it, 'Pilot', anna);
      const asAda = (path: string, work: (page: Page) => Promise<void>) => as(it, browser, ada, path, work);

      await asAda('/setup', turnBackupsOn);
      const old = await newAgent(t, it, 'PC-OLD');
      expectOk(await runBackup(old.context, 'task'));
      await asAda('/overview', seeThatSheIsSafe);

      const fresh = await newAgent(t, it, 'PC-NEW', {});
      fresh.setPolicy(RESTORES);
      const before = readFileSync(join(fresh.profile, 'NTUSER.DAT'));
      await onHerPage(t, browser, fresh, (page) => heading(page, 'Nothing to restore here now'));
      await asAda('/devices', findOutWhyAndMendIt);
      await onHerPage(t, browser, fresh, async (page) => {
        await heading(page, /Welcome back, Anna/);
        await page.getByRole('radio', { name: /PC-OLD/ }).waitFor();
        await it.without(async () => {
          await page.getByRole('button', { name: 'Restore', exact: true }).click();
          await heading(page, 'Waiting for the network');
        });
        await heading(page, 'Your settings are back');
        assert.notDeepEqual(readFileSync(join(fresh.profile, 'NTUSER.DAT')), before);
        await page.getByRole('button', { name: 'Undo' }).click();
        await heading(page, 'Everything is as it was');
        assert.deepEqual(readFileSync(join(fresh.profile, 'NTUSER.DAT')), before, 'every byte');
      });

      await asAda('/restores', (page) => page.getByRole('cell', { name: 'Undone' }).waitFor());
      await t.test('each role sees what is its own to see', () => seeAsOthers(it, browser));
    }),
  ),
);

/** The guide says what comes next, and notices that it was done. */
async function turnBackupsOn(page: Page): Promise<void> {
  await page.getByRole('heading', { level: 1, name: 'Setup guide' }).waitFor();
  await page.getByRole('link', { name: 'Make a policy' }).click();
  await page.getByRole('textbox', { name: 'Name' }).fill('Pilot');
  await page.getByRole('combobox', { name: 'Include a group' }).pressSequentially('Pil');
  await page.getByRole('option', { name: 'Pilot' }).click();
  await page.getByRole('button', { name: 'Create' }).click();
  await page.getByText('“Pilot” was created.').waitFor();
  await page.getByRole('navigation').getByRole('link', { name: 'Setup guide' }).click();
  await page.getByText(/Switched on by .*Pilot/).waitFor();
}

async function seeThatSheIsSafe(page: Page): Promise<void> {
  await page.getByText('The one person who uses a device has a fresh backup.').waitFor();
  await page.getByRole('navigation').getByRole('link', { name: 'People' }).click();
  await page.getByRole('link', { name: 'Anna.Berg' }).click();
  await page.getByText('PC-OLD').first().waitFor();
}

/** From the list of devices to the reason, and from there to the switch, for the pilots alone. */
async function findOutWhyAndMendIt(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'PC-NEW' }).click();
  await page.getByText('Would not be offered a restore').waitFor();
  await page.getByText('"Show restore page" is not configured').waitFor();
  await page.getByRole('navigation').getByRole('link', { name: 'Windows Backup and Restore' }).click();
  await page.getByRole('button', { name: 'Turn on for a pilot group' }).press('Enter');
  await page.getByRole('combobox', { name: 'Include a group' }).pressSequentially('Pil');
  await page.getByRole('option', { name: 'Pilot' }).click();
  await page.getByText('1 more device would be offered a restore: PC-NEW').waitFor();
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.getByRole('group', { name: 'Pilot' }).getByText('On', { exact: true }).waitFor();
}

/** The help desk follows what happened, the auditor reads that it did, and whoever has no role reads neither. */
async function seeAsOthers(it: TestConsole, browser: Browser): Promise<void> {
  const hugo = await it.newPerson('Hugo', [HELP_DESK]);
  const otto = await it.newPerson('Otto', [AUDITOR]);
  const nora = await it.newPerson('Nora', []);
  const refused = (page: Page) => page.getByText('Your roles do not include this.').first().waitFor();
  await as(it, browser, hugo, '/restores', async (page) => {
    await page.getByRole('cell', { name: 'Undone' }).waitFor();
    await page.getByRole('navigation').getByRole('link', { name: 'Audit' }).click();
    await refused(page);
  });
  await as(it, browser, otto, '/audit', async (page) => {
    const told = (activity: string) => page.getByRole('link', { name: activity }).first().waitFor();
    for (const activity of ['Undo restore', 'Complete restore', 'Choose backup to restore']) await told(activity);
    await page.getByRole('combobox', { name: 'Category' }).selectOption('Backup');
    await told('Store snapshot');
    await page.getByRole('link', { name: 'Verify the log' }).click();
    await page.getByRole('button', { name: 'Verify now' }).click();
    await page.getByText('The log is whole.').waitFor();
    await page.getByRole('navigation').getByRole('link', { name: 'People' }).click();
    await refused(page);
  });
  await as(it, browser, nora, '/overview', refused);
}

function as(
  it: TestConsole,
  browser: Browser,
  person: Person,
  path: string,
  work: (page: Page) => Promise<void>,
): Promise<void> {
  return withPage(browser, async (page) => {
    page.setDefaultTimeout(PATIENCE);
    await it.open(page, person, path);
    await telling(page, work);
  });
}

/** A failure says what could be read where it happened. */
async function telling(page: Page, work: (page: Page) => Promise<void>): Promise<void> {
  try {
    await work(page);
  } catch (error) {
    throw new Error(`at ${page.url()}:\n${await textOf(page)}`, { cause: error });
  }
}

/** In Windows' setup, set up by the person, as Autopilot does. */
async function onHerPage(
  t: TestContext,
  browser: Browser,
  agent: TestAgent,
  work: (page: Page) => Promise<void>,
): Promise<void> {
  const { report } = agent.context;
  const restore = {
    ...restoreOn(agent, () => ({ kind: 'later' })),
    report: (facts: Parameters<typeof report>[0]) => ({
      ...report(facts),
      enrollment: { path: 'oobeJoin', mode: 'userDriven' } as const,
    }),
  };
  const opened = await openOn(t, agent, 'offer', { phase: 'oobe', restore });
  await withPage(browser, async (page) => {
    page.setDefaultTimeout(PATIENCE);
    await page.goto(opened.url);
    await telling(page, work);
  });
  opened.close();
  await opened.closed;
}

function heading(page: Page, name: string | RegExp): Promise<void> {
  return page.getByRole('heading', { level: 1, name }).waitFor();
}

/** Anna's, with a clock that goes right; it joins with a key of its own and proves it with every request. */
async function newAgent(
  t: TestContext,
  { context, tenantId, url }: TestConsole,
  deviceName: string,
  chosen?: Parameters<typeof makeAgent>[3],
): Promise<TestAgent> {
  const user = 'anna.berg@contoso.example';
  const input = { tenantId, userPrincipalName: user, deviceName, lifetimeHours: 1 };
  const { token, credentialId, expiresAt } = expectOk(await enroll(context, input));
  const agent = makeAgent(t, url, token, chosen);
  agent.advance(Date.now() - START);
  const path = join(agent.folder, 'credential.json');
  writeCredential(path, { service: url, token, user, device: deviceName, tenantId, credentialId, expiresAt });
  const connect: TestAgent['context']['connect'] = () => {
    const connection = connectBy(path);
    return connection.ok ? ok({ client: connection.value.service, url, deviceName }) : connection;
  };
  return { ...agent, context: { ...agent.context, connect } };
}

async function newGroup({ context, tenantId }: TestConsole, displayName: string, member: Person): Promise<void> {
  const groupId = newId(context);
  await context.database.inTenant(tenantId, async (tx) => {
    await addGroup(tx, { groupId, displayName, now: new Date() });
    await addMember(tx, groupId, member.userId);
  });
}
