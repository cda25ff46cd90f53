// Microsoft's own client library, unmodified, in the mode that it has for Entra.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ConfidentialClientApplication, PublicClientApplication } from '@azure/msal-node';
import { decodeJwt } from 'jose';
import { KEEPSAKE_CLI } from '../../src/domain/directory/built-in-applications.ts';
import { signInWithPassword, withBrowser, withoutBrowser, withPage } from './browser.ts';
import { withProvider } from './provider-fixture.ts';

test('msal-node', { skip: withoutBrowser }, (t) =>
  withProvider((provider) =>
    withBrowser(async (browser) => {
      const authority = `${provider.url}/${provider.tenantId}`;
      const knownAuthorities = [new URL(provider.url).host];

      await t.test('client credentials', async () => {
        const app = await provider.newApplication('daemon', { appRoles: ['audit.read'] });
        const auth = { clientId: app.applicationId, clientSecret: app.secret ?? '', authority, knownAuthorities };
        const client = new ConfidentialClientApplication({ auth });
        const result = await client.acquireTokenByClientCredential({ scopes: ['api://keepsake/.default'] });
        assert.deepEqual(decodeJwt(result?.accessToken ?? '')['roles'], ['audit.read']);
      });

      await t.test('device code, then silently from its own cache and by refresh token', async () => {
        const user = await provider.newUser();
        const client = new PublicClientApplication({
          auth: { clientId: KEEPSAKE_CLI.applicationId, authority, knownAuthorities, clientCapabilities: ['cp1'] },
        });
        const scopes = ['api://keepsake/Backup.ReadWrite'];
        let person: Promise<void> | undefined;
        const result = await client.acquireTokenByDeviceCode({
          scopes,
          deviceCodeCallback: ({ verificationUri, userCode, message }) => {
            assert.ok(message.includes(userCode));
            person = withPage(browser, async (page) => {
              await page.goto(verificationUri);
              await page.getByLabel('Code').fill(userCode);
              await page.getByRole('button', { name: 'Next' }).click();
              await page.getByRole('button', { name: 'It is mine, sign in' }).click();
              await signInWithPassword(page, user.userPrincipalName, user.password);
              await page.getByRole('heading', { name: 'You are signed in' }).waitFor();
            });
          },
        });
        await person;
        const account = result?.account ?? undefined;
        assert.equal(account?.username, user.userPrincipalName);
        assert.equal(account?.homeAccountId, `${user.userId}.${provider.tenantId}`);
        assert.deepEqual(decodeJwt(result?.accessToken ?? '')['xms_cc'], ['cp1']);
        assert.ok(account);
        const again = await client.acquireTokenSilent({ account, scopes });
        assert.equal(again.accessToken, result?.accessToken);
        const renewed = await client.acquireTokenSilent({ account, scopes, forceRefresh: true });
        assert.notEqual(renewed.accessToken, result?.accessToken);
      });
    }),
  ),
);
