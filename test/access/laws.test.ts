// The laws of access, over every permission and grants nobody would think of.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { decideAccess, reachOf } from '../../src/domain/access/decide-access.ts';
import { decideDelegation, decideSelfAssignment } from '../../src/domain/access/delegation.ts';
import { type Grant, grantsOfToken, WHOLE_TENANT } from '../../src/domain/access/grant.ts';
import { ALL_PERMISSIONS, isAboutPerson } from '../../src/domain/access/permissions.ts';
import { BUILT_IN_ROLES } from '../../src/domain/access/roles.ts';
import { arbitraryGrant, arbitraryGrants, arbitraryPermission, arbitraryScope, arbitraryTarget } from './arbitrary.ts';

const RUNS = { numRuns: 2000 };

test('nothing is allowed without a grant that names the permission, and the answer names that grant', () => {
  fc.assert(
    fc.property(arbitraryGrants, arbitraryPermission, arbitraryTarget, (grants, permission, target) => {
      const decision = decideAccess(grants, permission, target);
      if (decision.allowed) {
        assert.ok(grants.includes(decision.through));
        assert.ok(decision.through.permissions.includes(permission));
      } else {
        const held = grants.some((grant) => grant.permissions.includes(permission));
        assert.equal(decision.missing, held ? 'scope' : 'permission');
      }
    }),
    RUNS,
  );
});

test('another grant never takes anything away', () => {
  fc.assert(
    fc.property(
      arbitraryGrants,
      arbitraryGrant,
      arbitraryPermission,
      arbitraryTarget,
      (grants, more, permission, target) => {
        if (!decideAccess(grants, permission, target).allowed) return;
        assert.ok(decideAccess([more, ...grants], permission, target).allowed);
        assert.ok(decideAccess([...grants, more], permission, target).allowed);
      },
    ),
    RUNS,
  );
});

test('a grant over a group reaches its members alone, and only with what is about a person', () => {
  fc.assert(
    fc.property(arbitraryGrants, arbitraryPermission, arbitraryTarget, (grants, permission, target) => {
      const decision = decideAccess(grants, permission, target);
      if (!decision.allowed || decision.through.scope.kind === 'tenant') return;
      assert.ok(target?.groupIds.includes(decision.through.scope.groupId));
      assert.ok(isAboutPerson(permission));
    }),
    RUNS,
  );
});

test('a list tells of exactly those about whom one may ask one by one', () => {
  fc.assert(
    fc.property(arbitraryGrants, arbitraryPermission, arbitraryTarget, (grants, permission, target) => {
      const reach = reachOf(grants, permission);
      assert.equal(decideAccess(grants, permission, 'some').allowed, reach.length > 0);
      if (target === undefined) assert.equal(decideAccess(grants, permission).allowed, reach === 'everybody');
      else {
        const isIn = reach === 'everybody' || reach.some((it) => target.groupIds.includes(it));
        assert.equal(decideAccess(grants, permission, target).allowed, isIn);
      }
    }),
    RUNS,
  );
});

test('narrowing a scope never allows more', () => {
  fc.assert(
    fc.property(
      arbitraryGrants,
      arbitraryScope,
      arbitraryPermission,
      arbitraryTarget,
      (grants, scope, permission, target) => {
        const narrowed = grants.map((grant) => (grant.scope.kind === 'tenant' ? { ...grant, scope } : grant));
        if (decideAccess(narrowed, permission, target).allowed)
          assert.ok(decideAccess(grants, permission, target).allowed);
      },
    ),
    RUNS,
  );
});

test('nobody comes to do, by what they give themselves, what they could not do before; role.giveAny alone excepts', () => {
  fc.assert(
    fc.property(
      arbitraryGrants,
      arbitraryGrant,
      arbitraryPermission,
      arbitraryTarget,
      (grants, given, permission, target) => {
        if (!decideDelegation(grants, given.permissions, given.scope).ok) return;
        if (decideAccess(grants, 'role.giveAny').allowed) return;
        const after = decideAccess([...grants, given], permission, target).allowed;
        assert.equal(decideAccess(grants, permission, target).allowed, after);
      },
    ),
    { numRuns: 20_000 },
  );
});

test('whoever does not manage roles hands nothing on, not even what they hold', () => {
  fc.assert(
    fc.property(arbitraryGrants, arbitraryGrant, (grants, given) => {
      const without = grants.filter(
        ({ scope, permissions }) => scope.kind !== 'tenant' || !permissions.includes('role.manage'),
      );
      assert.equal(decideDelegation(without, given.permissions, given.scope).ok, false);
    }),
    RUNS,
  );
});

test('of the built-in roles the Global Administrator alone gives roles, and gives all of them', () => {
  for (const giver of BUILT_IN_ROLES) {
    for (const given of BUILT_IN_ROLES) {
      const decision = decideDelegation([grantOf(giver)], given.permissions);
      assert.equal(decision.ok, giver.displayName === 'Global Administrator', `${giver.displayName} → ${given.roleId}`);
    }
  }
});

test('what concerns the tenant is given over no group, by nobody', () => {
  for (const permission of ALL_PERMISSIONS) {
    const over = { kind: 'group', groupId: 'group-1' } as const;
    assert.equal(decideDelegation('operator', [permission], over).ok, isAboutPerson(permission));
    assert.equal(decideDelegation('operator', [permission]).ok, true);
  }
});

test('where reading takes a second person, nobody makes themselves a reader of content', () => {
  for (const { permissions, displayName } of BUILT_IN_ROLES) {
    assert.equal(decideSelfAssignment(permissions, false).ok, true);
    assert.equal(
      decideSelfAssignment(permissions, true).ok,
      displayName !== 'Microsoft 365 Backup Administrator',
      displayName,
    );
  }
});

test("a token's roles give the built-in roles of its template ids, the permissions of its app roles, and nothing else", () => {
  const ids = BUILT_IN_ROLES.map(({ roleId }) => roleId);
  const strings = fc.oneof(
    fc.string(),
    fc.constantFrom(...ids, ...ids.map((id) => id.toUpperCase()), ...ALL_PERMISSIONS),
  );
  fc.assert(
    fc.property(fc.array(strings), fc.array(strings), (wids, roles) => {
      const held = new Set(grantsOfToken({ wids, roles }).flatMap(({ permissions }) => permissions));
      const named = BUILT_IN_ROLES.filter(({ roleId }) => wids.some((id) => id.toLowerCase() === roleId));
      const expected = ALL_PERMISSIONS.filter(
        (it) => roles.includes(it) || named.some((role) => (role.permissions as readonly string[]).includes(it)),
      );
      assert.deepEqual([...held].toSorted(), expected.toSorted());
    }),
    RUNS,
  );
});

function grantOf(role: (typeof BUILT_IN_ROLES)[number]): Grant {
  return { roleName: role.displayName, permissions: role.permissions, scope: WHOLE_TENANT, source: 'assignment' };
}
