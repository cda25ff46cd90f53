// Roles over HTTP with signed tokens: what each lets through the door, how one comes to hold them, and that nobody hands on
// more than they hold.

import assert from 'node:assert/strict';
import type { Static } from 'typebox';
import { BUILT_IN_ROLES } from '../../src/domain/access/roles.ts';
import { OPERATIONS } from '../../src/protocol/api.ts';
import type { Operation } from '../../src/protocol/operation.ts';
import type { MyPermissions, Role, RoleAssignment, RoleAssignmentList } from '../../src/protocol/operations/access.ts';
import {
  chooseAccessPolicy,
  findNamedRole,
  giveRole,
  makeRole,
  takeRole,
} from '../../src/server/access/operate-roles.ts';
import { addUser } from '../../src/server/directory/add-user.ts';
import { expectOk } from '../database.ts';
import { onEachHouse, ROLE_IDS, type SignedIn } from './signed-in.ts';

type Made = Static<typeof Role>;

onEachHouse(
  'every operation with a permission is closed to all whose role lacks it, and to nobody else',
  async (house) => {
    const people: [token: string, permissions: readonly string[]][] = [
      [(await house.person('nora')).token, []],
      [(await house.device('anna')).enrolled.token, []],
    ];
    for (const { roleId, permissions } of BUILT_IN_ROLES) {
      people.push([(await house.person(roleId, { wids: [roleId] })).token, permissions]);
    }
    const operations: readonly [string, Operation][] = Object.entries(OPERATIONS);
    for (const [name, { access, method, path }] of operations) {
      if (access === 'open' || access === 'device' || access === 'user') continue;
      for (const [token, permissions] of people) {
        const at = path.replaceAll(/:\w+/g, '01900000-0000-7000-8000-000000000000');
        const refused = await isRefused(`${house.service.url}${at}`, method, token);
        assert.equal(refused, !permissions.includes(access), `${name} with ${permissions.join()}`);
      }
    }
  },
);

onEachHouse('what a token says of roles and groups counts, and what it leaves out does not', async (house) => {
  const { context } = house.service;
  const give = (role: string, to: Parameters<typeof giveRole>[2]['to']) =>
    giveRole(context, house.tenantId, { role, to, overGroup: undefined }).then(expectOk);
  await give('Auditor', { group: STAFF });
  await give('Auditor', { application: ROBOT });
  const can = async (who: SignedIn) => (await who.send('GET', '/v1/role-assignments')).status === 200;

  assert.equal(await can(await house.person('dora')), false);
  assert.equal(await can(await house.person('dora', { groups: [STAFF] })), true);
  assert.equal(await can(await house.person('dora', { wids: [ROLE_IDS.auditor.toUpperCase()] })), true);
  assert.equal(await can(await house.person('dora', { roles: ['role.read'] })), true);
  assert.equal(await can(await house.application(ROBOT)), true);
  assert.equal(await can(await house.application('another', { roles: ['role.read'] })), true);
  assert.equal(await can(await house.application('another')), false);

  const leftOut = await house.person('dora', { _claim_names: { groups: 'src1' } });
  const refused = await leftOut.send('GET', '/v1/role-assignments');
  assert.equal(refused.status, 403);
  assert.match(refused.body.detail, /leaves your groups out/);
  await house.intoGroup(STAFF, leftOut.oid);
  assert.equal(await can(leftOut), true, 'the embedded directory knows them');
  const byName = { role: 'auditor', to: { group: STAFF.toUpperCase() }, overGroup: undefined };
  expectOk(await takeRole(context, house.tenantId, byName));
  assert.equal(await can(leftOut), false, 'taken from the group, by the name of the group');
  await give('Auditor', { group: STAFF });
  const { body } = await leftOut.send<Static<typeof MyPermissions>>('GET', '/v1/me/permissions');
  assert.deepEqual(
    body.grants.map((it) => [it.roleName, it.source, it.scope.kind]),
    [['Auditor', 'group', 'tenant']],
  );

  const agent = await house.person('gail', { wids: [ROLE_IDS.globalAdministrator], scp: 'Backup.ReadWrite' });
  const unasked = await agent.send('GET', '/v1/role-assignments');
  assert.equal(unasked.status, 403);
  assert.match(unasked.body.detail, /Backup\.Admin/);

  const gail = await house.person('gail', { wids: [ROLE_IDS.globalAdministrator] });
  assert.equal(await can(gail), true);
  expectOk(await chooseAccessPolicy(context, house.tenantId, { trustTokenRoles: false }));
  assert.equal(await can(gail), false, 'roles of tokens do not count here any more');
  await give('Auditor', { user: 'gail@contoso.example' });
  assert.equal(await can(gail), true);
  const taken = { role: 'auditor', to: { user: 'GAIL@contoso.example' }, overGroup: undefined };
  expectOk(await takeRole(context, house.tenantId, taken));
  assert.equal(await can(gail), false, 'from the next request on');
});

onEachHouse('nobody hands on, makes or takes away more than they hold', async (house) => {
  const { context } = house.service;
  const permissions = ['role.manage', 'role.read', 'device.read'];
  const lead = { displayName: 'Team lead', description: undefined, permissions };
  expectOk(await makeRole(context, house.tenantId, lead));
  const own = { role: 'team LEAD', to: { user: 'lena@contoso.example' }, overGroup: undefined };
  expectOk(await giveRole(context, house.tenantId, own));
  const lena = await house.person('lena');
  const gail = await house.person('gail', { wids: [ROLE_IDS.globalAdministrator] });
  const dan = await house.person('dan');
  await dan.send('GET', '/v1/me/permissions');
  const define = (who: SignedIn, displayName: string, given: readonly string[]) =>
    who.send<Made>('POST', '/v1/roles', { displayName, permissions: given });
  const assign = (who: SignedIn, roleId: string, scope?: object) =>
    who.send<RoleAssignment>('POST', '/v1/role-assignments', {
      roleId,
      principal: { kind: 'user', id: dan.oid },
      ...(scope === undefined ? {} : { scope }),
    });

  const viewer = await define(lena, 'Device viewer', ['device.read']);
  assert.equal(viewer.status, 201);
  assert.equal((await define(gail, 'device VIEWER', ['device.read'])).body.code, 'already-exists');
  assert.equal((await define(lena, 'Reader of all', ['backupContent.read'])).status, 403);
  assert.equal((await assign(lena, viewer.body.roleId)).status, 201);
  for (const { roleId } of BUILT_IN_ROLES) assert.equal((await assign(lena, roleId)).status, 403, roleId);
  assert.equal((await assign(gail, ROLE_IDS.helpdesk, { kind: 'group', groupId: STAFF })).status, 422);

  const helpdesk = await assign(gail, ROLE_IDS.helpdesk);
  assert.equal(helpdesk.status, 201);
  assert.equal((await assign(gail, ROLE_IDS.helpdesk)).body.assignmentId, helpdesk.body.assignmentId);
  assert.equal((await house.events('role.assigned')).length, 3, 'what is so already is no event');
  assert.equal((await lena.send('DELETE', `/v1/role-assignments/${helpdesk.body.assignmentId}`)).status, 403);
  assert.equal((await gail.send('DELETE', `/v1/role-assignments/${helpdesk.body.assignmentId}`)).status, 204);

  assert.equal((await gail.send('DELETE', `/v1/roles/${ROLE_IDS.auditor}`)).status, 400);
  assert.equal((await lena.send('DELETE', `/v1/roles/${viewer.body.roleId}`)).status, 204);
  const left = await gail.send<Static<typeof RoleAssignmentList>>('GET', '/v1/role-assignments');
  assert.deepEqual(
    left.body.assignments.map((it) => it.principalName),
    ['lena@contoso.example'],
  );
});

onEachHouse('who holds a role by the directory is named beside who was assigned it', async ({ service, tenantId }) => {
  const { context } = service;
  const pass = { minutes: 60, once: true };
  const input = { tenantId, userPrincipalName: 'ada@contoso.example', displayName: 'Ada', roles: ['Auditor'], pass };
  expectOk(await addUser(context, input));
  expectOk(await giveRole(context, tenantId, { role: 'Auditor', to: { application: ROBOT }, overGroup: undefined }));
  const { assignments, directory } = expectOk(await findNamedRole(context, tenantId, 'auditor'));
  assert.deepEqual([assignments.map((it) => it.principal.id), directory], [[ROBOT], ['ada@contoso.example']]);
});

const STAFF = '01900000-0000-7000-8000-0000000000dd';
const ROBOT = '01900000-0000-7000-8000-0000000000cc';

/** For what the caller may do, whatever else may be wrong with the request. */
async function isRefused(url: string, method: string, token: string): Promise<boolean> {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const body = method === 'GET' || method === 'DELETE' ? undefined : '{}';
  const response = await fetch(url, { method, headers, ...(body === undefined ? {} : { body }) });
  const text = await response.text();
  return response.status === 403 && text.includes('"not-permitted"');
}
