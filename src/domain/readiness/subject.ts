// One person on one device, as readiness asks about them: on every occasion at once, and as if the device were set up anew. What
// somebody chose on the enrollment that ends then does not count, what the device backed up so far is a backup from elsewhere,
// and quality updates that Windows setup installs are in: the question is what happens once it is wiped.

import type { DeviceFacts } from '../device/device-facts.ts';
import { type BuildTable, releaseOf } from '../eligibility/build-table.ts';
import type { ConditionalAccessFact, EligibilityFacts } from '../eligibility/facts.ts';
import type { Occasion } from '../enrollment/phase.ts';

export type SubjectFacts = Omit<EligibilityFacts, 'occasion' | 'conditionalAccess'> & {
  /** On demand a person signs in as at their first sign-in. */
  readonly conditionalAccess?: Readonly<Record<'oobe' | 'firstSignIn', ConditionalAccessFact>>;
  /** With the updates that Windows setup installs; left out: it installs none that count. */
  readonly updatedDevice?: DeviceFacts;
};

/** What `decide` takes. */
export function factsOn(
  { conditionalAccess, updatedDevice, ...facts }: SubjectFacts,
  occasion: Occasion,
): EligibilityFacts {
  if (occasion === 'backup') return { ...facts, occasion };
  const device = occasion === 'inUse' || updatedDevice === undefined ? facts.device : updatedDevice;
  if (conditionalAccess === undefined) return { ...facts, device, occasion };
  const moment = occasion === 'oobe' ? 'oobe' : 'firstSignIn';
  return { ...facts, device, occasion, conditionalAccess: conditionalAccess[moment] };
}

export function setUpAnew(facts: SubjectFacts, buildTable: BuildTable): SubjectFacts {
  const { backups, ...others } = facts;
  const updatedDevice = withSetupUpdates(facts, buildTable);
  return {
    ...others,
    history: { isRestored: false },
    ...(backups === undefined ? {} : { backups: backups.map((backup) => ({ ...backup, isOfThisDevice: false })) }),
    ...(updatedDevice === undefined ? {} : { updatedDevice }),
  };
}

/**
 * Where the Enrollment Status Page installs quality updates, a release is brought to what the table of builds asks of it. A
 * device of which nobody knows whether it goes through setup may stay as it is: then its revision is not known.
 */
function withSetupUpdates({ device, enrollment }: SubjectFacts, buildTable: BuildTable): DeviceFacts | undefined {
  const { windowsBuild, updateRevision = 0, ...others } = device;
  const { path, installsQualityUpdates } = enrollment;
  const mayPass = (path ?? 'oobeJoin') === 'oobeJoin' && (device.cloudPc ?? 'none') === 'none';
  if (windowsBuild === undefined || installsQualityUpdates !== true || !mayPass) return undefined;
  const { oobe, firstSignIn } = releaseOf(buildTable, windowsBuild)?.minimum ?? {};
  const needed = Math.max(oobe?.revision ?? 0, firstSignIn?.revision ?? 0);
  if (updateRevision >= needed) return undefined;
  const passes = path !== undefined && device.cloudPc !== undefined;
  return { windowsBuild, ...others, ...(passes ? { updateRevision: needed } : {}) };
}
