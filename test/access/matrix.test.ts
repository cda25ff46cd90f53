// Every operation that there is, tried with every kind of actor and every built-in role, against what roles are meant to
// allow: written down here by hand, so that neither a new operation nor a changed role passes unseen.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Grant } from '../../src/domain/access/grant.ts';
import { ALL_PERMISSIONS, type Permission } from '../../src/domain/access/permissions.ts';
import { BUILT_IN_ROLES } from '../../src/domain/access/roles.ts';
import { OPERATIONS } from '../../src/protocol/api.ts';
import type { Operation } from '../../src/protocol/operation.ts';
import { admit, decideAdmission } from '../../src/server/access/authorize.ts';

/** One letter for each role that has it: Global, Intune, Backup and Helpdesk Administrator, global Reader, Auditor. */
const MEANT: Readonly<Record<Permission, string>> = {
  'audit.read': 'GIRA',
  'directory.read': 'GIHR',
  'directory.manage': 'G',
  'device.read': 'GIHR',
  'device.manage': 'GI',
  'identity.manage': 'G',
  'role.read': 'GIRA',
  'role.manage': 'G',
  'role.giveAny': 'G',
  'backupMetadata.read': 'GIBHR',
  'backupContent.read': 'B',
  'backup.delete': 'B',
  'approval.decide': 'GB',
  'user.erase': 'G',
  'legalHold.manage': 'G',
  'key.manage': 'G',
  'policy.read': 'GIHRA',
  'policy.manage': 'GI',
  'restore.read': 'GIHR',
  'restore.request': 'GIH',
  'conditionalAccess.read': 'GIHR',
  'conditionalAccess.manage': 'G',
};

const LETTERS: Readonly<Record<string, string>> = {
  G: 'Global Administrator',
  I: 'Intune Administrator',
  B: 'Microsoft 365 Backup Administrator',
  H: 'Helpdesk Administrator',
  R: 'Global Reader',
  A: 'Auditor',
};

const ACTORS = ['device', 'user', 'application'] as const;
const operations: readonly [string, Operation][] = Object.entries(OPERATIONS);

test('the table knows every permission and every built-in role', () => {
  assert.deepEqual(Object.keys(MEANT), ALL_PERMISSIONS);
  assert.deepEqual(
    Object.values(LETTERS),
    BUILT_IN_ROLES.map(({ displayName }) => displayName),
  );
});

test('each operation lets in exactly the kinds of actor and the roles that it is meant to', () => {
  for (const [name, { access }] of operations) {
    for (const kind of ACTORS) {
      for (const [letter, roleName] of [...Object.entries(LETTERS), ['', 'no role']] as const) {
        assert.equal(lets(access, kind, roleName), isMeant(access, kind, letter), `${name}: ${kind} with ${roleName}`);
      }
    }
  }
});

test('only what the service tells everybody is open', () => {
  const open = operations.filter(([, { access }]) => access === 'open').map(([name]) => name);
  assert.deepEqual(open, OPEN);
});

test('what is about a person names the person in its path, tells only of whom one may see, or needs the whole tenant', () => {
  const overOneGroup: Grant = {
    roleName: 'All of it over one group',
    permissions: ALL_PERMISSIONS,
    scope: { kind: 'group', groupId: 'group-1' },
    source: 'assignment',
  };
  const target = { userId: 'user-1', groupIds: ['group-1'] };
  for (const [name, { access, path, overSome }] of operations) {
    if (access === 'open' || access === 'device' || access === 'user') continue;
    const named = path.includes('/:userId/') ? target : overSome && ('some' as const);
    const isIn = decideAdmission({ kind: 'user' }, access, { grants: [overOneGroup] }, named).allowed;
    const isMeantToBe = named !== undefined && PERSONAL.includes(access);
    assert.equal(isIn, isMeantToBe, name);
  }
});

const OPEN = ['getHealth', 'getOpenApi', 'getResourceMetadata', 'runBatch'];
const PERSONAL: readonly Permission[] = [
  'backupMetadata.read',
  'backupContent.read',
  'backup.delete',
  'approval.decide',
  'user.erase',
  'legalHold.manage',
];

function lets(access: Operation['access'], kind: (typeof ACTORS)[number], roleName: string): boolean {
  if (access === 'open') return true;
  if (access === 'device' || access === 'user') return admit({ kind }, access).ok;
  const grants = BUILT_IN_ROLES.filter(({ displayName }) => displayName === roleName).map(
    ({ displayName, permissions }): Grant => ({
      roleName: displayName,
      permissions,
      scope: { kind: 'tenant' },
      source: 'assignment',
    }),
  );
  return decideAdmission({ kind }, access, { grants }, undefined).allowed;
}

function isMeant(access: Operation['access'], kind: (typeof ACTORS)[number], letter: string): boolean {
  if (access === 'open') return true;
  if (access === 'device') return kind === 'device';
  if (access === 'user') return kind !== 'application';
  return kind !== 'device' && letter !== '' && MEANT[access].includes(letter);
}
