// From nothing to a finished pilot, as an administrator goes: the guide checks itself, a ring begins, is stopped and taken up again,
// and ends; in a real browser on the real service, with a device that really restores.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { addGroup, addMember } from '../../src/server/directory/group-store.ts';
import { enroll } from '../../src/server/devices/enroll.ts';
import { ROLE_IDS } from '../access/signed-in.ts';
import { expectOk } from '../database.ts';
import { withBrowser, withoutBrowser, withPage } from '../identity-provider/browser.ts';
import { FACTS, offered, type RestoringDevice, restoring } from '../restore-server/restore-fixture.ts';
import { capture, deviceAt } from '../server/service-fixture.ts';
import { expectAccessible } from './axe.ts';
import { type TestConsole, withConsole } from './console-fixture.ts';
import { picture } from './picture.ts';

const GROUP = '11111111-aaaa-4aaa-8aaa-000000000001';

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

        const anna = await pilotOf(it);
        await page.reload();
        await page.getByRole('cell', { name: 'OLD-anna' }).waitFor();
        await addRing(page);
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

async function addRing(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Add a ring' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox', { name: 'Group' }).fill('Pilots');
  await dialog.getByRole('spinbutton', { name: 'Days' }).fill('0');
  await dialog.getByRole('spinbutton', { name: 'Restores' }).fill('1');
  await dialog.getByRole('button', { name: 'Add', exact: true }).click();
  await dialog.getByText('The service knows no group "Pilots"').waitFor();
  await dialog.getByRole('textbox', { name: 'Group' }).fill('Pilot people');
  await dialog.getByRole('button', { name: 'Try again' }).click();
  await dialog.getByRole('button', { name: 'Add', exact: true }).click();
  await dialog.waitFor({ state: 'detached' });
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

type Pilot = { readonly old: RestoringDevice; readonly fresh: RestoringDevice };

/** Anna is in the pilot's group, with an old device and a new one. */
async function pilotOf({ context, tenantId, url, newPerson }: TestConsole): Promise<Pilot> {
  const { userId, userPrincipalName } = await newPerson('anna', []);
  await context.database.inTenant(tenantId, async (tx) => {
    await addGroup(tx, { groupId: GROUP, displayName: 'Pilot people', now: new Date(context.clock()) });
    await addMember(tx, GROUP, userId);
  });
  const device = async (deviceName: string): Promise<RestoringDevice> => {
    const input = { tenantId, userPrincipalName, deviceName, lifetimeHours: 24 };
    const made = restoring(deviceAt(url, expectOk(await enroll(context, input))));
    await made.checkIn({ facts: { ...FACTS, manufacturer: 'Contoso', model: 'Contoso Book 14' } });
    return made;
  };
  return { old: await device('OLD-anna'), fresh: await device('NEW-anna') };
}

async function restored({ old, fresh }: Pilot, { context }: TestConsole): Promise<void> {
  await old.backUp(capture());
  const facts = { ...FACTS, manufacturer: 'Contoso', model: 'Contoso Book 14' };
  const signedInAt = new Date(context.clock() - 300_000).toISOString();
  const { session, profiles } = await offered(fresh, 'oobe', { facts, signedInAt });
  const [profile] = profiles;
  assert.ok(profile);
  const { profileId, snapshotId } = profile;
  const { body: chosen } = await fresh.step(session, { kind: 'choose', profileId, snapshotId });
  await fresh.step(chosen, { kind: 'complete', outcomes: [] });
}
