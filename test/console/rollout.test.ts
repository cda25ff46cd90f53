// From nothing to a finished pilot, as an administrator goes: the guide checks itself, a ring begins, is stopped and taken up again,
// and ends; in a real browser on the real service, with devices that really restore. And the same for a whole organization, from the
// exports of its devices until every item holds and everybody is in.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { readExports } from '../../src/domain/conditional-access/read-exports.ts';
import { importConditionalAccess } from '../../src/server/conditional-access/import-objects.ts';
import { addGroup, addMember } from '../../src/server/directory/group-store.ts';
import { enroll } from '../../src/server/devices/enroll.ts';
import { ROLE_IDS } from '../access/signed-in.ts';
import { expectOk } from '../database.ts';
import { madeManagedDevice } from '../devices/made-records.ts';
import { importRecords } from '../devices/records.ts';
import { withBrowser, withoutBrowser, withPage } from '../identity-provider/browser.ts';
import { FACTS, offered, type RestoringDevice, restoring } from '../restore-server/restore-fixture.ts';
import { capture, deviceAt, type TestService } from '../server/service-fixture.ts';
import { expectAccessible } from './axe.ts';
import { type TestConsole, withConsole } from './console-fixture.ts';
import { picture } from './picture.ts';

const GROUP = '11111111-aaaa-4aaa-8aaa-000000000001';
const WAVE = '11111111-aaaa-4aaa-8aaa-000000000002';
const BOOK = 'Contoso Book 14';
const DESK = 'Contoso Desk 2';
const PATIENCE = 60_000;

test('an administrator goes from nothing to a finished pilot', { skip: withoutBrowser }, () =>
  withConsole(async (it) => {
    const ada = await it.newPerson('Ada', [ROLE_IDS.globalAdministrator]);
    const helen = await it.newPerson('Helen', [ROLE_IDS.helpdesk]);
    await withBrowser(async (browser) => {
      await withPage(browser, async (page) => {
        await it.open(page, ada, '/rollout');
        await page.getByText('Begin with a pilot').waitFor();
        await page.getByText('Nothing is known of any device yet.').waitFor();
        await expectAccessible(page, 'an empty rollout');
        await picture(page, 'rollout-empty');

        const anna = await withDevices(it, 'anna', BOOK);
        await group(it, GROUP, 'Pilot people', [anna]);
        await page.reload();
        await page.getByRole('cell', { name: 'OLD-anna' }).waitFor();
        await addRing(page, { group: 'Pilot people', mistaken: 'Pilots', restores: 1 });
        await page.getByText('Go on: everything').waitFor();
        await page.getByRole('button', { name: 'Begin "Pilot"' }).click();
        await page.getByRole('alertdialog').getByText('for the group Pilot people').waitFor();
        await expectAccessible(page, 'the question before a ring begins');
        await page.getByRole('alertdialog').getByRole('button', { name: 'Begin "Pilot"' }).click();
        await page.getByText('Under way').waitFor();
        await page.getByText('no backup was made yet').first().waitFor();

        await restored(anna, it);
        await acknowledgeAll(page);
        await page.reload();
        await page.getByText('restored and read back').first().waitFor();
        await expectAccessible(page, 'a pilot under way');
        await picture(page, 'rollout');

        await page.getByRole('button', { name: 'Stop Pilot' }).click();
        await page.getByRole('textbox').fill('Start menus are empty on one device.');
        await page.getByRole('button', { name: 'Stop now' }).click();
        await page.getByText('Start menus are empty on one device.').waitFor();
        assert.equal((await anna.fresh.ask('inUse')).body.session, null);
        await expectAccessible(page, 'a ring that is stopped');
        await page.getByRole('button', { name: 'Resume Pilot' }).click();
        await page.getByText('Under way').waitFor();
        assert.notEqual((await anna.fresh.ask('inUse')).body.session, null);

        await page.getByRole('button', { name: 'Finish the rollout' }).click();
        await page.getByRole('alertdialog').getByRole('button', { name: 'Finish the rollout' }).click();
        await page.getByText('Every ring has finished.').waitFor();
      });

      await withPage(browser, async (page) => {
        await it.open(page, helen, '/rollout');
        await page.getByText('You may look at this page, not change it.').waitFor();
        await page.getByText('Finished', { exact: true }).waitFor();
        assert.equal(await page.getByRole('button', { name: 'Add a ring' }).count(), 0);
      });
    });
  }),
);

test('the guide carries an organization from its exports to everybody', { skip: withoutBrowser }, () =>
  withConsole(async (it) => {
    const ada = await it.newPerson('Ada', [ROLE_IDS.globalAdministrator]);
    await withBrowser((browser) =>
      withPage(browser, async (page, context) => {
        context.setDefaultTimeout(PATIENCE);
        await it.open(page, ada, '/rollout');
        await page.getByText('0 of 7 items hold').waitFor();

        await importFleet(it);
        await page.reload();
        for (const name of ['OLD-anna', 'OLD-bea']) await page.getByRole('cell', { name }).waitFor();
        const [anna, bea, carl] = [
          await withDevices(it, 'anna', BOOK),
          await withDevices(it, 'bea', DESK),
          await withDevices(it, 'carl', BOOK),
        ];
        await group(it, GROUP, 'Pilot people', [anna]);
        await group(it, WAVE, 'Everybody else', [carl]);
        await addRing(page, { group: 'Pilot people', restores: 2 });
        await addRing(page, { name: 'Wave', group: 'Everybody else', restores: 1 });
        await page.getByText(`No device of the pilot has the model ${DESK}`).waitFor();
        await isMarked(page, 'A pilot whose devices stand for the fleet', 'Open');
        await group(it, GROUP, undefined, [bea]);
        await page.reload();
        await isMarked(page, 'A pilot whose devices stand for the fleet', 'Done');

        assert.equal((await anna.fresh.ask('inUse')).body.session, null, 'nothing is on yet');
        await goOn(page, 'Begin "Pilot"');
        await page.getByText('Under way').waitFor();
        await isMarked(page, 'A backup and a verified restore', 'Open');
        await page.getByText('No restore has ended.').first().waitFor();
        await restored(anna, it);
        await page.reload();
        await page.getByText('Wait: something is still to be seen.').waitFor();
        await page.getByText('Restores that ended: 1.').waitFor();
        await restored(bea, it);
        await page.reload();
        await isMarked(page, 'A backup and a verified restore', 'Done');
        await page.getByText('100% of the restores completed.').waitFor();

        await acknowledgeEverything(page);
        await page.getByText('7 of 7 items hold').waitFor();
        await expectAccessible(page, 'a pilot that is through');
        await picture(page, 'rollout-through');
        assert.equal((await carl.fresh.ask('inUse')).body.session, null, 'Carl is in the ring that has not begun');
        await goOn(page, 'Begin "Wave"');
        await page.getByText('Finished', { exact: true }).waitFor();
        await restored(carl, it);
        await page.reload();
        await goOn(page, 'Finish the rollout');
        await page.getByText('Every ring has finished.').waitFor();

        await page.getByRole('link', { name: 'Readiness' }).click();
        await page.getByRole('link', { name: 'Restore during Windows setup, Ready: 6 devices', exact: true }).waitFor();
      }),
    );
  }),
);

type NewRing = {
  readonly name?: string;
  readonly group: string;
  readonly restores: number;
  /** A group that there is not, which is typed first. */
  readonly mistaken?: string;
};

async function addRing(page: Page, { name, group: named, restores, mistaken }: NewRing): Promise<void> {
  await page.getByRole('button', { name: 'Add a ring' }).click();
  const dialog = page.getByRole('dialog');
  if (name !== undefined) await dialog.getByRole('textbox', { name: 'Name' }).fill(name);
  await dialog.getByRole('spinbutton', { name: 'Days' }).fill('0');
  await dialog.getByRole('spinbutton', { name: 'Restores' }).fill(String(restores));
  if (mistaken !== undefined) {
    await dialog.getByRole('textbox', { name: 'Group' }).fill(mistaken);
    await dialog.getByRole('button', { name: 'Add', exact: true }).click();
    await dialog.getByText(`The service knows no group "${mistaken}"`).waitFor();
  }
  await dialog.getByRole('textbox', { name: 'Group' }).fill(named);
  if (mistaken !== undefined) await dialog.getByRole('button', { name: 'Try again' }).click();
  await dialog.getByRole('button', { name: 'Add', exact: true }).click();
  await dialog.waitFor({ state: 'detached' });
}

async function goOn(page: Page, act: string): Promise<void> {
  await page.getByText('Go on: everything').waitFor();
  await page.getByRole('button', { name: act }).click();
  const question = page.getByRole('alertdialog');
  await question.getByRole('button', { name: act }).click();
  await question.waitFor({ state: 'detached' });
}

/** An item of the checklist by the beginning of its name. */
async function isMarked(page: Page, item: string, mark: 'Open' | 'Done'): Promise<void> {
  const heading = page.getByRole('heading', { level: 3, name: new RegExp(`^${item}`) });
  await page.getByRole('listitem').filter({ has: heading }).getByText(mark, { exact: true }).waitFor();
}

/** All that nobody can measure; that nothing is left out, too. */
async function acknowledgeEverything(page: Page): Promise<void> {
  const open = page.getByRole('button', { name: /^Acknowledge: / });
  for (let left = await open.count(); left > 0; left -= 1) {
    await open.first().click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('textbox', { name: 'Your role' }).fill('Head of workplace');
    await dialog.getByRole('button', { name: 'Acknowledge' }).click();
    await dialog.waitFor({ state: 'detached' });
    await page
      .getByText('ada@contoso.example, Head of workplace')
      .nth(6 - left)
      .waitFor();
  }
}

/** Two of the things that nobody can measure, and an exception in the place of "nobody is left out". */
async function acknowledgeAll(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^Acknowledge: Files are looked after/ }).click();
  await page.getByRole('textbox', { name: 'Your role' }).fill('Head of workplace');
  await page.getByRole('dialog').getByRole('button', { name: 'Acknowledge' }).click();
  await page.getByText('ada@contoso.example, Head of workplace').waitFor();
  await page.getByRole('button', { name: 'Add an exception' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox', { name: 'What or whom' }).fill('Kiosks in the plant');
  await dialog.getByRole('textbox', { name: 'Who answers' }).fill('Bea Berg');
  await dialog.getByRole('textbox', { name: 'What is done' }).fill('They are imaged anew every night.');
  await dialog.getByLabel('Last day').fill('2999-12-31');
  await dialog.getByRole('button', { name: 'Add', exact: true }).click();
  await page.getByText('Kiosks in the plant').first().waitFor();
}

type Restoring = {
  readonly userId: string;
  readonly model: string;
  readonly old: RestoringDevice;
  readonly fresh: RestoringDevice;
};

/** Somebody with an old device and a new one, which have said what they are. */
async function withDevices(it: TestConsole, name: string, model: string): Promise<Restoring> {
  const { context, tenantId, url } = it;
  const { userId, userPrincipalName } = await it.newPerson(name, []);
  const device = async (deviceName: string): Promise<RestoringDevice> => {
    const input = { tenantId, userPrincipalName, deviceName, lifetimeHours: 24 };
    const made = restoring(deviceAt(url, expectOk(await enroll(context, input))));
    await made.checkIn({ facts: factsOf(model) });
    return made;
  };
  return { userId, model, old: await device(`OLD-${name}`), fresh: await device(`NEW-${name}`) };
}

function factsOf(model: string) {
  return { ...FACTS, manufacturer: 'Contoso', model };
}

/** Without a name: it is there. */
async function group(
  { context, tenantId }: TestConsole,
  groupId: string,
  displayName: string | undefined,
  people: readonly Restoring[],
): Promise<void> {
  await context.database.inTenant(tenantId, async (tx) => {
    if (displayName !== undefined) await addGroup(tx, { groupId, displayName, now: new Date(context.clock()) });
    for (const { userId } of people) await addMember(tx, groupId, userId);
  });
}

/** As Intune exports it, before any device has joined; and a Conditional Access policy that leaves restores alone. */
async function importFleet({ context, tenantId }: TestConsole): Promise<void> {
  const models = [
    ['anna', BOOK],
    ['bea', DESK],
    ['carl', BOOK],
  ] as const;
  const devices = models.map(([name, model], index) =>
    madeManagedDevice(index + 1, {
      deviceName: `OLD-${name}`,
      userPrincipalName: `${name}@contoso.example`,
      osVersion: `10.0.${FACTS.windowsBuild}.${FACTS.updateRevision}`,
      manufacturer: 'Contoso',
      model,
    }),
  );
  await importRecords({ context } as TestService, tenantId, 'managedDevice', devices);
  const exports = readExports([{ origin: 'policy.json', content: { json: MAIL_ALONE } }]);
  expectOk(await importConditionalAccess(context, { tenantId, exports, reportOnly: false }));
}

const MAIL_ALONE = {
  displayName: 'Ask for a compliant device for mail',
  state: 'enabled',
  conditions: {
    users: { includeUsers: ['All'] },
    applications: { includeApplications: ['00000002-0000-0ff1-ce00-000000000000'] },
    clientAppTypes: ['all'],
  },
  grantControls: { operator: 'OR', builtInControls: ['compliantDevice'] },
};

async function restored({ old, fresh, model }: Restoring, { context }: TestConsole): Promise<void> {
  await old.backUp(capture());
  const facts = factsOf(model);
  const signedInAt = new Date(context.clock() - 300_000).toISOString();
  const { session, profiles } = await offered(fresh, 'oobe', { facts, signedInAt });
  const [profile] = profiles;
  assert.ok(profile);
  const { profileId, snapshotId } = profile;
  const { body: chosen } = await fresh.step(session, { kind: 'choose', profileId, snapshotId });
  await fresh.step(chosen, { kind: 'complete', outcomes: [] });
}
