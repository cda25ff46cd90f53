// The policies as they reach a person on a device, from what the service knows of both: what holds there, and what the
// Enrollment Status Page does.

import type { TenantChoices } from '../../domain/eligibility/choices.ts';
import type { PolicySubject } from '../../domain/policy/policy-subject.ts';
import { resolvePolicy } from '../../domain/policy/resolve-policy.ts';
import type { ResolvedPolicy } from '../../domain/policy/resolved-policy.ts';
import { installsQualityUpdates } from '../../domain/policy/status-page.ts';
import type { TenantTransaction } from '../database/database.ts';
import { findDeviceReport } from '../devices/device-report-store.ts';
import type { KnownDevice } from '../devices/load-device-facts.ts';
import { loadPolicyInput } from './load-policy.ts';

export type Reached = {
  readonly userId: string;
  readonly deviceId: string;
  readonly known: KnownDevice;
  /** Of the person; `undefined`: nobody knows. */
  readonly groupIds: readonly string[] | undefined;
  readonly choices: TenantChoices;
};

export type PolicyFor = {
  readonly policy: ResolvedPolicy;
  /** `undefined`: the organization's Enrollment Status Pages do not tell. */
  readonly installsQualityUpdates: boolean | undefined;
};

export async function policyFor(tx: TenantTransaction, reached: Reached): Promise<PolicyFor> {
  const { statusPages, peopleGroupIds, ...input } = await loadPolicyInput(tx);
  const report = await findDeviceReport(tx, reached.deviceId);
  const subject = { ...subjectOf(reached), peopleGroupIds };
  return {
    policy: resolvePolicy({
      ...input,
      subject,
      local: report?.localPolicies ?? [],
      isBackupOnByDefault: reached.choices.isBackupOnByDefault,
    }),
    installsQualityUpdates: installsQualityUpdates(statusPages, subject, input.filters),
  };
}

function subjectOf({ userId, deviceId, known, groupIds }: Reached): PolicySubject {
  const { device, groupIds: deviceGroupIds, enrollmentProfileName } = known;
  return {
    userId,
    deviceId,
    device,
    ...(groupIds === undefined ? {} : { userGroupIds: groupIds }),
    ...(deviceGroupIds === undefined ? {} : { deviceGroupIds }),
    ...(enrollmentProfileName === undefined ? {} : { enrollmentProfileName }),
  };
}
