// What a device's own registry says of policies, as it reports it to the service, as voices among others.

import { locationName } from '../catalog/setting.ts';
import { answer } from './policy-subject.ts';
import type { Policy, PolicyState } from './policy.ts';
import { POLICIES } from './setting-definitions.ts';
import type { Voice } from './voices.ts';

export type LocalPolicyValue = {
  /** `EnableWindowsBackup` */
  readonly policy: string;
  readonly by: 'gpo' | 'mdm';
  readonly state: PolicyState | 'notUnderstood';
  readonly userMayOverride?: boolean;
};

export type Spoken = { readonly policy: Policy; readonly voice: Voice };

/** A policy that this version does not know, or not in that place, changes nothing here. */
export function localVoices(values: readonly LocalPolicyValue[]): readonly Spoken[] {
  return values.flatMap(({ policy: name, by, ...said }) => {
    const policy = POLICIES.find((each) => each.name === name);
    const place = policy?.[by];
    if (policy === undefined || place === undefined) return [];
    return [
      { policy, voice: { ...said, origin: { by, location: locationName(place.location) }, reach: answer('yes') } },
    ];
  });
}
