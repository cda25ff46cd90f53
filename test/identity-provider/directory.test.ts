// The directory: what tokens say of people follows it, and nothing that would sign somebody in can be read from the database.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { KEEPSAKE_CLI } from '../../src/domain/directory/built-in-applications.ts';
import { issueAccessPass } from '../../src/server/directory/access-passes.ts';
import { addUser } from '../../src/server/directory/add-user.ts';
import { renewSecret } from '../../src/server/directory/applications.ts';
import { changeDirectoryRole, enableUser, resetUser } from '../../src/server/directory/change-user.ts';
import { addGroup, changeMember, listGroups, removeGroup } from '../../src/server/directory/groups.ts';
import { listUsers } from '../../src/server/directory/list-users.ts';
import { GROUPS_MAX, personClaims } from '../../src/server/identity-provider/claims.ts';
import { findPrincipal } from '../../src/server/identity-provider/principal.ts';
import { asAdministrator, expectOk } from '../database.ts';
import { PASSWORD, type TestProvider, withProvider } from './provider-fixture.ts';
import { withoutOpenssl } from './certificate.ts';

test('groups and roles are in the claims as long as they are in the directory', { skip: withoutOpenssl }, () =>
  withProvider(async (provider) => {
    const { context, tenantId } = provider;
    const user = await provider.newUser({ roles: ['Intune Administrator'] });
    const claims = async () => {
      const person = await context.database.inTenant(tenantId, (tx) => findPrincipal(tx, user.userId));
      return person && personClaims(tenantId, person, 'https://elsewhere');
    };
    const { groupId } = expectOk(await addGroup(context, { tenantId, displayName: 'Pilots' }));
    const membership = { tenantId, group: 'pilots', user: user.userPrincipalName };
    expectOk(await changeMember(context, { ...membership, change: 'add' }));
    expectOk(await changeMember(context, { ...membership, change: 'add' }));
    expectOk(await changeDirectoryRole(context, { tenantId, user: user.userId, role: 'global reader', change: 'add' }));
    const { groups, wids } = (await claims()) ?? {};
    assert.deepEqual(groups, [groupId]);
    assert.deepEqual(wids, ['3a2c62db-5318-420d-8d74-23affee5d9d5', 'f2ef992c-3afb-46b9-b7cf-a126ee74c451']);
    assert.equal(expectOk(await listGroups(context, { tenantId }))[0]?.memberCount, 1);
    expectOk(await removeGroup(context, { tenantId, group: groupId }));
    assert.equal((await claims())?.['groups'], undefined);
    expectOk(await enableUser(context, { tenantId, user: user.userId }, false));
    assert.equal(await claims(), undefined);
    const [listed] = expectOk(await listUsers(context, { tenantId }));
    assert.deepEqual(listed?.methods, ['password']);
    expectOk(await resetUser(context, { tenantId, user: user.userId }));
    assert.deepEqual(expectOk(await listUsers(context, { tenantId }))[0]?.methods, []);
    for (const refused of [
      await addGroup(context, { tenantId, displayName: ' ' }),
      await changeMember(context, { ...membership, change: 'add' }),
      await addUser(context, {
        tenantId,
        userPrincipalName: user.userPrincipalName.toUpperCase(),
        roles: [],
        pass: { minutes: 60, once: false },
      }),
      await issueAccessPass(context, { tenantId, user: user.userId, terms: { minutes: 1, once: false } }),
    ]) {
      assert.equal(refused.ok, false);
    }
  }),
);

test('more groups than fit are left out, and the token says where they are', () => {
  const person = (count: number) => ({
    userId: 'u',
    userPrincipalName: 'a@b',
    displayName: 'A',
    groups: Array.from({ length: count }, (_, nth) => `g${nth}`),
    directoryRoles: [],
    validFrom: new Date(0),
  });
  assert.equal((personClaims('t', person(GROUPS_MAX), 'x')['groups'] as string[]).length, GROUPS_MAX);
  const { groups, _claim_names, _claim_sources } = personClaims('t', person(GROUPS_MAX + 1), 'https://x/groups');
  assert.equal(groups, undefined);
  assert.deepEqual(
    { _claim_names, _claim_sources },
    {
      _claim_names: { groups: 'src1' },
      _claim_sources: { src1: { endpoint: 'https://x/groups' } },
    },
  );
});

test(
  'nothing in the database signs anybody in: neither table nor audit log holds a secret',
  { skip: withoutOpenssl },
  () =>
    withProvider(async (provider) => {
      const { context, tenantId } = provider;
      const withPassword = await provider.newUser();
      const withPass = await provider.newUser({ password: undefined });
      const app = await provider.newApplication('web', { redirectUris: ['https://app.example/'] });
      const renewed = expectOk(await renewSecret(context, { tenantId, application: app.applicationId }));
      const device = await post(provider, 'devicecode', { client_id: KEEPSAKE_CLI.applicationId, scope: 'openid' });
      const page = await fetch(`${provider.url}/${tenantId}/oauth2/deviceauth`);
      const [session = ''] = page.headers.getSetCookie();
      const secrets = [
        PASSWORD,
        withPass.pass,
        app.secret,
        renewed.secret,
        device['device_code'],
        device['user_code']?.replace('-', ''),
        /keepsake_session=([^;]+)/.exec(session)?.[1],
      ];
      const stored = await everything(provider);
      assert.ok(stored.includes(withPassword.userId) && stored.includes(app.applicationId));
      for (const secret of secrets) {
        assert.ok(secret !== undefined && secret.length >= 8);
        for (const form of ['utf8', 'hex', 'base64', 'base64url'] as const) {
          assert.ok(!stored.includes(Buffer.from(secret).toString(form)), `${secret} as ${form}`);
        }
      }
    }),
);

/** Every row of every table, as text; bytes in hexadecimal and as the text that they may be. */
async function everything({ owner }: TestProvider): Promise<string> {
  const tables = await asAdministrator(owner, "SELECT tablename FROM pg_tables WHERE schemaname = 'public'");
  const texts = [];
  for (const { tablename } of tables) {
    for (const row of await asAdministrator(owner, `SELECT * FROM ${String(tablename)}`)) {
      for (const value of Object.values(row)) {
        texts.push(
          Buffer.isBuffer(value) ? `${value.toString('hex')} ${value.toString('latin1')}` : JSON.stringify(value),
        );
      }
    }
  }
  return texts.join('\n');
}

async function post(provider: TestProvider, path: string, parameters: Record<string, string>) {
  const url = `${provider.url}/${provider.tenantId}/oauth2/v2.0/${path}`;
  const answer = await fetch(url, { method: 'POST', body: new URLSearchParams(parameters) });
  return (await answer.json()) as { readonly [name: string]: string | undefined };
}
