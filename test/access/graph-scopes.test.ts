// Graph's own scopes: what an operation declares allows what it needs; a person's scope lets a client use what the person
// has and gives nothing; an app role gives an application what the table says, and no more, where the tenant trusts it.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { allows, GRAPH_SCOPES, type GraphScope } from '../../src/domain/access/graph-scopes.ts';
import { OPERATIONS } from '../../src/protocol/api.ts';
import type { GraphError } from '../../src/protocol/graph-error.ts';
import type { Operation } from '../../src/protocol/operation.ts';
import { onEachHouse, ROLE_IDS } from './signed-in.ts';

test('every scope that an operation declares allows what the operation needs', () => {
  for (const [name, { access, scopes = [], style }] of Object.entries<Operation>(OPERATIONS)) {
    if (scopes.length > 0) assert.equal(style, 'graph', name);
    if (access === 'open' || access === 'user') continue;
    if (access === 'device') assert.deepEqual(scopes, [], name);
    else for (const scope of scopes) assert.ok(allows(scope, access), `${name}: ${scope} does not allow ${access}`);
  }
});

test('every operation in the style of Graph says which of its scopes count', () => {
  const silent = Object.entries<Operation>(OPERATIONS).filter(
    ([, { style, access, scopes = [] }]) => style === 'graph' && access !== 'open' && scopes.length === 0,
  );
  assert.deepEqual(
    silent.map(([name]) => name),
    [],
  );
});

test('no app role reads or deletes a backup', () => {
  for (const [scope, { permissions, ofApplications }] of Object.entries(GRAPH_SCOPES)) {
    const aboutBackups = (permissions as readonly string[]).some((it) => it.startsWith('backup'));
    assert.equal(aboutBackups && ofApplications, false, scope);
  }
});

onEachHouse("a client may use what a person has by Graph's scope for it, and by no other", async (house) => {
  const as = async (scp: string, wids = [ROLE_IDS.globalAdministrator] as string[]) => {
    const person = await house.person('olga', { scp, wids });
    const read = await person.send<GraphError>('GET', POLICIES);
    return { read, create: await person.send<GraphError>('POST', POLICIES, POLICY) };
  };
  const reading = await as('openid Policy.Read.All');
  assert.deepEqual([reading.read.status, reading.create.status], [200, 403]);
  assert.match(reading.create.body.error.message, /scope Policy\.ReadWrite\.ConditionalAccess or Backup\.Admin/);
  const changing = await as('Policy.ReadWrite.ConditionalAccess');
  assert.deepEqual([changing.read.status, changing.create.status], [200, 201]);
  const other = await as('User.Read.All Directory.Read.All');
  assert.deepEqual([other.read.status, other.create.status], [403, 403]);
  assert.match(other.read.body.error.message, /scope Policy\.Read\.ConditionalAccess or/);
  const without = await as('Policy.ReadWrite.ConditionalAccess', []);
  assert.deepEqual([without.read.status, without.create.status], [403, 403], 'a scope gives a person nothing');
  const elsewhere = await house.person('olga', { scp: 'Policy.Read.All', wids: [ROLE_IDS.globalAdministrator] });
  assert.equal((await elsewhere.send('GET', '/v1/roles')).status, 403, 'nor does it administer anything else');
});

onEachHouse('an application has by an app role what the role allows, where the tenant trusts it', async (house) => {
  const as = async (roles: readonly GraphScope[]) => {
    const application = await house.application('reporting', { roles });
    const read = await application.send<GraphError>('GET', POLICIES);
    return { read, create: await application.send<GraphError>('POST', POLICIES, POLICY) };
  };
  const reading = await as(['Policy.Read.All']);
  assert.deepEqual([reading.read.status, reading.create.status], [200, 403]);
  assert.match(reading.create.body.error.message, /app role Policy\.ReadWrite\.ConditionalAccess/);
  const changing = await as(['Policy.ReadWrite.ConditionalAccess']);
  assert.deepEqual([changing.read.status, changing.create.status], [200, 201]);
  const other = await as(['UserWindowsSettings.ReadWrite.All', 'Directory.Read.All']);
  assert.deepEqual([other.read.status, other.create.status], [403, 403]);

  const olga = await house.person('olga', { wids: [ROLE_IDS.globalAdministrator] });
  const itself = { kind: 'user', id: olga.oid };
  const given = await olga.send('POST', '/v1/role-assignments', {
    roleId: ROLE_IDS.globalAdministrator,
    principal: itself,
  });
  assert.equal(given.status, 201);
  assert.equal((await olga.send('PATCH', '/v1/access-policy', { trustTokenRoles: false })).status, 200);
  assert.equal((await as(['Policy.Read.All'])).read.status, 403);
});

const POLICIES = '/v1.0/identity/conditionalAccess/policies';
const POLICY = {
  displayName: 'Compliant devices only',
  state: 'disabled',
  conditions: { users: { includeUsers: ['All'] }, applications: { includeApplications: ['All'] } },
  grantControls: { operator: 'OR', builtInControls: ['compliantDevice'] },
};
