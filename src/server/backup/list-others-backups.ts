// What is known of another person's backups without a look into them; and who looked into the caller's own.

import { ok, type Result } from '../../lib/result.ts';
import { PAGE_SIZE_DEFAULT, PAGE_SIZE_MAX } from '../../protocol/limits.ts';
import type { ProfileList, SnapshotQuery } from '../../protocol/operations/backup.ts';
import type { BackupAccess, SnapshotFactsPage } from '../../protocol/operations/others-backups.ts';
import type { Problem } from '../../protocol/problem.ts';
import type { Context } from '../context.ts';
import type { DeviceActor, UserActor } from '../identity/actor.ts';
import { inTenant } from '../transact.ts';
import { findBackupAccesses } from './backup-access-store.ts';
import { findProfiles } from './profile-store.ts';
import { findSnapshots } from './snapshot-store.ts';

export type Person = { readonly tenantId: string; readonly userId: string };

export function listProfilesOf(context: Context, { tenantId, userId }: Person): Promise<Result<ProfileList, Problem>> {
  return inTenant(context, tenantId, async (tx) => ok({ profiles: await findProfiles(tx, userId) }));
}

/** No key is opened for it. */
export function listSnapshotsOf(
  context: Context,
  { tenantId, userId }: Person,
  { profileId, after, limit = PAGE_SIZE_DEFAULT }: SnapshotQuery,
): Promise<Result<SnapshotFactsPage, Problem>> {
  return inTenant(context, tenantId, async (tx) => {
    const found = await findSnapshots(tx, userId, { profileId, after, limit: limit + 1 });
    const snapshots = found.slice(0, limit).map(({ facts }) => facts);
    const next = found.length > limit ? (snapshots.at(-1)?.snapshotId ?? null) : null;
    return ok({ snapshots, next });
  });
}

export function listOwnAccesses(
  context: Context,
  { tenantId, userId }: DeviceActor | UserActor,
): Promise<Result<{ readonly accesses: readonly BackupAccess[] }, Problem>> {
  return inTenant(context, tenantId, async (tx) =>
    ok({ accesses: await findBackupAccesses(tx, userId, PAGE_SIZE_MAX) }),
  );
}
