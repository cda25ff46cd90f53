// Lists everybody's backup profiles with the person and the device, a page at a time.

import type { Reach } from '../../domain/access/decide-access.ts';
import { FRESH_MILLISECONDS, freshnessOf } from '../../domain/schedule/freshness.ts';
import { ok, type Result } from '../../lib/result.ts';
import { PAGE_SIZE_DEFAULT } from '../../protocol/limits.ts';
import type { BackupsPage, BackupsQuery, ListedBackup } from '../../protocol/operations/backups.ts';
import type { Problem } from '../../protocol/problem.ts';
import { inReach, reachParameters } from '../access/reach.ts';
import type { Context } from '../context.ts';
import { BY_FRESHNESS, pageSql, type Sorting } from '../fleet/page-sql.ts';
import { inTenant } from '../transact.ts';

export function listBackups(
  context: Context,
  tenantId: string,
  query: BackupsQuery,
  reach: Reach,
): Promise<Result<BackupsPage, Problem>> {
  const { search, deviceId, show = 'any', sort = 'newest', after, limit = PAGE_SIZE_DEFAULT } = query;
  const now = context.clock();
  const where = `${SHOWN[show]} AND ${SEARCHED} AND ${FROM_DEVICE}`;
  return inTenant(context, tenantId, async (tx) => {
    const rows = await tx.query<Row>(pageSql(BACKUPS, { where, sorting: SORTINGS[sort], after: '$4', limit: '$5' }), [
      tenantId,
      new Date(now - FRESH_MILLISECONDS),
      search ?? null,
      after ?? null,
      limit + 1,
      deviceId ?? null,
      ...reachParameters(reach, now),
    ]);
    const page = rows.slice(0, limit);
    const next = rows.length > limit ? (page.at(-1)?.id ?? null) : null;
    return ok({ backups: page.map((row) => backupOf(row, now)), next });
  });
}

const BACKUPS = `
  SELECT p.profile_id AS id, p.user_id, p.device_id, p.display_name AS device_name,
         u.display_name, u.user_principal_name,
         CASE WHEN p.head_snapshot_id IS NULL THEN NULL ELSE p.last_confirmed_at END AS last_backup_at,
         (SELECT count(*)::int FROM snapshot s
           WHERE s.tenant_id = $1 AND s.profile_id = p.profile_id) AS snapshot_count
    FROM backup_profile p JOIN app_user u ON u.tenant_id = p.tenant_id AND u.user_id = p.user_id
   WHERE p.tenant_id = $1 AND ${inReach('p.user_id', { groups: '$7', since: '$8' })}`;

const SEARCHED = `($3::text IS NULL OR strpos(lower(r.device_name), lower($3)) > 0
                     OR strpos(lower(r.display_name), lower($3)) > 0
                     OR strpos(lower(r.user_principal_name), lower($3)) > 0)`;

const FROM_DEVICE = '($6::uuid IS NULL OR r.device_id = $6)';

const SHOWN: Readonly<Record<NonNullable<BackupsQuery['show']> | 'any', string>> = {
  ...BY_FRESHNESS,
  none: `${BY_FRESHNESS.any} AND r.last_backup_at IS NULL`,
};

const AGE = "coalesce(r.last_backup_at, '-infinity')";
const SORTINGS: Readonly<Record<NonNullable<BackupsQuery['sort']>, Sorting>> = {
  newest: { key: AGE, direction: 'DESC' },
  lastBackup: { key: AGE, direction: 'ASC' },
  person: { key: 'lower(r.display_name)', direction: 'ASC' },
  device: { key: 'lower(r.device_name)', direction: 'ASC' },
};

type Row = {
  readonly id: string;
  readonly user_id: string;
  readonly device_id: string;
  readonly device_name: string;
  readonly display_name: string;
  readonly user_principal_name: string;
  readonly last_backup_at: Date | null;
  readonly snapshot_count: number;
};

function backupOf(row: Row, now: number): ListedBackup {
  return {
    profileId: row.id,
    userId: row.user_id,
    displayName: row.display_name,
    userPrincipalName: row.user_principal_name,
    deviceId: row.device_id,
    deviceName: row.device_name,
    freshness: freshnessOf(row.last_backup_at?.getTime(), now),
    lastConfirmedAt: row.last_backup_at?.toISOString() ?? null,
    snapshotCount: row.snapshot_count,
  };
}
