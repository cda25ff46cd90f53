// Lists the user's snapshots a page at a time. A page begins after the last snapshot of the page before, which may be gone
// by then: ids sort by time, so its place in the order stays.

import { ok, type Result } from '../../lib/result.ts';
import type { SnapshotPage, SnapshotQuery, SnapshotSummary } from '../../protocol/operations/backup.ts';
import { PAGE_SIZE_DEFAULT } from '../../protocol/limits.ts';
import type { Problem } from '../../protocol/problem.ts';
import type { Context } from '../context.ts';
import type { TenantTransaction } from '../database/database.ts';
import type { DeviceActor } from '../identity/actor.ts';
import { findKeysOf } from '../keys/user-keys.ts';
import { inTenant } from '../transact.ts';
import { openSummary } from './read-stored.ts';
import { findSnapshots, type SummaryRow } from './snapshot-store.ts';

export function listSnapshots(
  context: Context,
  actor: DeviceActor,
  { profileId, after, limit = PAGE_SIZE_DEFAULT }: SnapshotQuery,
): Promise<Result<SnapshotPage, Problem>> {
  return inTenant(context, actor.tenantId, async (tx) => {
    const found = await findSnapshots(tx, actor.userId, { profileId, after, limit: limit + 1 });
    const page = found.slice(0, limit);
    const snapshots = await openSummaries(context, tx, actor.userId, page);
    if (!snapshots.ok) return snapshots;
    const next = found.length > limit ? (page.at(-1)?.facts.snapshotId ?? null) : null;
    return ok({ snapshots: snapshots.value, next });
  });
}

async function openSummaries(
  context: Context,
  tx: TenantTransaction,
  userId: string,
  rows: readonly SummaryRow[],
): Promise<Result<SnapshotSummary[], Problem>> {
  const keys = await findKeysOf(context, tx, userId);
  if (!keys.ok) return keys;
  // Erased since the rows were read: nothing is left.
  if (keys.value === undefined) return ok([]);
  const summaries: SnapshotSummary[] = [];
  for (const row of rows) {
    const summary = openSummary(keys.value, row);
    if (!summary.ok) return summary;
    summaries.push(summary.value);
  }
  return ok(summaries);
}
