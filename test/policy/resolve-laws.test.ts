// The laws of resolving policies, over everything that anybody may say, and anything that may be unknown.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { CATEGORY_IDS } from '../../src/domain/catalog/category.ts';
import { reachOf } from '../../src/domain/policy/assignment.ts';
import { agreedState } from '../../src/domain/policy/voices.ts';
import type { TenantPolicy } from '../../src/domain/policy/configuration-policy.ts';
import { stricterState } from '../../src/domain/policy/policy.ts';
import type { PolicySubject } from '../../src/domain/policy/policy-subject.ts';
import type { PolicyOriginOf, ResolvedPolicy, ResolvedValue } from '../../src/domain/policy/resolved-policy.ts';
import { type ResolveInput, resolvePolicy } from '../../src/domain/policy/resolve-policy.ts';
import { WINDOWS_POLICIES } from '../../src/domain/policy/windows-policies.ts';
import { arbitraryIgnorance, arbitraryInput, arbitraryKnownSubject, arbitraryPolicy, GROUPS } from './arbitrary.ts';

const UNKNOWABLE = /^(filter filter-gone|assignment target configurationManagerCollection)$/;

const SUBJECT_MEMBERS: Readonly<Record<string, keyof PolicySubject>> = {
  'person.userId': 'userId',
  'person.groupIds': 'userGroupIds',
  'device.groupIds': 'deviceGroupIds',
};

const exclusions = WINDOWS_POLICIES.filter(({ effect }) => effect.kind === 'exclusion');

/** What the policies let travel by itself: nothing where a backup is not allowed, or where nobody knows whether it is. */
function travels({ values, excludedCategories, excludedGroups, optedIn }: ResolvedPolicy): ReadonlySet<string> {
  const allowed = values.every(({ policy: { effect }, state }) => {
    if (effect.kind === 'backup') return state === 'enabled';
    return effect.kind !== 'companion' || state === 'enabled' || state === 'notConfigured';
  });
  if (!allowed) return new Set();
  const categories = CATEGORY_IDS.filter((id) => !excludedCategories.includes(id));
  return new Set([...categories, ...(excludedGroups.includes('apps') ? [] : ['(apps)']), ...optedIn]);
}

function mayRestore({ values }: ResolvedPolicy): boolean {
  return values.some(({ policy, state }) => policy.effect.kind === 'restore' && state === 'enabled');
}

/** So that the laws about what travels do not hold for want of anything that travels. */
const enabling: TenantPolicy = {
  id: 'enabling',
  name: 'Enabling',
  settings: WINDOWS_POLICIES.filter(({ effect }) => effect.kind === 'backup').map((policy) => ({
    policy,
    state: 'enabled',
  })),
  assignments: [{ target: { kind: 'allDevices' } }],
};

const travelling = arbitraryInput.map((input) => ({ ...input, tenant: [enabling, ...input.tenant] }));

test('adding a policy that excludes never enlarges what travels', () => {
  fc.assert(
    fc.property(travelling, arbitraryPolicy(exclusions), (input, added) => {
      const strict = {
        ...added,
        settings: added.settings.map(({ policy }) => ({ policy, state: 'enabled' as const })),
      };
      const after = resolvePolicy({ ...input, tenant: [...input.tenant, strict] });
      assert.ok(travels(after).isSubsetOf(travels(resolvePolicy(input))));
    }),
  );
});

test('no longer knowing a fact never turns a refusal into a permission, and learning one never changes what was certain', () => {
  fc.assert(
    fc.property(travelling, arbitraryKnownSubject, arbitraryIgnorance, (input, subject, forget) => {
      const known = resolvePolicy({ ...input, subject });
      const unsure = resolvePolicy({ ...input, subject: forget(subject) });
      assert.ok(travels(unsure).isSubsetOf(travels(known)));
      assert.ok(mayRestore(known) || !mayRestore(unsure));
      unsure.values.forEach(({ state, missing, isConflict }, i) => {
        if (state !== 'unknown') assert.equal(state, known.values[i]?.state);
        assert.equal((missing?.length ?? 0) > 0, state === 'unknown');
        if (isConflict) assert.ok(known.values[i]?.isConflict);
      });
      if (unsure.restorePage.state !== 'unknown') assert.equal(unsure.restorePage.state, known.restorePage.state);
      else assert.ok((unsure.restorePage.missing?.length ?? 0) > 0);
    }),
  );
});

test('a fact that is called missing is missing', () => {
  fc.assert(
    fc.property(arbitraryInput, (input) => {
      const { values, restorePage } = resolvePolicy(input);
      for (const fact of [...values.flatMap((value) => value.missing ?? []), ...(restorePage.missing ?? [])]) {
        const [, of, name = ''] = /^(person|device)\.(\w+)$/.exec(fact) ?? [];
        if (of === 'device' && name !== 'groupIds')
          assert.equal((input.subject.device as never)[name], undefined, fact);
        else if (of !== undefined) assert.equal(input.subject[SUBJECT_MEMBERS[fact] ?? 'userId'], undefined, fact);
        else assert.match(fact, UNKNOWABLE);
      }
    }),
  );
});

test('where everything is known nothing is unknown, but for filters and targets that nobody can look into', () => {
  fc.assert(
    fc.property(arbitraryInput, arbitraryKnownSubject, (input, subject) => {
      const { values, restorePage } = resolvePolicy({ ...input, subject });
      const missing = [...values.flatMap((value) => value.missing ?? []), ...(restorePage.missing ?? [])];
      assert.deepEqual(
        missing.filter((fact) => !UNKNOWABLE.test(fact)),
        [],
      );
    }),
  );
});

test('the order of policies, configurations, assignments and filters does not matter', () => {
  fc.assert(
    fc.property(arbitraryInput, (input) => {
      const reversed: ResolveInput = {
        ...input,
        tenant: input.tenant
          .toReversed()
          .map((policy) => ({ ...policy, assignments: policy.assignments.toReversed() })),
        restorePage: input.restorePage.toReversed(),
        filters: input.filters.toReversed(),
        local: input.local.toReversed(),
      };
      assert.deepEqual(resolvePolicy(reversed), resolvePolicy(input));
    }),
  );
});

test('a policy that nobody is assigned to changes nothing', () => {
  fc.assert(
    fc.property(arbitraryInput, arbitraryPolicy(), (input, added) => {
      const unassigned = { ...added, assignments: [] };
      assert.deepEqual(resolvePolicy({ ...input, tenant: [...input.tenant, unassigned] }), resolvePolicy(input));
    }),
  );
});

test('who is in an excluded group is reached by nothing, whatever includes them', () => {
  fc.assert(
    fc.property(arbitraryInput, fc.constantFrom(...GROUPS), fc.boolean(), (input, groupId, asPerson) => {
      const subject = { ...input.subject, [asPerson ? 'userGroupIds' : 'deviceGroupIds']: [groupId] };
      const excluded = { target: { kind: 'excludedGroup' as const, groupId } };
      const tenant = input.tenant.map((policy) => ({ ...policy, assignments: [...policy.assignments, excluded] }));
      assert.deepEqual(resolvePolicy({ ...input, subject, tenant }), resolvePolicy({ ...input, subject, tenant: [] }));
    }),
  );
});

test('the first origin of what holds is one that says it; without it the state or the origins are others', () => {
  fc.assert(
    fc.property(travelling, (input) => {
      const before = resolvePolicy(input);
      before.values.forEach((value, i) => {
        const [origin] = value.origins;
        if (value.state === 'notConfigured') assert.equal(origin, undefined);
        if (origin === undefined) return;
        if (value.state !== 'unknown') {
          assert.ok(says(input, value, origin), value.policy.name);
          assert.ok(value.origins.every((each) => certainlySpeaks(input, each)));
        }
        const after = resolvePolicy(withoutOrigin(input, value, origin)).values[i];
        assert.notDeepEqual([after?.state, after?.origins], [value.state, value.origins]);
      });
    }),
  );
});

test('a conflict is named as a problem exactly where it is one', () => {
  fc.assert(
    fc.property(arbitraryInput, (input) => {
      const { values, problems } = resolvePolicy(input);
      for (const { policy, isConflict, state } of values) {
        const named = problems.some(({ code, policy: name }) => code === 'policy-conflict' && name === policy.name);
        assert.equal(named, isConflict);
        if (isConflict) assert.equal(state, stricterState(policy));
      }
    }),
  );
});

function says(
  { tenant, local, isBackupOnByDefault }: ResolveInput,
  { policy, state }: ResolvedValue,
  origin: PolicyOriginOf,
) {
  const isIt = (said: Parameters<typeof agreedState>[1][number]) => agreedState(policy, [said]) === state;
  if (origin.by === 'windowsDefault')
    return isBackupOnByDefault && policy.effect.kind === 'backup' && state === 'enabled';
  if (origin.by !== 'tenant')
    return local.some((it) => it.policy === policy.name && it.by === origin.by && isIt(it.state));
  const found = tenant.find(({ id }) => id === origin.policyId);
  return found?.settings.some((setting) => setting.policy === policy && isIt(setting.state)) === true;
}

function certainlySpeaks({ tenant, subject, filters }: ResolveInput, origin: PolicyOriginOf): boolean {
  if (origin.by !== 'tenant') return true;
  const assignments = tenant.find(({ id }) => id === origin.policyId)?.assignments ?? [];
  return reachOf(assignments, subject, filters).is === 'yes';
}

function withoutOrigin(input: ResolveInput, { policy }: ResolvedValue, origin: PolicyOriginOf): ResolveInput {
  if (origin.by === 'windowsDefault') return { ...input, isBackupOnByDefault: false };
  if (origin.by === 'tenant') return { ...input, tenant: input.tenant.filter(({ id }) => id !== origin.policyId) };
  return { ...input, local: input.local.filter((it) => it.policy !== policy.name || it.by !== origin.by) };
}
