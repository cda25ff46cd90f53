// The help desk with somebody on the phone: a name, the story, the cause and the fix, and a summary for the ticket.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { enroll } from '../../src/server/devices/enroll.ts';
import { ROLE_IDS } from '../access/signed-in.ts';
import { expectOk } from '../database.ts';
import { withBrowser, withoutBrowser, withPage } from '../identity-provider/browser.ts';
import { choosePolicies, FACTS, restoring } from '../restore-server/restore-fixture.ts';
import { capture, deviceAt, type TestService } from '../server/service-fixture.ts';
import { expectAccessible } from './axe.ts';
import { type TestConsole, withConsole } from './console-fixture.ts';
import { picture } from './picture.ts';

test('the help desk reads out why somebody was not offered a restore', { skip: withoutBrowser }, () =>
  withConsole(async (it) => {
    const helen = await it.newPerson('Helen', [ROLE_IDS.helpdesk]);
    await annaIsRefused(it);
    await withBrowser((browser) =>
      withPage(browser, async (page) => {
        await it.open(page, helen, '/help-desk');
        await page.getByRole('heading', { name: 'Whom is it about?' }).waitFor();
        await expectAccessible(page, 'the help desk');
        const search = page.getByRole('searchbox');
        await search.fill('zzz');
        await page.getByRole('heading', { name: 'Nobody matches' }).waitFor();
        await search.fill('contoso.example');
        await page.getByRole('heading', { name: /people may be meant/ }).waitFor();
        await page.getByRole('link', { name: /anna@contoso\.example/ }).click();
        await page.getByText('Something went wrong').waitFor();
        assert.match(page.url(), /person=/);
        await page
          .getByText(/^Build 22000 is no release/)
          .first()
          .waitFor();
        await page.getByText(/^Update to/).waitFor();
        await page.getByText('No restore was offered').waitFor();
        await page.getByText('Backed up').waitFor();
        await expectAccessible(page, 'a story');
        await picture(page, 'help-desk');

        await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
        await page.getByRole('button', { name: 'Copy for a ticket' }).click();
        await page.getByText('Copied').waitFor();
        const ticket = await page.evaluate<string>('navigator.clipboard.readText()');
        assert.match(ticket, /anna@contoso\.example[^]*Cause: Build 22000[^]*Fix: Update to[^]*NEW-anna/);
      }),
    );
  }),
);

/** Her old device is backed up; the new one has a build that nobody may restore on. */
async function annaIsRefused({ context, tenantId, url }: TestConsole): Promise<void> {
  await choosePolicies({ context } as TestService, tenantId);
  const userPrincipalName = 'anna@contoso.example';
  const device = async (deviceName: string) => {
    const input = { tenantId, userPrincipalName, deviceName, lifetimeHours: 24 };
    return restoring(deviceAt(url, expectOk(await enroll(context, input))));
  };
  await (await device('OLD-anna')).backUp(capture());
  await (await device('NEW-anna')).ask('oobe', { facts: { ...FACTS, windowsBuild: 22000 } });
}
