// The audit log as an auditor works with it, in a real browser on the real service: found, narrowed, read, taken away, and
// verified by the page itself; and what the page says once somebody has been at the database.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { ACTIVITIES } from '../../src/domain/audit/activities.ts';
import { ROLE_IDS } from '../access/signed-in.ts';
import { appendMany } from '../audit/log-fixture.ts';
import { asAdministrator } from '../database.ts';
import { withBrowser, withoutBrowser, withPage } from '../identity-provider/browser.ts';
import { expectAccessible } from './axe.ts';
import { type TestConsole, withConsole } from './console-fixture.ts';
import { picture } from './picture.ts';

test('every activity has words in every language', () => {
  for (const language of ['en', 'de']) {
    const { audit } = JSON.parse(readFileSync(`src/console/shared/locales/${language}.json`, 'utf8')) as {
      audit: { activities: Record<string, Record<string, string>> };
    };
    const unsaid = Object.keys(ACTIVITIES).filter((it) => {
      const [subject = '', verb = ''] = it.split('.');
      return audit.activities[subject]?.[verb] === undefined;
    });
    assert.deepEqual(unsaid, [], language);
  }
});

test('the audit log', { skip: withoutBrowser }, (t) =>
  withConsole(async (it) => {
    const { open, newPerson, context, tenantId } = it;
    const rita = await newPerson('Rita', [ROLE_IDS.auditor]);
    const helen = await newPerson('Helen', [ROLE_IDS.helpdesk]);
    await newPerson("O'Hara", []);
    await appendMany(context, tenantId, 600);
    await withBrowser(async (browser) => {
      await t.test('is narrowed, read and taken away', () =>
        withPage(browser, async (page) => {
          await open(page, rita, '/audit');
          await page.getByRole('link', { name: 'Sign in' }).first().waitFor();
          await expectAccessible(page, 'the audit log');
          await picture(page, 'audit');
          await page.getByRole('combobox', { name: 'Category' }).selectOption('Identity');
          await page.getByRole('combobox', { name: 'Activity' }).selectOption('Add user');
          await page.getByRole('searchbox', { name: 'About' }).fill("o'hara");
          await page.getByText('1 shown').or(page.getByText(/^1\b/)).first().waitFor();
          assert.match(page.url(), /activity=user\.added/);
          assert.match(page.url(), /target=/);
          await eventually(async () => assert.equal(await page.getByRole('row').count(), 2));
          await page.getByRole('link', { name: 'Add user' }).click();
          await page.getByRole('heading', { level: 1, name: 'Add user' }).waitFor();
          await page.getByText('Whoever runs the service').first().waitFor();
          await page.getByText("o'hara@contoso.example").first().waitFor();
          await expectAccessible(page, 'an event');
          await picture(page, 'audit-event');
          await page.getByRole('link', { name: 'Everything that happened in this act' }).click();
          await page.getByRole('button', { name: 'One act only: show all' }).waitFor();
          await page.getByRole('link', { name: 'Add user' }).waitFor();
          await page.getByRole('button', { name: 'Clear search and filters' }).click();
          await page.getByRole('combobox', { name: 'Result' }).selectOption('Failed');
          await page.getByRole('heading', { name: 'Nothing matches' }).waitFor();
          await picture(page, 'audit-nothing');
          await page.getByRole('button', { name: 'Clear search and filters' }).click();

          await page.getByRole('combobox', { name: 'Category' }).selectOption('Organization');
          await page.getByRole('row').nth(3).waitFor();
          const lines = (await taken(page, 'As JSON lines, as in the log')).trimEnd().split('\n');
          assert.equal(lines.length, 601, 'all that match, not the page in sight');
          assert.deepEqual(
            lines,
            (await storedLines(it)).filter((line) => line.includes('"Create tenant"')).toReversed(),
          );
          const table = (await taken(page, 'As CSV, for a spreadsheet')).split('\r\n');
          assert.match(table[0] ?? '', /^\ufeffleafIndex,activityDateTime/);
          assert.equal(table.length, 603);
        }),
      );

      await t.test('is verified by the page, which also compares with what somebody kept', () =>
        withPage(browser, async (page) => {
          await open(page, rita, '/audit');
          await page.getByRole('link', { name: 'Verify the log' }).press('Enter');
          await page.getByRole('button', { name: 'Verify now' }).press('Enter');
          await page.getByText('The log is whole.').waitFor({ timeout: 60_000 });
          await page.getByText('by the key that the service names').waitFor();
          await expectAccessible(page, 'a verified log');
          await picture(page, 'audit-verified');
          assert.equal(await page.evaluate('localStorage.length + sessionStorage.length'), 0);

          const download = page.waitForEvent('download');
          await page.getByRole('button', { name: 'Save this checkpoint' }).click();
          const kept = readFileSync(await (await download).path(), 'utf8');
          const key = await page.locator('code').last().textContent();
          await appendMany(context, tenantId, 300);
          await page.getByRole('textbox', { name: 'Key of the log' }).fill(key ?? '');
          await page.getByRole('textbox', { name: 'Checkpoint kept from earlier' }).fill(kept);
          await page.getByRole('button', { name: 'Verify now' }).click();
          await page.getByText('The log goes on from your checkpoint').waitFor({ timeout: 60_000 });
          await page.getByText('by the key that you brought').waitFor();

          await page
            .getByRole('textbox', { name: 'Checkpoint kept from earlier' })
            .fill(kept.replace('keepsake/', 'other/'));
          await page.getByRole('button', { name: 'Verify now' }).click();
          await page.getByText('That is no checkpoint signed with this key.').waitFor({ timeout: 60_000 });
        }),
      );

      await t.test('shows which event somebody changed in the database', () =>
        withPage(browser, async (page) => {
          await tamper(it, 'made up 300', 'made up 999');
          await open(page, rita, '/audit/verify');
          await page.getByRole('button', { name: 'Verify now' }).click();
          await page.getByText('The log is not what was signed.').waitFor({ timeout: 60_000 });
          const place = (await storedLines(it)).findIndex((line) => line.includes('made up 999'));
          await page.getByText(`Event ${place} was changed after it was written`).waitFor();
          await expectAccessible(page, 'an altered log');
          await picture(page, 'audit-altered');
          await page.getByRole('link', { name: `Show event ${place}` }).click();
          await eventually(async () => assert.equal(await page.getByRole('row').count(), 2));
          await page.getByRole('link', { name: 'Create tenant' }).click();
          await page.getByText('made up 999').first().waitFor();
        }),
      );

      await t.test('is not for a help desk', () =>
        withPage(browser, async (page) => {
          await open(page, helen, '/audit');
          await page.getByText('Your roles do not include this.').waitFor();
          await expectAccessible(page, 'an audit log that is not for them');
        }),
      );
    });
  }),
);

async function taken(page: Page, how: string): Promise<string> {
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Export' }).click();
  await page.getByRole('menuitem', { name: how }).click();
  return readFileSync(await (await download).path(), 'utf8');
}

async function storedLines({ owner, tenantId }: TestConsole): Promise<readonly string[]> {
  const rows = await asAdministrator(
    owner,
    `SELECT convert_from(body, 'UTF8') AS line FROM audit_entry WHERE tenant_id = '${tenantId}' ORDER BY leaf_index`,
  );
  return rows.map(({ line }) => String(line));
}

/** As somebody would who owns the database, and knows that the hash stands beside it. */
async function tamper({ owner, tenantId }: TestConsole, before: string, after: string): Promise<void> {
  const changed = await asAdministrator(
    owner,
    `UPDATE audit_entry
        SET body = convert_to(replace(convert_from(body, 'UTF8'), '"${before}"', '"${after}"'), 'UTF8')
      WHERE tenant_id = '${tenantId}' AND convert_from(body, 'UTF8') LIKE '%"${before}"%' RETURNING leaf_index`,
  );
  assert.equal(changed.length, 1);
}

async function eventually(check: () => Promise<void>): Promise<void> {
  for (let tries = 0; tries < 100; tries += 1) {
    try {
      return await check();
    } catch {
      await new Promise((resolve) => {
        setTimeout(resolve, 100);
      });
    }
  }
  await check();
}
