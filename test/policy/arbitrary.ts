// Policies, assignments, filters and people that nobody would think of, over few enough ids that they often meet.

import fc from 'fast-check';
import type { DeviceFacts } from '../../src/domain/device/device-facts.ts';
import type { Assignment, AssignmentTarget } from '../../src/domain/policy/assignment.ts';
import { type AssignmentFilter, parseAssignmentFilter } from '../../src/domain/policy/assignment-filter.ts';
import type { ChosenSetting, TenantPolicy } from '../../src/domain/policy/configuration-policy.ts';
import type { LocalPolicyValue } from '../../src/domain/policy/local-voices.ts';
import { OPT_IN_POLICIES } from '../../src/domain/policy/opt-in-policies.ts';
import type { Policy } from '../../src/domain/policy/policy.ts';
import type { PolicySubject } from '../../src/domain/policy/policy-subject.ts';
import type { ResolveInput } from '../../src/domain/policy/resolve-policy.ts';
import type { RestorePageConfiguration } from '../../src/domain/policy/restore-page.ts';
import { WINDOWS_POLICIES } from '../../src/domain/policy/windows-policies.ts';

export const GROUPS = ['group-1', 'group-2', 'group-3'];

/** Windows' own, and enough of Keepsake's that categories and their settings meet. */
const SOME_POLICIES: readonly Policy[] = [...WINDOWS_POLICIES, ...OPT_IN_POLICIES.slice(0, 4)];

const RULES = [
  '(device.manufacturer -eq "Contoso") and (device.model -startsWith "Surface")',
  'device.deviceOwnership -eq "Corporate" or device.deviceTrustType -ne "Azure AD joined"',
  'device.operatingSystemVersion -ge 10.0.26100.4946',
];

export const FILTERS: readonly AssignmentFilter[] = RULES.map((rule, index) => {
  const filter = parseAssignmentFilter({ id: `filter-${index}`, displayName: rule, rule });
  if (!filter.ok) throw new Error(JSON.stringify(filter.error));
  return filter.value;
});

const arbitraryGroup = fc.constantFrom(...GROUPS);

const arbitraryTarget: fc.Arbitrary<AssignmentTarget> = fc.oneof(
  { weight: 2, arbitrary: fc.constantFrom({ kind: 'allDevices' }, { kind: 'allUsers' }) },
  { weight: 4, arbitrary: arbitraryGroup.map((groupId) => ({ kind: 'group' as const, groupId })) },
  { weight: 2, arbitrary: arbitraryGroup.map((groupId) => ({ kind: 'excludedGroup' as const, groupId })) },
  { weight: 1, arbitrary: fc.constant({ kind: 'unsupported' as const, type: 'configurationManagerCollection' }) },
);

const arbitraryFilterUse = fc.record({
  filterId: fc.constantFrom('filter-0', 'filter-1', 'filter-2', 'filter-gone'),
  mode: fc.constantFrom('include' as const, 'exclude' as const),
});

export const arbitraryAssignments: fc.Arbitrary<readonly Assignment[]> = fc.array(
  fc
    .tuple(arbitraryTarget, fc.option(arbitraryFilterUse, { freq: 2, nil: undefined }))
    .map(([target, filter]) => ({ target, ...(filter === undefined ? {} : { filter }) })),
  { maxLength: 3 },
);

export function arbitrarySettings(policies: readonly Policy[]): fc.Arbitrary<readonly ChosenSetting[]> {
  return fc.array(
    fc
      .tuple(
        fc.constantFrom(...policies),
        fc.constantFrom('enabled' as const, 'enabled' as const, 'disabled' as const, 'notUnderstood' as const),
        fc.boolean(),
      )
      .map(([policy, state, box]) => ({
        policy,
        state,
        ...(state === 'enabled' && policy.userOverride !== undefined ? { userMayOverride: box } : {}),
      })),
    { maxLength: 4 },
  );
}

export function arbitraryPolicy(policies: readonly Policy[] = SOME_POLICIES): fc.Arbitrary<TenantPolicy> {
  return fc.record({
    id: fc.uuid(),
    name: fc.constantFrom('Pilot', 'Everybody', 'Reception'),
    settings: arbitrarySettings(policies),
    assignments: arbitraryAssignments,
  });
}

const arbitraryRestorePage: fc.Arbitrary<RestorePageConfiguration> = fc.record({
  id: fc.uuid(),
  name: fc.constant('Restore'),
  state: fc.constantFrom('enabled', 'disabled', 'notConfigured'),
  priority: fc.integer({ min: 0, max: 3 }),
  assignments: arbitraryAssignments,
});

const arbitraryLocal: fc.Arbitrary<readonly LocalPolicyValue[]> = fc
  .array(
    fc.record(
      {
        policy: fc.constantFrom(...SOME_POLICIES.map(({ name }) => name), 'NobodyKnows'),
        by: fc.constantFrom('gpo' as const, 'mdm' as const),
        state: fc.constantFrom('enabled' as const, 'disabled' as const, 'notUnderstood' as const),
        userMayOverride: fc.boolean(),
      },
      { requiredKeys: ['policy', 'by', 'state'] },
    ),
    { maxLength: 5 },
  )
  // One place holds one value.
  .map((values) => [...new Map(values.map((value) => [`${value.policy} ${value.by}`, value])).values()]);

const KNOWN_DEVICE: fc.Arbitrary<Required<Pick<DeviceFacts, FactName>>> = fc.record({
  windowsBuild: fc.constantFrom(22631, 26100, 26300, 28000),
  updateRevision: fc.constantFrom(1000, 4946),
  joinState: fc.constantFrom('entraJoined', 'hybridJoined', 'workplaceRegistered', 'none'),
  ownership: fc.constantFrom('company', 'personal'),
  manufacturer: fc.constantFrom('Contoso', 'Fabrikam'),
  model: fc.constantFrom('Surface Pro', 'Latitude'),
});

const FACT_NAMES = ['windowsBuild', 'updateRevision', 'joinState', 'ownership', 'manufacturer', 'model'] as const;
type FactName = (typeof FACT_NAMES)[number];

/** Everything is known. */
export const arbitraryKnownSubject: fc.Arbitrary<PolicySubject> = fc.record({
  userId: fc.constant('user-1'),
  userGroupIds: fc.subarray(GROUPS),
  deviceId: fc.constant('device-1'),
  deviceGroupIds: fc.subarray(GROUPS),
  device: KNOWN_DEVICE,
});

/** Nobody knows these any more. */
export const arbitraryIgnorance: fc.Arbitrary<(subject: PolicySubject) => PolicySubject> = fc
  .tuple(
    fc.subarray(['userId', 'userGroupIds', 'deviceGroupIds'] as const, { minLength: 0 }),
    fc.subarray([...FACT_NAMES]),
  )
  .map(([subjectFacts, deviceFacts]) => (subject) => ({
    ...without(subject, subjectFacts),
    device: without(subject.device, deviceFacts),
  }));

export const arbitrarySubject: fc.Arbitrary<PolicySubject> = fc
  .tuple(arbitraryKnownSubject, arbitraryIgnorance)
  .map(([subject, forget]) => forget(subject));

export const arbitraryInput: fc.Arbitrary<ResolveInput> = fc.record({
  tenant: fc.array(arbitraryPolicy(), { maxLength: 4 }),
  restorePage: fc.array(arbitraryRestorePage, { maxLength: 4 }),
  filters: fc.constant(FILTERS),
  subject: arbitrarySubject,
  local: arbitraryLocal,
  isBackupOnByDefault: fc.boolean(),
});

function without<T extends object>(whole: T, names: readonly (keyof T)[]): T {
  return Object.fromEntries(Object.entries(whole).filter(([name]) => !names.includes(name as keyof T))) as T;
}
