// What a device says of itself when the service is to decide: its facts, its enrollment, its person's account and Windows'
// policies as its registry has them. What it does not know it leaves out.

import type { DeviceFacts } from '../../domain/device/device-facts.ts';
import { effectivePolicy, type ReadPolicyValue } from '../../domain/policy/effective-policy.ts';
import { POLICIES } from '../../domain/policy/setting-definitions.ts';
import type { CheckIn, LocalPolicyReport } from '../../protocol/operations/restore.ts';
import type { Registry } from '../registry/registry.ts';
import { textAt } from '../registry/typed-values.ts';
import { readEnrollmentFacts, readEnrollmentId } from './enrollment-facts.ts';

/** `facts` are the device's, as far as the caller knows them. */
export function deviceReport(registry: Registry, facts: DeviceFacts, readPolicy: ReadPolicyValue): CheckIn {
  const enrollmentId = readEnrollmentId(registry);
  const account = accountKind(registry, facts.deviceName);
  return {
    ...(enrollmentId === undefined ? {} : { enrollmentId }),
    facts,
    enrollment: readEnrollmentFacts(registry, facts.joinState),
    ...(account === undefined ? {} : { account }),
    localPolicies: policyReports(readPolicy),
  };
}

/** One for each place in which a policy was found. */
export function policyReports(readPolicy: ReadPolicyValue): LocalPolicyReport[] {
  return effectivePolicy(readPolicy, POLICIES).flatMap(({ policy, found, userMayOverride }) =>
    found.map(({ by, state }) => ({
      policy: policy.name,
      by,
      state: state.ok ? state.value : 'notUnderstood',
      ...(userMayOverride === undefined ? {} : { userMayOverride }),
    })),
  );
}

/** Windows calls the domain of an account that is only the device's own by the device's name; Entra's is `AzureAD`. */
function accountKind(registry: Registry, deviceName: string | undefined): CheckIn['account'] {
  const domain = textAt(registry, 'NTUSER.DAT', 'Volatile Environment', 'USERDOMAIN');
  if (domain === undefined || deviceName === undefined) return undefined;
  return domain.toUpperCase() === deviceName.toUpperCase() ? 'other' : 'organizational';
}
