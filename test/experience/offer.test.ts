// A restore through the page, in a real browser, on the real session driver and the real service.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { openProfileSafely } from '../../src/agent/apply/open-safely.ts';
import { catalog } from '../../src/domain/catalog/catalog.ts';
import { observe } from '../../src/domain/snapshot/observe.ts';
import { expectAccessible } from '../console/axe.ts';
import { expectOk } from '../database.ts';
import { withBrowser, withoutBrowser, withPage } from '../identity-provider/browser.ts';
import { groupPolicies } from '../policy/policy-registry.ts';
import { passingOn, type TestAgent } from '../schedule/agent-fixture.ts';
import { type TestService, withService } from '../server/service-fixture.ts';
import { expectNoOverflow, openOn, type Pair, twoDevices } from './experience-fixture.ts';

type Scene = Pair & { readonly service: TestService; readonly browser: Browser };

const scene = (name: string, work: (it: Scene, t: Parameters<typeof twoDevices>[0]) => Promise<void>): void =>
  void test(name, { skip: withoutBrowser }, (t) =>
    withService(async (service) =>
      withBrowser(async (browser) => work({ ...(await twoDevices(t, service)), service, browser }, t)),
    ),
  );

const heading = (page: Page, name: string | RegExp): Promise<void> =>
  page.getByRole('heading', { level: 1, name }).waitFor();

function chosenOn(agent: TestAgent): readonly string[] {
  const { facts, read, covers } = expectOk(openProfileSafely(agent.profile, {}));
  return observe(catalog, read, { facts, covers, optedIn: new Set() }).flatMap(({ setting, observation }) =>
    observation.state === 'present' && !observation.atDefault ? [setting.id] : [],
  );
}

async function statesOf(service: TestService): Promise<readonly unknown[]> {
  return (await service.sql('SELECT state FROM restore_session ORDER BY offered_at')).map(({ state }) => state);
}

scene('welcome, choose, restore, undo, all by keyboard; no barrier on the way', async (it, t) => {
  const { fresh, service, browser } = it;
  const before = chosenOn(fresh);
  const { url, closed } = await openOn(t, fresh);
  await withPage(browser, async (page) => {
    const complaints: string[] = [];
    page.on('console', (message) => void (message.type() === 'error' && complaints.push(message.text())));
    await page.goto(url);
    await heading(page, 'Welcome back, Anna');
    assert.ok(!page.url().includes('enter'), 'the secret does not stay in the address');
    await page.getByRole('radio', { name: /PC-OLD/ }).waitFor();
    await page.getByText('Personalization', { exact: true }).waitFor();
    await expectAccessible(page, 'the choice');
    await expectNoOverflow(page, 'Welcome back, Anna');
    assert.deepEqual(chosenOn(fresh), before, 'looking changes nothing');
    assert.equal(await page.evaluate('document.activeElement.tagName'), 'H1', 'a screen reader begins at the heading');
    await press(page, 'Tab', 'INPUT');
    await page.keyboard.press('Tab');
    assert.equal(await focused(page), 'Set up as a new PC');
    await page.keyboard.press('Tab');
    assert.equal(await focused(page), 'Restore');
    await page.keyboard.press('Enter');

    await heading(page, 'Your settings are back');
    await page.getByText(/\d+ settings of PC-OLD were restored/).waitFor();
    await page.getByText('sign out and in again').waitFor();
    await page.getByRole('button', { name: /\d+ restored/ }).click();
    await page.getByText('Default app mode').waitFor();
    await expectAccessible(page, 'the end');
    assert.ok(chosenOn(fresh).length > before.length + 10);
    assert.deepEqual(await statesOf(service), ['completed']);

    await page.getByRole('button', { name: 'Undo' }).focus();
    await page.keyboard.press('Enter');
    await heading(page, 'Everything is as it was');
    await expectAccessible(page, 'after undoing');
    assert.deepEqual(chosenOn(fresh), before);
    assert.deepEqual(await statesOf(service), ['undone'], 'the service knows');
    await page.getByRole('button', { name: 'Done' }).click();
    await closed;
    await heading(page, 'You can close this window');
    await expectAccessible(page, 'the end of the page');
    assert.deepEqual(
      complaints.filter((said) => !said.includes('ERR_')),
      [],
    );
  });
});

scene('setting up as new asks once, says what it means, and holds', async ({ fresh, service, browser }, t) => {
  const before = chosenOn(fresh);
  const { url } = await openOn(t, fresh);
  await withPage(
    browser,
    async (page) => {
      await page.goto(url);
      await heading(page, 'Willkommen zurück, Anna');
      await page.getByRole('button', { name: 'Als neuen PC einrichten' }).click();
      await page.getByText('nicht noch einmal gefragt').waitFor();
      await expectAccessible(page, 'the question');
      await page.getByRole('button', { name: 'Zurück' }).click();
      await heading(page, 'Willkommen zurück, Anna');
      assert.deepEqual(await statesOf(service), ['offered'], 'looking at the question decides nothing');
      await page.getByRole('button', { name: 'Als neuen PC einrichten' }).click();
      await page.getByRole('button', { name: 'Neu einrichten' }).click();
      await heading(page, 'Ein neuer Anfang');
    },
    { locale: 'de-DE' },
  );
  assert.deepEqual(await statesOf(service), ['setUpAsNew']);
  assert.deepEqual(chosenOn(fresh), before);
  const again = await openOn(t, fresh);
  await withPage(browser, async (page) => {
    await page.goto(again.url);
    await heading(page, 'Nothing to restore here now');
    await expectAccessible(page, 'a refusal');
  });
});

scene('closing the page leaves the offer open; coming back asks again', async ({ fresh, service, browser }, t) => {
  const first = await openOn(t, fresh, 'offer', { goneAfterMilliseconds: 4000 });
  await withPage(browser, async (page) => {
    await page.goto(first.url);
    await heading(page, 'Welcome back, Anna');
  });
  await first.closed;
  assert.deepEqual(await statesOf(service), ['offered']);
  const again = await openOn(t, fresh);
  await withPage(browser, async (page) => {
    await page.goto(again.url);
    await heading(page, 'Welcome back, Anna');
  });
});

scene('the network goes in the middle and the agent with it: the next one goes on', async (it, t) => {
  const { fresh, service, browser, device } = it;
  const network = await passingOn(t, service.url);
  fresh.setService(network.url, device.enrolled.token);
  const first = await openOn(t, fresh);
  await withPage(browser, async (page) => {
    await page.goto(first.url);
    await heading(page, 'Welcome back, Anna');
    network.stop();
    await page.getByRole('button', { name: 'Restore', exact: true }).click();
    await heading(page, 'Waiting for the network');
    await page.getByText('goes on by itself').waitFor();
    await expectAccessible(page, 'waiting');
    first.close();
    await heading(page, 'You can close this window');
  });
  await first.closed;
  assert.deepEqual(await statesOf(service), ['offered'], 'the service could not hear of the choice');

  const again = await openOn(t, fresh);
  await withPage(browser, async (page) => {
    await page.goto(again.url);
    await heading(page, 'Waiting for the network');
    // Nobody presses anything: it is back, and the restore is gone on with.
    fresh.setService(service.url, device.enrolled.token);
    await heading(page, 'Your settings are back');
  });
  assert.deepEqual(await statesOf(service), ['completed']);
});

scene("a refusal is said in a person's words, with the codes for a help desk", async ({ fresh, browser }, t) => {
  fresh.setPolicy(groupPolicies({ EnableWindowsRestore: 'disabled' }));
  const { url } = await openOn(t, fresh);
  await withPage(browser, async (page) => {
    await page.goto(url);
    await page.getByText('Your organization has switched restoring off on this PC.').waitFor();
    await page.getByText('For your help desk: restore-disabled').waitFor();
    await expectAccessible(page, 'switched off');
  });
  fresh.setPolicy(new Map());
  const other = await openOn(t, fresh);
  await withPage(browser, async (page) => {
    await page.goto(other.url);
    await heading(page, 'Nothing to restore here now');
    await page.getByText('restore-policy-not-configured').waitFor();
    const words = await page.getByRole('list').innerText();
    assert.doesNotMatch(words, /policy|registry|Group Policy/i, 'no jargon');
  });
  assert.match(readFileSync(join(fresh.context.stateFolder, 'events.log'), 'utf8'), /restore-not-offered/);
});

async function press(page: Page, key: string, expected: string): Promise<void> {
  await page.keyboard.press(key);
  assert.equal(await page.evaluate('document.activeElement.tagName'), expected);
}

function focused(page: Page): Promise<unknown> {
  return page.evaluate('document.activeElement.textContent');
}
