// What the overview counts, by the database: no row of people or devices leaves it.

import type { Overview, RestoreDay } from '../../protocol/operations/fleet.ts';
import type { TenantTransaction } from '../database/database.ts';

/** A person uses a device that joined with a key of theirs, or one that holds a credential for them. */
export async function countPeople(tx: TenantTransaction, freshSince: Date): Promise<Overview['people']> {
  const [row] = await tx.query<Overview['people']>(
    `SELECT count(*) FILTER (WHERE x.last_at >= $2)::int AS fresh,
            count(*) FILTER (WHERE x.last_at < $2)::int AS ageing,
            count(*) FILTER (WHERE x.last_at IS NULL AND x.uses_device)::int AS none,
            count(*) FILTER (WHERE x.last_at IS NULL AND NOT x.uses_device)::int AS "withoutDevice"
       FROM (SELECT b.last_at,
                    CASE WHEN b.last_at IS NULL THEN
                      EXISTS (SELECT FROM device_key k WHERE k.tenant_id = $1 AND k.user_id = u.user_id)
                      OR EXISTS (SELECT FROM credential c
                                  WHERE c.tenant_id = $1 AND c.user_id = u.user_id AND c.revoked_at IS NULL)
                    END AS uses_device
               FROM app_user u
               LEFT JOIN (SELECT p.user_id, max(p.last_confirmed_at) AS last_at FROM backup_profile p
                           WHERE p.tenant_id = $1 AND p.head_snapshot_id IS NOT NULL GROUP BY p.user_id) b
                      ON b.user_id = u.user_id
              WHERE u.tenant_id = $1) x`,
    [tx.tenantId, freshSince],
  );
  return row ?? { fresh: 0, ageing: 0, none: 0, withoutDevice: 0 };
}

export async function countDevices(tx: TenantTransaction, freshSince: Date): Promise<Overview['devices']> {
  const [row] = await tx.query<Overview['devices']>(
    `SELECT count(*) FILTER (WHERE b.last_at >= $2)::int AS fresh,
            count(*) FILTER (WHERE b.last_at < $2)::int AS ageing,
            count(*) FILTER (WHERE b.last_at IS NULL)::int AS none
       FROM device d
       LEFT JOIN (SELECT p.device_id, max(p.last_confirmed_at) AS last_at FROM backup_profile p
                   WHERE p.tenant_id = $1 AND p.head_snapshot_id IS NOT NULL GROUP BY p.device_id) b
              ON b.device_id = d.device_id
      WHERE d.tenant_id = $1 AND d.removed_at IS NULL`,
    [tx.tenantId, freshSince],
  );
  return row ?? { fresh: 0, ageing: 0, none: 0 };
}

/** Days on which nothing was offered are left out. Whoever was not back in time is counted so, noted already or not. */
export function countRestores(
  tx: TenantTransaction,
  { since, now }: { readonly since: Date; readonly now: Date },
): Promise<readonly RestoreDay[]> {
  return tx.query<RestoreDay>(
    `SELECT to_char(s.offered_at AT TIME ZONE 'UTC', 'YYYY-MM-DD') AS day,
            count(*) FILTER (WHERE s.state IN ('completed', 'undone'))::int AS completed,
            count(*) FILTER (WHERE s.state = 'failed')::int AS failed,
            count(*) FILTER (WHERE s.state = 'setUpAsNew')::int AS "setUpAsNew",
            count(*) FILTER (WHERE s.state IN ('cancelled', 'expired')
                                OR (s.state IN ('offered', 'applying') AND s.expires_at <= $3))::int AS abandoned,
            count(*) FILTER (WHERE s.state IN ('offered', 'applying') AND s.expires_at > $3)::int AS live
       FROM restore_session s WHERE s.tenant_id = $1 AND s.offered_at >= $2
      GROUP BY 1 ORDER BY 1`,
    [tx.tenantId, since, now],
  );
}

export async function medianSecondsToProductivity(tx: TenantTransaction, since: Date): Promise<number | null> {
  const [row] = await tx.query<{ seconds: number | null }>(
    `SELECT percentile_cont(0.5) WITHIN GROUP (
              ORDER BY greatest(0, extract(epoch FROM s.ended_at - s.signed_in_at))::float8) AS seconds
       FROM restore_session s
      WHERE s.tenant_id = $1 AND s.offered_at >= $2 AND s.state = 'completed' AND s.signed_in_at IS NOT NULL`,
    [tx.tenantId, since],
  );
  return row?.seconds ?? null;
}

/** People on one of whose devices it was last decided not to back up. */
export const REFUSED_PEOPLE = `
  SELECT l.user_id FROM (
    SELECT DISTINCT ON (e.user_id, e.device_id) e.user_id, e.verdict FROM eligibility_decision e
     WHERE e.tenant_id = $1 AND e.occasion = 'backup' ORDER BY e.user_id, e.device_id, e.decision_id DESC) l
   WHERE l.verdict = 'ineligible'`;

/** Devices whose registry holds a policy of Windows' twice, and differently. */
export const DEVICES_IN_CONFLICT = `
  SELECT r.device_id FROM device_report r
    JOIN device d ON d.tenant_id = r.tenant_id AND d.device_id = r.device_id AND d.removed_at IS NULL
   WHERE r.tenant_id = $1 AND r.local_policies @> '[{"by": "gpo"}, {"by": "mdm"}]'
     AND EXISTS (SELECT FROM jsonb_array_elements(r.local_policies) l
                  GROUP BY l ->> 'policy' HAVING min(l ->> 'state') <> max(l ->> 'state'))`;

export async function countRefused(tx: TenantTransaction): Promise<number> {
  const [row] = await tx.query<{ count: number }>(
    `SELECT count(DISTINCT x.user_id)::int AS count FROM (${REFUSED_PEOPLE}) x`,
    [tx.tenantId],
  );
  return row?.count ?? 0;
}

export async function countInConflict(tx: TenantTransaction): Promise<number> {
  const [row] = await tx.query<{ count: number }>(`SELECT count(*)::int AS count FROM (${DEVICES_IN_CONFLICT}) x`, [
    tx.tenantId,
  ]);
  return row?.count ?? 0;
}
