// Microsoft's own client library for browsers, unmodified, bundled as an application would bundle it, in Chromium.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { build } from 'esbuild';
import { decodeJwt } from 'jose';
import { signInWithPassword, withBrowser, withLoopback, withoutBrowser, withPage } from './browser.ts';
import { withProvider } from './provider-fixture.ts';

test('msal-browser: redirect, then silently by refresh token', { skip: withoutBrowser }, () =>
  withProvider((provider) =>
    withBrowser(async (browser) => {
      const user = await provider.newUser();
      let script = '';
      await withLoopback(
        () => `<!doctype html><title>Application</title><script>${script}</script>`,
        async (application) => {
          const app = await provider.newApplication('spa', { redirectUris: [application] });
          script = await bundle({
            authority: `${provider.url}/${provider.tenantId}`,
            clientId: app.applicationId,
            host: new URL(provider.url).host,
          });
          await withPage(browser, async (page) => {
            await page.goto(application);
            await signInWithPassword(page, user.userPrincipalName, user.password);
            await page.getByRole('button', { name: 'Accept' }).click();
            await page.waitForFunction('window.outcome !== undefined');
            const outcome = (await page.evaluate('window.outcome')) as Outcome;
            assert.equal(outcome.error, undefined);
            assert.equal(outcome.userName, user.userPrincipalName);
            assert.equal(outcome.homeAccountId, `${user.userId}.${provider.tenantId}`);
            assert.equal(decodeJwt(outcome.accessToken)['scp'], 'Backup.ReadWrite');
            assert.notEqual(outcome.renewedAccessToken, outcome.accessToken);
            assert.equal(decodeJwt(outcome.renewedAccessToken).sub, user.userId);

            // Its forms lead back to the application, too: a code sent as a form, and the end of the session.
            const endpoints = `${provider.url}/${provider.tenantId}/oauth2/v2.0`;
            const posted = new URLSearchParams({
              client_id: app.applicationId,
              response_type: 'code',
              response_mode: 'form_post',
              redirect_uri: application,
              scope: 'openid',
              code_challenge: 'a'.repeat(43),
              code_challenge_method: 'S256',
            });
            script = '';
            await page.goto(`${endpoints}/authorize?${posted.toString()}`);
            await page.waitForURL(application);
            const after = new URLSearchParams({ client_id: app.applicationId, post_logout_redirect_uri: application });
            await page.goto(`${endpoints}/logout?${after.toString()}`);
            await page.getByRole('button', { name: 'Sign out' }).click();
            await page.waitForURL(application);

            // Who has consented once is not asked again.
            await page.goto(`${endpoints}/authorize?${posted.toString()}`);
            await signInWithPassword(page, user.userPrincipalName, user.password);
            await page.waitForURL(application);
          });
        },
      );
    }),
  ),
);

type Outcome = {
  readonly error?: string;
  readonly userName: string;
  readonly homeAccountId: string;
  readonly accessToken: string;
  readonly renewedAccessToken: string;
};

/** A small application: signs in by redirect, then renews its token. */
async function bundle(options: { authority: string; clientId: string; host: string }): Promise<string> {
  const contents = `
    import { PublicClientApplication } from '@azure/msal-browser';
    const scopes = ['api://keepsake/Backup.ReadWrite'];
    const client = new PublicClientApplication({
      auth: {
        clientId: ${JSON.stringify(options.clientId)},
        authority: ${JSON.stringify(options.authority)},
        knownAuthorities: [${JSON.stringify(options.host)}],
        redirectUri: location.origin + '/',
      },
      cache: { cacheLocation: 'sessionStorage' },
    });
    async function run() {
      await client.initialize();
      const result = await client.handleRedirectPromise();
      if (result === null) return client.loginRedirect({ scopes });
      const { account, accessToken } = result;
      const renewed = await client.acquireTokenSilent({ account, scopes, forceRefresh: true });
      window.outcome = {
        userName: account.username,
        homeAccountId: account.homeAccountId,
        accessToken,
        renewedAccessToken: renewed.accessToken,
      };
    }
    run().catch((error) => { window.outcome = { error: String(error) }; });`;
  const built = await build({
    stdin: { contents, resolveDir: import.meta.dirname },
    bundle: true,
    write: false,
    format: 'iife',
    platform: 'browser',
    logLevel: 'silent',
  });
  return built.outputFiles[0]?.text.replaceAll('</script', '<\\/script') ?? '';
}
