// Lists the user's snapshots a page at a time. A page begins after the last snapshot of the page before, which may be gone
// by then: ids sort by time, so its place in the order stays.

import { ok, type Result } from '../../lib/result.ts';
import type { SnapshotPage, SnapshotQuery } from '../../protocol/operations/backup.ts';
import { PAGE_SIZE_DEFAULT } from '../../protocol/limits.ts';
import type { Problem } from '../../protocol/problem.ts';
import type { Context } from '../context.ts';
import type { DeviceActor } from '../identity/actor.ts';
import { inTenant } from '../transact.ts';
import { findSnapshots } from './snapshot-store.ts';

export function listSnapshots(
  context: Context,
  actor: DeviceActor,
  { profileId, after, limit = PAGE_SIZE_DEFAULT }: SnapshotQuery,
): Promise<Result<SnapshotPage, Problem>> {
  return inTenant(context, actor.tenantId, async (tx) => {
    const found = await findSnapshots(tx, actor.userId, { profileId, after, limit: limit + 1 });
    const snapshots = found.slice(0, limit);
    const next = found.length > limit ? (snapshots.at(-1)?.snapshotId ?? null) : null;
    return ok({ snapshots, next });
  });
}
