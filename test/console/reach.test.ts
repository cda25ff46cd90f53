// Whoever holds a role over one group: the lists hold its members, say that they are a part, and can be narrowed; what counts
// everybody says which roles show it.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { giveRole } from '../../src/server/access/operate-roles.ts';
import { newId } from '../../src/server/context.ts';
import { addGroup, addMember } from '../../src/server/directory/group-store.ts';
import { asFixture } from '../audit/demand-events.ts';
import { expectOk } from '../database.ts';
import { withBrowser, withoutBrowser, withPage } from '../identity-provider/browser.ts';
import { expectAccessible } from './axe.ts';
import { type Person, type TestConsole, withConsole } from './console-fixture.ts';
import { picture } from './picture.ts';

test('a role over a group shows its members and what is theirs', { skip: withoutBrowser }, () =>
  withConsole(async (it) => {
    const { open, newPerson, newDevice, context, tenantId } = it;
    const ben = await newPerson('Ben', []);
    const [anna, bea, carl] = [await newPerson('Anna', []), await newPerson('Bea', []), await newPerson('Carl', [])];
    await newDevice('PC-ANNA', anna);
    await newDevice('PC-BEA', bea);
    await newDevice('PC-CARL', carl);
    const overGroup = await newGroup(it, [anna, bea]);
    const role = 'Microsoft 365 Backup Administrator';
    expectOk(await giveRole(context, tenantId, { role, to: { user: ben.userPrincipalName }, overGroup }));
    await withBrowser((browser) =>
      withPage(browser, async (page) => {
        await open(page, ben, '/overview');
        await page.getByRole('heading', { name: 'Your roles do not include this.' }).waitFor();
        await page.getByText('Whom you may see stands under People').waitFor();
        await expectAccessible(page, 'an overview that is not shown');

        await page.getByRole('link', { name: 'People', exact: true }).click();
        await page.getByText('You see some of the organization.').waitFor();
        await page.getByText('2 shown').waitFor();
        assert.equal(await page.getByRole('link', { name: 'Carl' }).count(), 0);
        await expectAccessible(page, 'some people');
        await picture(page, 'people-some');

        await page.getByRole('link', { name: 'Devices', exact: true }).click();
        await page.getByRole('link', { name: 'PC-ANNA' }).waitFor();
        await page.getByRole('combobox', { name: 'Person' }).pressSequentially('bea');
        await page.getByRole('option', { name: 'Bea (bea@contoso.example)' }).click();
        await page.getByText('1 shown').waitFor();
        await page.getByRole('link', { name: 'PC-BEA' }).waitFor();
        assert.match(page.url(), new RegExp(`userId=${bea.userId}`));
        await expectAccessible(page, 'the devices of one person');
        await page.getByRole('button', { name: 'Clear search and filters' }).click();
        await page.getByRole('link', { name: 'PC-ANNA' }).waitFor();

        await page.getByRole('link', { name: 'People', exact: true }).click();
        await page.getByRole('link', { name: 'Anna', exact: true }).click();
        await page.getByRole('link', { name: 'PC-ANNA' }).waitFor();
        await page.getByText('These roles show it:').first().waitFor();
        await expectAccessible(page, 'a person in reach');
        await page.getByRole('link', { name: 'Policies', exact: true }).click();
        await page.getByRole('heading', { name: 'Your roles do not include this.' }).waitFor();
        await expectAccessible(page, 'a list that is not shown');
        await picture(page, 'list-not-shown');
      }),
    );
  }),
);

async function newGroup({ context, tenantId }: TestConsole, members: readonly Person[]): Promise<string> {
  const groupId = newId(context);
  await context.database.inTenant(tenantId, async (tx) => {
    await asFixture(tx);
    await addGroup(tx, { groupId, displayName: 'North', now: new Date(context.clock()) });
    for (const { userId } of members) await addMember(tx, groupId, userId);
  });
  return groupId;
}
