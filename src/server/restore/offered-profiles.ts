// What a person is shown to choose from, newest first: the backups that the decision counted, with what is inside.

import { isWorthOffering } from '../../domain/eligibility/own-backups.ts';
import type { Manifest } from '../../domain/snapshot/snapshot.ts';
import type { OfferedProfile } from '../../protocol/operations/restore.ts';
import type { Decided } from '../eligibility/decide-for.ts';

export function offeredProfiles({ backups, facts }: Decided): OfferedProfile[] {
  const counted = new Set(
    facts.backups?.filter((backup) => isWorthOffering(backup, facts)).map(({ profileId }) => profileId),
  );
  return backups.flatMap(({ profile, manifest }) => {
    const { profileId, deviceName, headSnapshotId, lastConfirmedAt } = profile;
    if (!counted.has(profileId) || manifest === undefined || headSnapshotId === null) return [];
    return [offeredProfile({ profileId, deviceName, lastConfirmedAt, snapshotId: headSnapshotId }, manifest)];
  });
}

/** With what is inside one snapshot of it. */
export function offeredProfile(
  line: Pick<OfferedProfile, 'profileId' | 'deviceName' | 'lastConfirmedAt' | 'snapshotId'>,
  manifest: Manifest,
): OfferedProfile {
  const filled = manifest.categories.filter(({ chosenCount }) => chosenCount > 0);
  return {
    ...line,
    settingCount: filled.reduce((sum, { chosenCount }) => sum + chosenCount, 0),
    categories: filled.map(({ category }) => category),
    appCount: manifest.apps?.appCount ?? 0,
  };
}
