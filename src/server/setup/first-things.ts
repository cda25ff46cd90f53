// The first of each thing that a setup comes by, and how many there are, by the database: no list leaves it.

import type { SetupStep } from '../../protocol/operations/setup.ts';
import type { TenantTransaction } from '../database/database.ts';

export type Found = Pick<SetupStep, 'count' | 'evidence'>;

/** The newest: the first is whoever sets up. */
export function newestPerson(tx: TenantTransaction): Promise<Found> {
  return find(
    tx,
    `SELECT u.display_name AS name, u.user_principal_name AS detail, u.created_at AS at,
            (SELECT count(*)::int FROM app_user c WHERE c.tenant_id = $1) AS count
       FROM app_user u WHERE u.tenant_id = $1 ORDER BY u.user_id DESC LIMIT 1`,
  );
}

/** One that joined; else one that a directory or an MDM told of. */
export async function firstDevice(tx: TenantTransaction): Promise<Found> {
  const joined = await find(
    tx,
    `SELECT d.display_name AS name, NULL AS detail, d.created_at AS at,
            (SELECT count(*)::int FROM device c WHERE c.tenant_id = $1 AND c.removed_at IS NULL) AS count
       FROM device d WHERE d.tenant_id = $1 AND d.removed_at IS NULL ORDER BY d.device_id LIMIT 1`,
  );
  if (joined.evidence !== null) return joined;
  return find(
    tx,
    `SELECT coalesce(r.device_name, r.object_id::text) AS name, r.source AS detail, r.imported_at AS at,
            (SELECT count(DISTINCT coalesce(c.directory_device_id, c.object_id))::int
               FROM device_record c WHERE c.tenant_id = $1) AS count
       FROM device_record r WHERE r.tenant_id = $1 ORDER BY r.imported_at, r.object_id LIMIT 1`,
  );
}

/** The first device whose registry says that backups are on, be it by Group Policy or by an MDM. */
export function firstSwitchedOn(tx: TenantTransaction): Promise<Found> {
  return find(
    tx,
    `SELECT d.display_name AS name, NULL AS detail, r.reported_at AS at, NULL::int AS count
       FROM device_report r JOIN device d ON d.tenant_id = r.tenant_id AND d.device_id = r.device_id
      WHERE r.tenant_id = $1 AND d.removed_at IS NULL
        AND r.local_policies @> '[{"policy": "EnableWindowsBackup", "state": "enabled"}]'
      ORDER BY r.device_id LIMIT 1`,
  );
}

export function firstReport(tx: TenantTransaction): Promise<Found> {
  return find(
    tx,
    `SELECT d.display_name AS name, NULL AS detail, r.reported_at AS at,
            (SELECT count(*)::int FROM device_report c WHERE c.tenant_id = $1) AS count
       FROM device_report r JOIN device d ON d.tenant_id = r.tenant_id AND d.device_id = r.device_id
      WHERE r.tenant_id = $1 ORDER BY r.device_id LIMIT 1`,
  );
}

export function firstBackup(tx: TenantTransaction): Promise<Found> {
  return find(
    tx,
    `SELECT d.display_name AS name, u.user_principal_name AS detail, p.last_confirmed_at AS at,
            (SELECT count(*)::int FROM backup_profile c
              WHERE c.tenant_id = $1 AND c.head_snapshot_id IS NOT NULL) AS count
       FROM backup_profile p
       JOIN device d ON d.tenant_id = p.tenant_id AND d.device_id = p.device_id
       JOIN app_user u ON u.tenant_id = p.tenant_id AND u.user_id = p.user_id
      WHERE p.tenant_id = $1 AND p.head_snapshot_id IS NOT NULL ORDER BY p.profile_id LIMIT 1`,
  );
}

export function firstRestore(tx: TenantTransaction): Promise<Found> {
  return find(
    tx,
    `SELECT d.display_name AS name, u.user_principal_name AS detail, s.ended_at AS at,
            (SELECT count(*)::int FROM restore_session c
              WHERE c.tenant_id = $1 AND c.state IN ('completed', 'undone')) AS count
       FROM restore_session s
       JOIN device d ON d.tenant_id = s.tenant_id AND d.device_id = s.device_id
       JOIN app_user u ON u.tenant_id = s.tenant_id AND u.user_id = s.user_id
      WHERE s.tenant_id = $1 AND s.state IN ('completed', 'undone') ORDER BY s.session_id LIMIT 1`,
  );
}

async function find(tx: TenantTransaction, sql: string): Promise<Found> {
  const [row] = await tx.query<Row>(sql, [tx.tenantId]);
  if (row === undefined) return { count: 0, evidence: null };
  const { name, detail, at, count } = row;
  return { count, evidence: { name, detail, at: at?.toISOString() ?? null } };
}

type Row = {
  readonly name: string;
  readonly detail: string | null;
  readonly at: Date | null;
  readonly count: number | null;
};
