// Signing in as people do: with a pass, a code, a passkey, by keyboard alone, and what happens to those who guess.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { test } from 'node:test';
import { TOTP } from 'otpauth';
import type { Browser, Page } from 'playwright-core';
import { KEEPSAKE_CLI } from '../../src/domain/directory/built-in-applications.ts';
import { issueAccessPass } from '../../src/server/directory/access-passes.ts';
import { enableUser } from '../../src/server/directory/change-user.ts';
import { findMethods } from '../../src/server/directory/method-store.ts';
import { expectOk } from '../database.ts';
import {
  addAuthenticator,
  signInWithPassword,
  withBrowser,
  withLoopback,
  withoutBrowser,
  withPage,
} from './browser.ts';
import { PASSWORD, type TestProvider, type TestUser, withProvider } from './provider-fixture.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

test('signing in as people do', { skip: withoutBrowser }, (t) =>
  withProvider((provider) =>
    withBrowser((browser) =>
      withLoopback(
        () => 'done',
        async (application) => {
          const { open, done, signInWithPass } = stepsTo(provider, application);
          await t.test('with a pass for one use, then with the password that was chosen', async () => {
            const user = await provider.newUser({ password: undefined, once: true });
            await withPage(browser, async (page) => {
              await signInWithPass(page, user);
              await audit(page);
              await page.getByLabel('New password', { exact: true }).fill('short');
              await page.getByLabel('New password again').fill('short');
              await page.getByRole('button', { name: 'Save and go on' }).click();
              await page.getByRole('alert').filter({ hasText: 'at least 12' }).waitFor();
              await page.getByLabel('New password', { exact: true }).fill(PASSWORD);
              await page.getByLabel('New password again').fill(PASSWORD);
              await page.getByRole('button', { name: 'Save and go on' }).click();
              await done(page);
            });
            await withPage(browser, async (page) => {
              await signInWithPass(page, user);
              await page.getByText('AADSTS50126').waitFor();
              await page.getByRole('button', { name: 'Use a password instead' }).click();
              await page.getByLabel('Password').fill(PASSWORD);
              await page.getByRole('button', { name: 'Sign in', exact: true }).click();
              await done(page);
            });
          });

          await t.test('an authenticator app: set up, asked for, and each code good once', async () => {
            const user = await provider.newUser();
            const secret = await withPage(browser, async (page) => {
              await page.goto(`${provider.url}/${provider.tenantId}/security-info`);
              await signInWithPassword(page, user.userPrincipalName, PASSWORD);
              await page.getByRole('heading', { name: 'Your security info' }).waitFor();
              await page.getByText('Add an authenticator app').click();
              await audit(page);
              const key = (await page.locator('details code').innerText()).replaceAll(' ', '');
              await page.getByRole('textbox', { name: 'Code' }).fill(codeAt(provider, key));
              await page.getByRole('button', { name: 'Add the app' }).click();
              // What is set up since has to be proved before the page shows again.
              await page.getByLabel('User name').waitFor();
              return key;
            });
            await withPage(browser, async (page) => {
              await open(page);
              await signInWithPassword(page, user.userPrincipalName, PASSWORD);
              await page.getByLabel('Code').fill(codeAt(provider, secret));
              await audit(page);
              await page.getByRole('button', { name: 'Verify' }).click();
              await page.getByText('AADSTS50126').waitFor();
              provider.advance(30_000);
              await page.getByLabel('Code').fill(codeAt(provider, secret));
              await page.getByRole('button', { name: 'Verify' }).click();
              await done(page);
            });
            const methods = await provider.context.database.inTenant(provider.tenantId, (tx) =>
              findMethods(tx, user.userId),
            );
            assert.ok(
              methods.every((it) => it.sealed !== null && !Buffer.from(it.sealed).toString('latin1').includes(secret)),
            );
          });

          await t.test('a passkey: registered, and enough alone', async () => {
            const user = await provider.newUser();
            await withPage(browser, async (page, context) => {
              await addAuthenticator(context, page);
              await page.goto(`${provider.url}/${provider.tenantId}/security-info`);
              await signInWithPassword(page, user.userPrincipalName, PASSWORD);
              await page.getByRole('button', { name: 'Add a passkey' }).click();
              await page.getByLabel('User name').waitFor();
              await page.getByRole('button', { name: 'Sign in with a passkey' }).click();
              await page.getByRole('cell', { name: 'Passkey' }).first().waitFor();
              await audit(page);
              await page.getByRole('button', { name: 'Remove Passkey' }).click();
              await page.getByText('It was removed.').waitFor();
            });
          });

          await t.test('by keyboard alone, without scripts, in the order of the page', async () => {
            const user = await provider.newUser();
            await withPage(
              browser,
              async (page) => {
                await open(page);
                await page.keyboard.type(user.userPrincipalName);
                await page.keyboard.press('Enter');
                await page.getByRole('heading', { name: 'Enter your password' }).waitFor();
                await page.keyboard.type(PASSWORD);
                await page.keyboard.press('Tab');
                await page.keyboard.press('Space');
                await page.keyboard.press('Tab');
                await page.keyboard.press('Enter');
                await done(page);
              },
              { javaScriptEnabled: false },
            );
          });

          await t.test('who does not exist and who mistypes are told the same', async () => {
            const user = await provider.newUser();
            const told: string[] = [];
            for (const name of [user.userPrincipalName, 'nobody@contoso.example']) {
              await withPage(browser, async (page) => {
                await open(page);
                await signInWithPassword(page, name, 'wrong');
                await audit(page);
                told.push((await page.locator('main').innerText()).replace(name, ''));
              });
            }
            assert.equal(told[0], told[1]);
          });

          await t.test(
            'after five wrong passwords the sixth is not even tried, a passkey would be; later it is right again',
            async () => {
              const user = await provider.newUser();
              await withPage(browser, async (page) => {
                await open(page);
                await signInWithPassword(page, user.userPrincipalName, 'wrong');
                for (let nth = 2; nth <= 6; nth += 1) await again(page, `wrong ${nth}`);
                await page.getByText('AADSTS50053').waitFor();
                await again(page, PASSWORD);
                await page.getByText('Wait for 1 minute').waitFor();
                provider.advance(61_000);
                await again(page, PASSWORD);
                await done(page);
              });
            },
          );

          await t.test('a disabled person is out at once: no password, no session, no refresh', async () => {
            const user = await provider.newUser();
            await withPage(browser, async (page) => {
              await open(page);
              await signInWithPassword(page, user.userPrincipalName, PASSWORD);
              await done(page);
              await open(page);
              await done(page);
              const { tenantId, context } = provider;
              expectOk(await enableUser(context, { tenantId, user: user.userId }, false));
              await open(page);
              await signInWithPassword(page, user.userPrincipalName, PASSWORD);
              await page.getByText('AADSTS50057').waitFor();
            });
          });

          await t.test('a new pass ends the one before', async () => {
            const user = await provider.newUser({ password: undefined });
            const { tenantId, context } = provider;
            const terms = { minutes: 60, once: false };
            const next = expectOk(await issueAccessPass(context, { tenantId, user: user.userPrincipalName, terms }));
            await withPage(browser, async (page) => {
              await signInWithPass(page, user);
              await page.getByText('AADSTS50126').waitFor();
              await page.getByLabel('Temporary Access Pass').fill(next.pass);
              await page.getByRole('button', { name: 'Sign in', exact: true }).click();
              await page.getByRole('button', { name: 'Not now' }).click();
              await done(page);
            });
          });

          await t.test('every page passes axe, light and dark', () => everyPage(provider, browser, open));
        },
      ),
    ),
  ),
);

async function everyPage(provider: TestProvider, browser: Browser, open: (page: Page) => Promise<void>): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await withPage(
      browser,
      async (page) => {
        await open(page);
        await audit(page);
        await page.goto(`${provider.url}/${provider.tenantId}/oauth2/deviceauth`);
        await audit(page);
        await page.getByLabel('Code').fill('WRONGCOD');
        await page.getByRole('button', { name: 'Next' }).click();
        await audit(page);
        await page.goto(`${provider.url}/${provider.tenantId}/oauth2/v2.0/logout`);
        await page.getByRole('heading', { name: 'You are signed out' }).waitFor();
        await audit(page);
        await page.goto(`${provider.url}/${provider.tenantId}/oauth2/v2.0/authorize?client_id=nobody`);
        await page.getByRole('heading', { name: 'Sign-in did not work' }).waitFor();
        await audit(page);
      },
      { colorScheme },
    );
  }
}

/** No violation at all, and nothing that reads badly on a small screen. */
async function audit(page: Page): Promise<void> {
  const found = (await page.evaluate(`${axe}; axe.run(document, { resultTypes: ['violations'] })`)) as {
    violations: { id: string; nodes: { html: string; failureSummary: string }[] }[];
  };
  assert.deepEqual(
    found.violations.map(({ id, nodes }) => `${id}: ${nodes.map((it) => `${it.html} ${it.failureSummary}`).join(' ')}`),
    [],
    page.url(),
  );
}

/** The way of a person from an application to the sign-in and back. */
function stepsTo(provider: TestProvider, application: string) {
  const open = async (page: Page): Promise<void> => {
    const query = new URLSearchParams({
      client_id: KEEPSAKE_CLI.applicationId,
      response_type: 'code',
      redirect_uri: application,
      scope: 'openid api://keepsake/Backup.ReadWrite',
      code_challenge: 'a'.repeat(43),
      code_challenge_method: 'S256',
    });
    await page.goto(`${provider.url}/${provider.tenantId}/oauth2/v2.0/authorize?${query.toString()}`);
  };
  const done = async (page: Page): Promise<void> => page.waitForURL(`${application}?code=*`);
  const signInWithPass = async (page: Page, user: TestUser): Promise<void> => {
    await open(page);
    await page.getByLabel('User name').fill(user.userPrincipalName);
    await page.getByRole('button', { name: 'Next' }).click();
    await page.getByRole('button', { name: 'Use a Temporary Access Pass instead' }).click();
    await page.getByLabel('Temporary Access Pass').fill(user.pass);
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  };
  return { open, done, signInWithPass };
}

async function again(page: Page, password: string): Promise<void> {
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
}

function codeAt(provider: TestProvider, secret: string): string {
  return new TOTP({ secret, digits: 6, period: 30 }).generate({ timestamp: provider.context.clock() });
}
