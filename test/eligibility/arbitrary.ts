// Any facts at all, also ones that no device has: mostly what holds, so that every verdict comes up, with any values and any facts
// unknown in between; the same facts with one of them forgotten; and what organizations may choose.

import fc from 'fast-check';
import type { TenantChoices } from '../../src/domain/eligibility/choices.ts';
import { DEFAULT_BUILD_TABLE, INTUNE_BUILD_TABLE } from '../../src/domain/eligibility/default-build-table.ts';
import type { EligibilityFacts } from '../../src/domain/eligibility/facts.ts';
import { RULES } from '../../src/domain/eligibility/rules.ts';
import { OCCASIONS } from '../../src/domain/enrollment/phase.ts';
import { WINDOWS_POLICIES } from '../../src/domain/policy/windows-policies.ts';
import { ALL_HOLDS, type Change, factsWith, known, policyOf } from './facts.ts';
import { VALUES } from './values.ts';

const STATES = ['enabled', 'disabled', 'notConfigured', 'conflict', 'unknown'] as const;

const anyPolicy = fc
  .tuple(
    fc.array(fc.constantFrom(...STATES), { minLength: WINDOWS_POLICIES.length, maxLength: WINDOWS_POLICIES.length }),
    fc.constantFrom('enabled', 'disabled', 'notConfigured', 'unknown'),
  )
  .map(([states, page]) =>
    policyOf(Object.fromEntries(WINDOWS_POLICIES.map(({ name }, index) => [name, states[index] ?? 'unknown'])), page),
  );

function members(values: Readonly<Record<string, readonly unknown[]>>, base: object): fc.Arbitrary<object> {
  const arbitraries = Object.entries(values).map(([name, list]) => [
    name,
    member(base[name as keyof typeof base], list),
  ]);
  return fc.record(Object.fromEntries(arbitraries) as Record<string, fc.Arbitrary<unknown>>);
}

function member(base: unknown, values: readonly unknown[]): fc.Arbitrary<unknown> {
  return fc.oneof(
    { weight: 24, arbitrary: fc.constant(base) },
    { weight: 2, arbitrary: fc.constantFrom(...values) },
    { weight: 1, arbitrary: fc.constant(undefined) },
  );
}

const { device, enrollment, person, ...others } = VALUES;

export const arbitraryFacts: fc.Arbitrary<EligibilityFacts> = fc
  .record({
    occasion: fc.constantFrom(...OCCASIONS),
    device: members(device, ALL_HOLDS.device),
    enrollment: members(enrollment, ALL_HOLDS.enrollment),
    person: members(person, ALL_HOLDS.person),
    others: members(others, ALL_HOLDS),
    policy: fc.option(anyPolicy, { freq: 1, nil: undefined }),
  })
  .map(({ occasion, others: rest, policy, ...facts }) => {
    const change = { ...rest, ...facts, ...(policy === undefined ? {} : { policy }) } as Change;
    return factsWith(occasion, change);
  });

/** Everything that can be forgotten, one at a time. Whether somebody skipped is known or not known as a whole. */
export function forgettings(facts: EligibilityFacts): readonly EligibilityFacts[] {
  const inside = (['device', 'enrollment', 'person'] as const).flatMap((group) =>
    Object.keys(facts[group]).map((name) =>
      known({ ...facts, [group]: known({ ...facts[group], [name]: undefined }) }),
    ),
  );
  const whole = (['cloud', 'policy', 'backups', 'conditionalAccess', 'history'] as const).map((name) =>
    known({ ...facts, [name]: undefined }),
  );
  const rings = (facts.stoppedRings ?? []).map((ring) => ({
    ...facts,
    stoppedRings: [{ ...ring, missing: ['person.groupIds'] }],
  }));
  return [...inside, ...whole, ...rings, ...forgottenPolicies(facts)] as readonly EligibilityFacts[];
}

function forgottenPolicies(facts: EligibilityFacts): readonly EligibilityFacts[] {
  const { policy } = facts;
  if (policy === undefined) return [];
  const states = Object.fromEntries(policy.values.map(({ policy: { name }, state }) => [name, state]));
  return [
    ...Object.keys(states).map((name) => ({
      ...facts,
      policy: policyOf({ ...states, [name]: 'unknown' }, policy.restorePage.state),
    })),
    { ...facts, policy: policyOf(states, 'unknown') },
  ];
}

export const arbitraryChoices: fc.Arbitrary<TenantChoices> = fc.record({
  liftedLimits: fc.subarray(RULES.map(({ id }) => id)),
  isBackupOnByDefault: fc.boolean(),
  buildTable: fc.constantFrom(DEFAULT_BUILD_TABLE, INTUNE_BUILD_TABLE),
});
