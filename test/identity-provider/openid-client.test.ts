// Every flow with openid-client, unmodified, over HTTPS, and through the real pages where a person has a part in it.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decodeJwt } from 'jose';
import * as oidc from 'openid-client';
import type { Page } from 'playwright-core';
import { KEEPSAKE_API, KEEPSAKE_CLI } from '../../src/domain/directory/built-in-applications.ts';
import { signInWithPassword, withBrowser, withLoopback, withoutBrowser, withPage } from './browser.ts';
import { type TestProvider, type TestUser, withProvider } from './provider-fixture.ts';
import { withoutOpenssl } from './certificate.ts';

const SCOPE = 'openid profile offline_access api://keepsake/Backup.ReadWrite';

test('openid-client: client credentials', { skip: withoutOpenssl }, () =>
  withProvider(async (provider) => {
    const app = await provider.newApplication('daemon', { appRoles: ['audit.read'] });
    const config = await discover(provider, app.applicationId, app.secret);
    const tokens = await oidc.clientCredentialsGrant(config, { scope: 'api://keepsake/.default' });
    const { iat: _iat, nbf: _nbf, exp, uti, ...stable } = decodeJwt(tokens.access_token);
    assert.ok(typeof exp === 'number' && typeof uti === 'string');
    assert.deepEqual(stable, {
      aud: KEEPSAKE_API.applicationId,
      iss: provider.authority,
      ver: '2.0',
      tid: provider.tenantId,
      oid: app.applicationId,
      sub: app.applicationId,
      azp: app.applicationId,
      azpacr: '1',
      idtyp: 'app',
      roles: ['audit.read'],
    });
    assert.equal(tokens.refresh_token, undefined);
    const wrong = await discover(provider, app.applicationId, 'wrong');
    await assert.rejects(
      oidc.clientCredentialsGrant(wrong, { scope: 'api://keepsake/.default' }),
      refusedWith(7000215),
    );
    await assert.rejects(oidc.clientCredentialsGrant(config, { scope: 'https://graph/.default' }), refusedWith(70011));
    provider.advance(366 * 24 * 60 * 60 * 1000);
    await assert.rejects(
      oidc.clientCredentialsGrant(config, { scope: 'api://keepsake/.default' }),
      refusedWith(7000215),
    );
  }),
);

test('openid-client: the flows of a person', { skip: withoutBrowser }, (t) =>
  withProvider((provider) =>
    withBrowser((browser) =>
      withPage(browser, (page) =>
        withLoopback(
          () => 'done',
          async (redirect) => {
            const config = await discover(provider, KEEPSAKE_CLI.applicationId);
            const client = { config, page, redirect };
            const user = await provider.newUser({ roles: ['Global Administrator'] });

            await t.test('authorization code with PKCE, through the pages', async () => {
              const tokens = await signIn(client, user);
              const access = decodeJwt(tokens.access_token);
              const { iat: _iat, nbf: _nbf, exp: _exp, uti: _uti, auth_time: at, ...stable } = access;
              assert.ok(typeof at === 'number');
              const person = {
                iss: provider.authority,
                ver: '2.0',
                tid: provider.tenantId,
                oid: user.userId,
                sub: user.userId,
                name: user.userPrincipalName === '' ? '' : 'Person 1',
                preferred_username: user.userPrincipalName,
                wids: ['62e90394-69f5-4237-9190-012177145e10'],
                amr: ['pwd'],
              };
              assert.deepEqual(stable, {
                ...person,
                aud: KEEPSAKE_API.applicationId,
                azp: KEEPSAKE_CLI.applicationId,
                azpacr: '0',
                scp: 'Backup.ReadWrite',
              });
              const { iat: _, exp: __, nonce: ___, ...id } = tokens.claims() ?? {};
              assert.deepEqual(id, { ...person, aud: KEEPSAKE_CLI.applicationId });
            });

            await t.test('a refresh token is good once; its reuse ends what came of it', async () => {
              const first = await signIn(client, user);
              const second = await oidc.refreshTokenGrant(config, refreshTokenOf(first));
              const third = await oidc.refreshTokenGrant(config, refreshTokenOf(second));
              assert.equal(decodeJwt(third.access_token).sub, user.userId);
              await assert.rejects(oidc.refreshTokenGrant(config, refreshTokenOf(second)), refusedWith(54005));
              await assert.rejects(oidc.refreshTokenGrant(config, refreshTokenOf(third)), refusedWith(70000));
            });

            await t.test('of two that use a refresh token at the same moment, one gets tokens', async () => {
              const tokens = await signIn(client, user);
              const both = await Promise.allSettled(
                [1, 2].map(() => oidc.refreshTokenGrant(config, refreshTokenOf(tokens))),
              );
              assert.ok(both.filter((it) => it.status === 'fulfilled').length <= 1);
            });

            await t.test('device code', async () => {
              const device = await oidc.initiateDeviceAuthorization(config, { scope: SCOPE });
              await page.goto(device.verification_uri_complete ?? '');
              await page.getByText('Back up and restore your own settings').waitFor();
              await page.getByRole('button', { name: 'It is mine, sign in' }).click();
              await page.getByRole('heading', { name: 'You are signed in' }).waitFor();
              const tokens = await oidc.pollDeviceAuthorizationGrant(config, device);
              assert.equal(decodeJwt(tokens.access_token)['scp'], 'Backup.ReadWrite');
              assert.ok(tokens.refresh_token);
              await assert.rejects(oidc.pollDeviceAuthorizationGrant(config, device), refusedWith(54005));
            });

            await t.test('a device that is refused by the person gets nothing', async () => {
              const device = await oidc.initiateDeviceAuthorization(config, { scope: SCOPE });
              await page.goto(device.verification_uri);
              await page.getByLabel('Code').fill(device.user_code.toLowerCase());
              await page.getByRole('button', { name: 'Next' }).click();
              await page.getByRole('button', { name: 'It is not mine' }).click();
              await page.getByText('Nobody was signed in').waitFor();
              await assert.rejects(oidc.pollDeviceAuthorizationGrant(config, device), refusedWith(65004));
            });

            await t.test('with a key of the client, tokens are bound to it (DPoP)', async () => {
              const keys = await oidc.randomDPoPKeyPair();
              const DPoP = oidc.getDPoPHandle(config, keys);
              const tokens = await signIn(client, user, { DPoP });
              assert.equal(tokens.token_type, 'dpop');
              const { cnf } = decodeJwt(tokens.access_token) as { cnf?: { jkt?: string } };
              assert.equal(cnf?.jkt, await DPoP.calculateThumbprint());
              await assert.rejects(oidc.refreshTokenGrant(config, refreshTokenOf(tokens)), refusedWith(70000));
              const renewed = await oidc.refreshTokenGrant(config, refreshTokenOf(tokens), undefined, { DPoP });
              assert.equal(renewed.token_type, 'dpop');
            });

            await t.test('nothing of one organization is worth anything in another', async () => {
              const other = await provider.newTenant('Fabrikam');
              const theirs = await oidc.discovery(
                new URL(`${provider.url}/${other}/v2.0`),
                KEEPSAKE_CLI.applicationId,
                undefined,
                oidc.None(),
              );
              const tokens = await signIn(client, user);
              await assert.rejects(oidc.refreshTokenGrant(theirs, refreshTokenOf(tokens)), refusedWith(70000));
              const { code, verifier } = await codeOf(client, user);
              const answer = new URL(
                `${redirect}?code=${code}&iss=${encodeURIComponent(theirs.serverMetadata().issuer)}`,
              );
              await assert.rejects(
                oidc.authorizationCodeGrant(theirs, answer, { pkceCodeVerifier: verifier }),
                refusedWith(70000),
              );
              const device = await oidc.initiateDeviceAuthorization(config, { scope: SCOPE });
              await page.goto(device.verification_uri.replace(provider.tenantId, other));
              await page.getByLabel('Code').fill(device.user_code);
              await page.getByRole('button', { name: 'Next' }).click();
              await page.getByText('There is no such code').waitFor();
              await page.goto(await authorizationUrl({ ...client, config: theirs }));
              await signInWithPassword(page, user.userPrincipalName, user.password);
              await page.getByText('AADSTS50126').waitFor();
            });
          },
        ),
      ),
    ),
  ),
);

async function discover(provider: TestProvider, clientId: string, secret?: string): Promise<oidc.Configuration> {
  const auth = secret === undefined ? oidc.None() : oidc.ClientSecretPost(secret);
  return oidc.discovery(new URL(provider.authority), clientId, secret, auth);
}

type Client = { readonly config: oidc.Configuration; readonly page: Page; readonly redirect: string };

async function signIn(client: Client, user: TestUser, options?: oidc.AuthorizationCodeGrantOptions) {
  const { answer, ...checks } = await codeOf(client, user);
  const expected = { pkceCodeVerifier: checks.verifier, expectedState: checks.state, expectedNonce: checks.nonce };
  return oidc.authorizationCodeGrant(client.config, answer, expected, undefined, options);
}

async function codeOf(client: Client, user: TestUser) {
  const { page, redirect } = client;
  const verifier = oidc.randomPKCECodeVerifier();
  const [state, nonce] = [oidc.randomState(), oidc.randomNonce()];
  const url = await authorizationUrl(client, { state, nonce, verifier });
  await page.goto(url);
  // Whoever is signed in in this browser is sent on without a page.
  if (!page.url().startsWith(redirect)) await signInWithPassword(page, user.userPrincipalName, user.password);
  await page.waitForURL(`${redirect}**`);
  const answer = new URL(page.url());
  return { answer, code: answer.searchParams.get('code') ?? '', verifier, state, nonce };
}

async function authorizationUrl(
  { config, redirect }: Pick<Client, 'config' | 'redirect'>,
  { verifier = oidc.randomPKCECodeVerifier(), ...more }: { verifier?: string; state?: string; nonce?: string } = {},
): Promise<string> {
  return oidc.buildAuthorizationUrl(config, {
    redirect_uri: redirect,
    scope: SCOPE,
    code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    ...more,
  }).href;
}

function refreshTokenOf({ refresh_token: token }: { readonly refresh_token?: string | undefined }): string {
  assert.ok(token);
  return token;
}

function refusedWith(code: number): (error: { error_description?: string }) => boolean {
  return ({ error_description: text = '' }) => {
    assert.match(text, new RegExp(`^AADSTS${code}: `));
    return true;
  };
}
