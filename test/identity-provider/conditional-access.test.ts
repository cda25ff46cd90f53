// Conditional Access where tokens are issued: what a policy asks for is asked of the person, and where that can not be, the
// client is told with Entra's code and a challenge.

import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { decodeJwt } from 'jose';
import { TOTP } from 'otpauth';
import type { Page } from 'playwright-core';
import type { Json } from '../../src/lib/canonical-json.ts';
import { KEEPSAKE_API, KEEPSAKE_CLI } from '../../src/domain/directory/built-in-applications.ts';
import { putObject, removeObject } from '../../src/server/conditional-access/object-store.ts';
import { newId } from '../../src/server/context.ts';
import {
  addAuthenticator,
  signInWithPassword,
  withBrowser,
  withLoopback,
  withoutBrowser,
  withPage,
} from './browser.ts';
import { PASSWORD, type TestProvider, type TestUser, withProvider } from './provider-fixture.ts';

const VERIFIER = 'v'.repeat(43);

test('Conditional Access', { skip: withoutBrowser }, (t) =>
  withProvider((provider) =>
    withBrowser((browser) =>
      withLoopback(
        () => 'done',
        async (application) => {
          const client = clientOf(provider, application);

          await t.test('a second proof is asked for, set up on the way, and told in the token', async () => {
            const user = await provider.newUser();
            await withPolicy(provider, needs('mfa', user), () =>
              withPage(browser, async (page) => {
                await page.goto(client.authorizeUrl());
                await signInWithPassword(page, user.userPrincipalName, PASSWORD);
                await page.getByRole('heading', { name: 'Set up an authenticator app' }).waitFor();
                const key = (await page.locator('main code').first().innerText()).replaceAll(' ', '');
                const code = new TOTP({ secret: key }).generate({ timestamp: provider.context.clock() });
                await page.getByRole('textbox', { name: 'Code' }).fill(code);
                await page.getByRole('button', { name: 'Save and go on' }).click();
                const tokens = await client.redeem(page);
                assert.deepEqual(decodeJwt(tokens['access_token'] ?? '')['amr'], ['pwd', 'otp', 'mfa']);
              }),
            );
          });

          await t.test('a policy that comes later holds at the next refresh, which takes nothing away', async () => {
            const user = await provider.newUser();
            const tokens = await withPage(browser, async (page) => {
              await page.goto(client.authorizeUrl());
              await signInWithPassword(page, user.userPrincipalName, PASSWORD);
              return client.redeem(page);
            });
            const refresh = tokens['refresh_token'] ?? '';
            const policyId = await withPolicy(provider, needs('mfa', user), async (id) => {
              const refused = await client.token({ grant_type: 'refresh_token', refresh_token: refresh });
              assert.equal(refused['error'], 'invalid_grant');
              assert.equal(refused['suberror'], 'basic_action');
              assert.match(refused['error_description'] ?? '', /^AADSTS50076: /);
              const claims = JSON.parse(refused['claims'] ?? '') as Json;
              assert.deepEqual(claims, { access_token: { capolids: { essential: true, values: [id] } } });
              return id;
            });
            assert.ok(policyId);
            // Nor does it belong to a group of Microsoft's applications.
            let current = refresh;
            for (const suite of ['Office365', 'MicrosoftAdminPortals']) {
              await withPolicy(provider, needs('block', user, suite), async () => {
                const renewed = await client.token({ grant_type: 'refresh_token', refresh_token: current });
                assert.ok(renewed['access_token'], suite);
                current = renewed['refresh_token'] ?? '';
              });
            }
          });

          await t.test('a block is told to the person on a page, and to a client that asked in silence', async () => {
            const user = await provider.newUser();
            await withPage(browser, async (page) => {
              await page.goto(client.authorizeUrl());
              await signInWithPassword(page, user.userPrincipalName, PASSWORD);
              await client.redeem(page);
              await withPolicy(provider, needs('block', user), async () => {
                await page.goto(client.authorizeUrl());
                await page.getByText('AADSTS53003').waitFor();
                await page.goto(client.authorizeUrl({ prompt: 'none' }));
                const told = new URL(page.url()).searchParams;
                assert.equal(told.get('error'), 'access_denied');
                assert.match(told.get('error_description') ?? '', /^AADSTS53003: /);
              });
            });
          });

          await t.test('an authentication context is in the token only if its policy is satisfied', async () => {
            const user = await provider.newUser();
            const claims = JSON.stringify({ access_token: { acrs: { essential: true, value: 'c1' } } });
            const policy = {
              ...needs('mfa', user),
              conditions: {
                users: { includeUsers: [user.userId] },
                applications: { includeAuthenticationContextClassReferences: ['c1'] },
                clientAppTypes: ['all'],
              },
            };
            await withPolicy(provider, policy, () =>
              withPage(browser, async (page) => {
                await page.goto(client.authorizeUrl());
                await signInWithPassword(page, user.userPrincipalName, PASSWORD);
                const without = await client.redeem(page);
                assert.equal(decodeJwt(without['access_token'] ?? '')['acrs'], undefined);
                await page.goto(client.authorizeUrl({ claims }));
                await page.getByRole('heading', { name: 'Set up an authenticator app' }).waitFor();
                const refresh = without['refresh_token'] ?? '';
                const refused = await client.token({ grant_type: 'refresh_token', refresh_token: refresh, claims });
                assert.match(refused['error_description'] ?? '', /^AADSTS50076: /);
              }),
            );
            const free = await provider.newUser();
            await withPage(browser, async (page) => {
              await page.goto(client.authorizeUrl({ claims }));
              await signInWithPassword(page, free.userPrincipalName, PASSWORD);
              const tokens = await client.redeem(page, { claims });
              assert.deepEqual(decodeJwt(tokens['access_token'] ?? '')['acrs'], ['c1']);
            });
          });

          await t.test('a strength is met with a passkey, and with nothing less', async () => {
            const user = await provider.newUser();
            const strength = { id: '00000000-0000-0000-0000-000000000004' };
            const policy = {
              ...needs('mfa', user),
              grantControls: { operator: 'OR', builtInControls: [], authenticationStrength: strength },
            };
            await withPage(browser, async (page, context) => {
              await addAuthenticator(context, page);
              await page.goto(`${provider.url}/${provider.tenantId}/security-info`);
              await signInWithPassword(page, user.userPrincipalName, PASSWORD);
              await page.getByRole('button', { name: 'Add a passkey' }).click();
              await page.getByLabel('User name').waitFor();
              await withPolicy(provider, policy, async () => {
                await page.goto(client.authorizeUrl());
                await page.getByRole('heading', { name: 'Use a passkey' }).waitFor();
                await page.getByRole('button', { name: 'Sign in with a passkey' }).click();
                const tokens = await client.redeem(page);
                assert.deepEqual(decodeJwt(tokens['access_token'] ?? '')['amr'], ['pwd', 'fido', 'mfa']);
              });
            });
          });

          await t.test('a sign-in by device code is known as one', async () => {
            const user = await provider.newUser();
            const policy = {
              ...needs('block', user),
              conditions: {
                ...needs('block', user).conditions,
                authenticationFlows: { transferMethods: 'deviceCodeFlow' },
              },
            };
            await withPolicy(provider, policy, () =>
              withPage(browser, async (page) => {
                const device = await client.post('devicecode', { scope: client.scope });
                await page.goto(String(device['verification_uri_complete']));
                await page.getByRole('button', { name: 'It is mine, sign in' }).click();
                await signInWithPassword(page, user.userPrincipalName, PASSWORD);
                await page.getByText('AADSTS53003').waitFor();
                const grant = { grant_type: 'device_code', device_code: device['device_code'] ?? '' };
                assert.match((await client.token(grant))['error_description'] ?? '', /^AADSTS53003: /);
                await page.goto(client.authorizeUrl());
                await client.redeem(page);
              }),
            );
          });
        },
      ),
    ),
  ),
);

type Answer = { readonly [name: string]: string | undefined };

function clientOf(provider: TestProvider, application: string) {
  const scope = `openid offline_access ${KEEPSAKE_API.identifierUri}/Backup.ReadWrite`;
  const base = `${provider.url}/${provider.tenantId}/oauth2/v2.0`;
  const post = async (path: string, parameters: Record<string, string>): Promise<Answer> => {
    const body = new URLSearchParams({ client_id: KEEPSAKE_CLI.applicationId, ...parameters });
    return (await (await fetch(`${base}/${path}`, { method: 'POST', body })).json()) as Answer;
  };
  return {
    scope,
    post,
    token: (parameters: Record<string, string>) => post('token', parameters),
    authorizeUrl: (more: Record<string, string> = {}): string => {
      const query = new URLSearchParams({
        client_id: KEEPSAKE_CLI.applicationId,
        response_type: 'code',
        redirect_uri: application,
        scope,
        code_challenge: createHash('sha256').update(VERIFIER).digest('base64url'),
        code_challenge_method: 'S256',
        ...more,
      });
      return `${base}/authorize?${query.toString()}`;
    },
    /** Tokens for the code that the browser came back with. */
    redeem: async (page: Page, more: Record<string, string> = {}): Promise<Answer> => {
      await page.waitForURL(`${application}?code=*`);
      const code = new URL(page.url()).searchParams.get('code') ?? '';
      const given = { grant_type: 'authorization_code', code, redirect_uri: application, code_verifier: VERIFIER };
      return post('token', { ...given, ...more });
    },
  };
}

function needs(control: 'mfa' | 'block', user: TestUser, application: string = KEEPSAKE_API.applicationId) {
  return {
    displayName: `Needs ${control}`,
    state: 'enabled',
    conditions: {
      users: { includeUsers: [user.userId] },
      applications: { includeApplications: [application] },
      clientAppTypes: ['all'],
    },
    grantControls: { operator: 'OR', builtInControls: [control] },
  };
}

/** The policy holds while `work` runs. */
async function withPolicy<T>(
  { context, tenantId }: TestProvider,
  policy: { readonly [member: string]: Json },
  work: (policyId: string) => Promise<T>,
): Promise<T> {
  const id = newId(context);
  const now = new Date(context.clock());
  await context.database.inTenant(tenantId, (tx) => putObject(tx, 'policies', { ...policy, id }, now));
  try {
    return await work(id);
  } finally {
    await context.database.inTenant(tenantId, (tx) => removeObject(tx, 'policies', id));
  }
}
