// One person on one device as far as anything is known of the two, before any policy is asked: what stays the same in every world.

import type { UserIdentity } from '../conditional-access/sign-in.ts';
import type { DeviceFacts } from '../device/device-facts.ts';
import type { BackupFact, PersonFacts } from '../eligibility/facts.ts';
import type { Cloud, EnrollmentFacts } from '../enrollment/enrollment-facts.ts';
import type { LocalPolicyValue } from '../policy/local-voices.ts';

export type Situation = SituatedDevice & {
  /** Left out: nobody is known to use the device. */
  readonly person?: SituatedPerson;
};

export type SituatedDevice = {
  readonly device: DeviceFacts;
  readonly enrollment: EnrollmentFacts;
  readonly cloud?: Cloud;
  /** By which policies and Conditional Access know it. */
  readonly deviceId?: string;
  /** Left out: not known. */
  readonly deviceGroupIds?: readonly string[];
  readonly enrollmentProfileName?: string;
  /** What its registry says. */
  readonly local: readonly LocalPolicyValue[];
};

export type SituatedPerson = {
  readonly facts: PersonFacts;
  /** Left out: not known. */
  readonly groupIds?: readonly string[];
  /** As Conditional Access knows them. */
  readonly identity: Omit<UserIdentity, 'kind' | 'groups'>;
  readonly backups?: readonly BackupFact[];
};
