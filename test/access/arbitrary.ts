// Grants, people and requests that nobody would think of, over few enough ids that they often meet.

import fc from 'fast-check';
import type { Approval } from '../../src/domain/access/approval.ts';
import type { Target } from '../../src/domain/access/decide-access.ts';
import type { Grant, Scope } from '../../src/domain/access/grant.ts';
import { ALL_PERMISSIONS } from '../../src/domain/access/permissions.ts';

const GROUPS = ['group-1', 'group-2', 'group-3'];
const USERS = ['user-1', 'user-2', 'user-3'];
const SNAPSHOTS = ['snapshot-1', 'snapshot-2'];

export const arbitraryPermission = fc.constantFrom(...ALL_PERMISSIONS);

export const arbitraryScope: fc.Arbitrary<Scope> = fc.oneof(
  fc.constant({ kind: 'tenant' as const }),
  fc.constantFrom(...GROUPS).map((groupId) => ({ kind: 'group' as const, groupId })),
);

export const arbitraryGrant: fc.Arbitrary<Grant> = fc.record({
  roleName: fc.constant('A role'),
  permissions: fc.subarray([...ALL_PERMISSIONS]),
  scope: arbitraryScope,
  source: fc.constantFrom('assignment', 'group', 'directoryRole', 'appRole'),
});

export const arbitraryGrants = fc.array(arbitraryGrant, { maxLength: 4 });

export const arbitraryTarget: fc.Arbitrary<Target | undefined> = fc.option(
  fc.record({ userId: fc.constantFrom(...USERS), groupIds: fc.subarray(GROUPS) }),
  { nil: undefined },
);

export const arbitraryUser = fc.constantFrom(...USERS);

const arbitraryRequester = fc.record({ kind: fc.constantFrom('user', 'application'), id: arbitraryUser });

/** A request that nobody has decided on. */
export const arbitraryRequest: fc.Arbitrary<Approval> = fc.record({
  approvalId: fc.uuid(),
  requester: arbitraryRequester,
  userId: arbitraryUser,
  snapshotId: fc.option(fc.constantFrom(...SNAPSHOTS)),
  reason: fc.constant('The screen is broken.'),
  once: fc.boolean(),
  minutes: fc.integer({ min: 1, max: 100_000 }),
  requestedAt: fc.nat(1000),
  decision: fc.constant(null),
  usedAt: fc.constant(null),
});

export const arbitraryRead = fc.record({
  requester: arbitraryRequester,
  userId: arbitraryUser,
  snapshotId: fc.constantFrom(...SNAPSHOTS),
});

export const arbitraryOutcome = fc.constantFrom('approved' as const, 'refused' as const);
