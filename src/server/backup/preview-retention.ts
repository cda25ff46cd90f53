// What another retention would mean: how many snapshots it would no longer keep, as of now. Counted by the database by the same
// rule that `decideRetention` applies to one backup profile; a test holds that the two agree.

import type { RetentionPolicy } from '../../domain/snapshot/retention.ts';
import { ok, type Result } from '../../lib/result.ts';
import type { RetentionPreview } from '../../protocol/operations/tenant-settings.ts';
import type { Problem } from '../../protocol/problem.ts';
import type { Context } from '../context.ts';
import { inTenant } from '../transact.ts';

export function previewRetention(
  context: Context,
  tenantId: string,
  { keepLast, keepDays }: RetentionPolicy,
): Promise<Result<RetentionPreview, Problem>> {
  const youngest = new Date(context.clock() - keepDays * DAY_MILLISECONDS);
  return inTenant(context, tenantId, async (tx) => {
    const [row] = await tx.query<RetentionPreview>(EXPIRED, [tenantId, keepLast, youngest]);
    return ok(row ?? { backupProfiles: 0, snapshots: 0, heldSnapshots: 0 });
  });
}

const DAY_MILLISECONDS = 24 * 60 * 60_000;

const EXPIRED = `
  SELECT count(DISTINCT x.profile_id)::int AS "backupProfiles", count(*)::int AS snapshots,
         count(*) FILTER (WHERE x.user_id IN (SELECT h.user_id FROM legal_hold h
                                               WHERE h.tenant_id = $1 AND h.released_at IS NULL))::int AS "heldSnapshots"
    FROM (SELECT s.profile_id, s.snapshot_id, s.received_at, p.user_id, p.head_snapshot_id,
                 row_number() OVER (PARTITION BY s.profile_id ORDER BY s.received_at DESC, s.snapshot_id DESC) AS place
            FROM snapshot s
            JOIN backup_profile p ON p.tenant_id = s.tenant_id AND p.profile_id = s.profile_id
           WHERE s.tenant_id = $1) x
   WHERE x.place > $2 AND x.received_at < $3 AND x.snapshot_id IS DISTINCT FROM x.head_snapshot_id`;
