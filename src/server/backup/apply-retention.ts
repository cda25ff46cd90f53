// Removes the snapshots of a profile that the tenant's retention no longer keeps, and the blobs that go with them, in the
// transaction that stores a new head. A legal hold keeps them all; what has expired by then goes with the next head.

import { decideRetention } from '../../domain/snapshot/retention.ts';
import type { TenantTransaction } from '../database/database.ts';
import { refuseOnHold } from '../keys/hold-store.ts';
import { sweepBlobs } from './blob-store.ts';
import { findRetentionPolicy } from './retention-store.ts';
import { findReceptions, removeSnapshots } from './snapshot-store.ts';

/** The ids of what went, oldest first. `now` is the service's time. */
export async function applyRetention(
  tx: TenantTransaction,
  profile: { readonly profileId: string; readonly userId: string; readonly headSnapshotId: string },
  now: number,
): Promise<readonly string[]> {
  const policy = await findRetentionPolicy(tx);
  const stored = await findReceptions(tx, profile.profileId);

  const expired = decideRetention(stored, profile.headSnapshotId, policy, now);

  if (expired.length === 0 || (await refuseOnHold(tx, profile.userId)) !== undefined) return [];
  await sweepBlobs(tx, await removeSnapshots(tx, expired));
  return expired;
}
