// What a person may take in again of what policies leave out: never what a single policy keeps to itself, however many others
// leave it to them, and whoever else has a say.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { ALL_GROUPS } from '../../src/domain/policy/backup-groups.ts';
import { forbiddenGroups, heldBackBy, heldBackByBoth, stillHeldBack } from '../../src/domain/policy/held-back.ts';
import { localPolicy } from '../../src/domain/policy/local-policy.ts';
import { WINDOWS_POLICIES } from '../../src/domain/policy/windows-policies.ts';
import { groupPolicies, leftToPeople, readerOf } from './policy-registry.ts';

const exclusions = WINDOWS_POLICIES.flatMap((policy) =>
  policy.effect.kind === 'exclusion' ? [{ policy, groups: policy.effect.groups }] : [],
);

const arbitraryValues = fc.array(
  fc.record({
    said: fc.constantFrom(...exclusions),
    state: fc.constantFrom('enabled', 'disabled', 'notConfigured', 'unknown'),
    userMayOverride: fc.constantFrom(true, false, undefined),
  }),
);
type Values = typeof arbitraryValues extends fc.Arbitrary<infer V> ? V : never;
const arbitraryGroups = fc.subarray([...ALL_GROUPS]);

const heldBackIn = (values: Values) =>
  heldBackBy(
    values.map(({ said: { policy }, state, userMayOverride }) => {
      return { policy, state, ...(userMayOverride === undefined ? {} : { userMayOverride }) };
    }),
  );

test('a group stays behind exactly where some policy leaves it out that the person may not or did not override', () => {
  fc.assert(
    fc.property(arbitraryValues, arbitraryGroups, (values, takenIn) => {
      const excluding = values.filter(({ state }) => state === 'enabled' || state === 'unknown');
      const expected = ALL_GROUPS.filter((group) =>
        excluding.some(
          ({ said, userMayOverride }) =>
            said.groups.includes(group) && !(userMayOverride === true && takenIn.includes(group)),
        ),
      );
      assert.deepEqual(stillHeldBack(heldBackIn(values), takenIn), expected);
    }),
  );
});

test('of two that have a say each keeps what it keeps, and what nobody leaves to people nobody takes in', () => {
  fc.assert(
    fc.property(arbitraryValues, arbitraryValues, arbitraryGroups, (one, other, takenIn) => {
      const both = heldBackByBoth(heldBackIn(one), heldBackIn(other));
      assert.deepEqual(both, heldBackIn([...one, ...other]));
      assert.ok(new Set(forbiddenGroups(both)).isSubsetOf(new Set(stillHeldBack(both, takenIn))));
    }),
  );
});

test('on a device it is a clear 0 beside the policy that leaves the choice to people', () => {
  for (const { policy, groups } of exclusions) {
    const registry = groupPolicies({ [policy.name]: 'enabled' });
    const may = localPolicy(readerOf(leftToPeople(registry, policy.name)));
    assert.deepEqual(new Set(may.groupsLeftToPeople), new Set(groups), policy.name);
    assert.deepEqual(localPolicy(readerOf(registry)).groupsLeftToPeople, [], `${policy.name} says nothing of it`);
  }
});
