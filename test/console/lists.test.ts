// Lists as administrators take them away: a file of everything that is filtered for, paper, and an order by the columns' heads.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { parse } from 'csv-parse/sync';
import type { Page } from 'playwright-core';
import { addDevice } from '../../src/server/devices/device-store.ts';
import { newId } from '../../src/server/context.ts';
import { ROLE_IDS } from '../access/signed-in.ts';
import { withBrowser, withoutBrowser, withPage } from '../identity-provider/browser.ts';
import { expectAccessible } from './axe.ts';
import { type TestConsole, withConsole } from './console-fixture.ts';
import { picture } from './picture.ts';

const DEVICES = 450;

test('lists are taken away whole', { skip: withoutBrowser }, (t) =>
  withConsole(async (it) => {
    const { open, newPerson, url, without } = it;
    const helen = await newPerson('Helen', [ROLE_IDS.helpdesk]);
    await addDevices(it);
    await withBrowser(async (browser) => {
      await t.test('as a file of everything that is filtered for, in the language of the page', () =>
        withPage(
          browser,
          async (page) => {
            await open(page, helen, '/devices?search=LAP');
            const rows = await exported(page, 'Als CSV exportieren');
            assert.deepEqual(rows[0], ['Gerät', 'Personen', 'Sicherung', 'Letzte Sicherung', 'Windows-Build']);
            assert.equal(rows.length, DEVICES + 1);
            assert.equal(new Set(rows.slice(1).map(([name]) => name)).size, DEVICES);
            await page.getByText('450 Zeilen gespeichert.').waitFor();

            await page.getByRole('searchbox').fill('=HYPERLINK');
            await page.getByRole('link', { name: /^=HYPERLINK/ }).waitFor();
            const [, [name] = []] = await exported(page, 'Als CSV exportieren');
            assert.equal(name, `'=HYPERLINK("http://evil.example")`);
          },
          { locale: 'de-DE' },
        ),
      );

      await t.test('not at all when it is stopped, and with a word when the service is away', () =>
        withPage(browser, async (page) => {
          await open(page, helen, '/devices?search=LAP');
          await page.getByRole('button', { name: 'Export CSV' }).waitFor();
          await page.route(`${url}/v1/fleet?*after=*`, () => {});
          await page.getByRole('button', { name: 'Export CSV' }).click();
          await page.getByText('200 rows so far').waitFor();
          await expectAccessible(page, 'a list on its way into a file');
          await page.getByRole('button', { name: 'Stop' }).click();
          await page.getByText('Stopped; nothing was saved.').waitFor();
          await page.unroute(`${url}/v1/fleet?*after=*`);
          await without(async () => {
            await page.getByRole('button', { name: 'Export CSV' }).click();
            await page.getByText('The service can not be reached.').waitFor();
          });
          assert.equal((await exported(page, 'Try again')).length, DEVICES + 1);
        }),
      );

      await t.test('on paper: all rows that are filtered for, without what only a screen needs', () =>
        withPage(browser, async (page) => {
          await page.addInitScript("window.print = () => console.info('printed')");
          await open(page, helen, '/devices?search=LAP');
          const printed = page.waitForEvent('console', (message) => message.text() === 'printed');
          await page.getByRole('button', { name: 'Print' }).click();
          await printed;
          await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
          const table = page.getByRole('table', { name: 'Devices' });
          await table.getByText(`LAP-${DEVICES - 1}`).waitFor();
          assert.equal(await table.getByRole('row').count(), DEVICES + 1);
          assert.equal(await page.getByRole('navigation').count(), 0);
          assert.equal(await page.getByRole('button').count(), 0);
          await picture(page, 'devices-on-paper');
          const background = await page.evaluate(
            "getComputedStyle(document.querySelector('.fui-FluentProvider')).backgroundColor",
          );
          assert.equal(background, 'rgb(255, 255, 255)');
        }),
      );

      await t.test('in the order of a column, by keyboard, kept in the address', () =>
        withPage(browser, async (page) => {
          await open(page, helen, '/devices');
          const head = page.getByRole('columnheader', { name: 'Last backup' });
          await head.getByRole('button').press('Enter');
          await page.waitForURL(/sort=lastBackup/);
          assert.equal(await head.getAttribute('aria-sort'), 'ascending');
          await page.getByRole('columnheader', { name: 'Device' }).getByRole('button').press('Enter');
          await page.waitForURL((address) => !address.search.includes('sort'));
        }),
      );
    });
  }),
);

async function exported(page: Page, button: string): Promise<readonly string[][]> {
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: button }).click();
  const file = await download;
  assert.equal(file.suggestedFilename(), 'devices.csv');
  const bytes = await readFile(await file.path());
  assert.deepEqual([...bytes.subarray(0, 3)], [0xef, 0xbb, 0xbf]);
  return parse(bytes, { bom: true });
}

async function addDevices({ context, tenantId }: TestConsole): Promise<void> {
  const now = new Date(context.clock());
  const names = [...Array.from({ length: DEVICES }, (_, index) => `LAP-${index}`), '=HYPERLINK("http://evil.example")'];
  await context.database.inTenant(tenantId, async (tx) => {
    for (const displayName of names) await addDevice(tx, { deviceId: newId(context), displayName, now });
  });
}
