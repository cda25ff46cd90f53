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
