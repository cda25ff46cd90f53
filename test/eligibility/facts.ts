// Facts for tests: a person and a device for whom everything holds, and what changes about them.

import type { DeviceFacts } from '../../src/domain/device/device-facts.ts';
import type { EligibilityFacts, PersonFacts } from '../../src/domain/eligibility/facts.ts';
import type { EnrollmentFacts } from '../../src/domain/enrollment/enrollment-facts.ts';
import type {
  PolicyOriginOf,
  ResolvedPolicy,
  ResolvedToggle,
  ResolvedValue,
} from '../../src/domain/policy/resolved-policy.ts';
import { WINDOWS_POLICIES } from '../../src/domain/policy/windows-policies.ts';

export const ADA = '0a0a0a0a-0000-4000-8000-000000000001';
export const BOB = '0b0b0b0b-0000-4000-8000-000000000002';
export const CONTOSO = 'c0c0c0c0-0000-4000-8000-000000000003';
export const FABRIKAM = 'fabfabfa-0000-4000-8000-000000000004';

export const BACKUP = {
  profileId: '5a5a5a5a-0000-4000-8000-000000000005',
  deviceName: 'OLD-LAPTOP',
  userId: ADA,
  tenantId: CONTOSO,
  isUsable: true,
  isOfThisDevice: false,
} as const;

export type PolicyStates = {
  readonly [policy: string]: ResolvedValue['state'] | 'conflict';
};

/** `EnableWindowsBackup` and `EnableWindowsRestore` are on unless `states` says otherwise; nobody said anything of the others. */
export function policyOf(states: PolicyStates = {}, page: ResolvedToggle['state'] = 'enabled'): ResolvedPolicy {
  const values = WINDOWS_POLICIES.map((policy): ResolvedValue => {
    const isSwitch = policy.effect.kind === 'backup' || policy.effect.kind === 'restore';
    const said = states[policy.name] ?? (isSwitch ? 'enabled' : 'notConfigured');
    const isConflict = said === 'conflict';
    const stricter = policy.effect.kind === 'exclusion' ? 'enabled' : 'disabled';
    const state = isConflict ? stricter : said;
    return { policy, state, origins: isConflict ? DISPUTE : state === 'notConfigured' ? [] : [PILOT], isConflict };
  });
  const excludedGroups = values.flatMap(({ policy: { effect }, state }) =>
    effect.kind === 'exclusion' && (state === 'enabled' || state === 'unknown') ? effect.groups : [],
  );
  const restorePage = { state: page, origin: page === 'notConfigured' ? undefined : EVERYBODY };
  return {
    values,
    restorePage,
    excludedGroups: [...new Set(excludedGroups)],
    excludedCategories: [],
    optedIn: [],
    problems: [],
  };
}

const PILOT: PolicyOriginOf = {
  by: 'tenant',
  policyId: 'p1',
  policyName: 'Pilot',
  through: { kind: 'group', groupId: 'g1', groupName: 'Ring 0' },
};
const EVERYBODY: PolicyOriginOf = {
  by: 'tenant',
  policyId: 'p2',
  policyName: 'All users and all devices',
  through: { kind: 'everybody' },
};
const DISPUTE: readonly PolicyOriginOf[] = [{ by: 'gpo', location: 'HKLM\\SOFTWARE\\Policies' }, PILOT];

/** Everything is known and everything holds, on every occasion. */
export const ALL_HOLDS: Omit<EligibilityFacts, 'occasion'> = {
  device: {
    windowsBuild: 26100,
    updateRevision: 7922,
    sku: 4,
    edition: 'Enterprise',
    joinState: 'entraJoined',
    cloudPc: 'none',
    virtualDesktop: 'none',
    usage: 'singleUser',
  },
  enrollment: { path: 'oobeJoin', mode: 'userDriven', installsQualityUpdates: false },
  cloud: 'public',
  person: { userId: ADA, tenantId: CONTOSO, account: 'organizational' },
  policy: policyOf(),
  backups: [BACKUP],
  conditionalAccess: { outcome: 'passes', blockedBy: [], missing: [] },
  history: { isRestored: false },
};

type Changes<T> = { readonly [K in keyof T]?: T[K] | undefined };

/** `undefined`: it is not known. */
export type Change = Changes<Omit<EligibilityFacts, 'occasion' | 'device' | 'enrollment' | 'person'>> & {
  readonly device?: Changes<DeviceFacts>;
  readonly enrollment?: Changes<EnrollmentFacts>;
  readonly person?: Changes<PersonFacts>;
};

export function factsWith(
  occasion: EligibilityFacts['occasion'],
  { device, enrollment, person, ...rest }: Change,
): EligibilityFacts {
  return known({
    ...ALL_HOLDS,
    ...rest,
    occasion,
    device: known({ ...ALL_HOLDS.device, ...device }),
    enrollment: known({ ...ALL_HOLDS.enrollment, ...enrollment }),
    person: known({ ...ALL_HOLDS.person, ...person }),
  }) as EligibilityFacts;
}

/** Without what is not known. */
export function known(facts: object): object {
  return Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined));
}
