// Lists devices with the people who use them and their last backup, a page at a time.

import type { Reach } from '../../domain/access/decide-access.ts';
import { FRESH_MILLISECONDS, freshnessOf } from '../../domain/schedule/freshness.ts';
import { ok, type Result } from '../../lib/result.ts';
import { PAGE_SIZE_DEFAULT } from '../../protocol/limits.ts';
import type { FleetPage, FleetQuery, ListedDevice } from '../../protocol/operations/fleet.ts';
import type { Problem } from '../../protocol/problem.ts';
import { inReach, reachParameters } from '../access/reach.ts';
import type { Context } from '../context.ts';
import { inTenant } from '../transact.ts';
import { DEVICES_IN_CONFLICT } from './overview-queries.ts';
import { BY_FRESHNESS, pageSql, SORTINGS } from './page-sql.ts';

export function listFleet(
  context: Context,
  tenantId: string,
  query: FleetQuery,
  reach: Reach,
): Promise<Result<FleetPage, Problem>> {
  const { search, userId, show = 'any', sort = 'name', after, limit = PAGE_SIZE_DEFAULT } = query;
  const now = context.clock();
  const where = `${SHOWN[show]} AND ${SEARCHED} AND ${USED_BY}`;
  return inTenant(context, tenantId, async (tx) => {
    const rows = await tx.query<Row>(pageSql(DEVICES, { where, sorting: SORTINGS[sort], after: '$4', limit: '$5' }), [
      tenantId,
      new Date(now - FRESH_MILLISECONDS),
      search ?? null,
      after ?? null,
      limit + 1,
      userId ?? null,
      ...reachParameters(reach, now),
    ]);
    const page = rows.slice(0, limit);
    const next = rows.length > limit ? (page.at(-1)?.id ?? null) : null;
    return ok({ devices: page.map((row) => deviceOf(row, now)), next });
  });
}

const seen = (userId: string): string => inReach(userId, { groups: '$7', since: '$8' });

/** Keys and credentials of whom one may see, on the devices they are for. */
const USES = `SELECT k.device_id, k.user_id FROM device_key k WHERE k.tenant_id = $1 AND ${seen('k.user_id')}
               UNION ALL SELECT c.device_id, c.user_id FROM credential c
                WHERE c.tenant_id = $1 AND c.revoked_at IS NULL AND ${seen('c.user_id')}`;

/** Without everybody in reach, only devices that somebody in reach uses. */
const DEVICES = `
  SELECT d.device_id AS id, d.display_name,
         (SELECT max(p.last_confirmed_at) FROM backup_profile p
           WHERE p.tenant_id = $1 AND p.device_id = d.device_id AND p.head_snapshot_id IS NOT NULL
             AND ${seen('p.user_id')}) AS last_backup_at,
         ARRAY(SELECT u.user_principal_name FROM app_user u
                WHERE u.tenant_id = $1 AND u.user_id IN (SELECT o.user_id FROM (${USES}) o WHERE o.device_id = d.device_id)
                ORDER BY u.user_principal_name) AS people,
         (SELECT json_build_object('at', t.reported_at, 'build', t.facts -> 'windowsBuild') FROM device_report t
           WHERE t.tenant_id = $1 AND t.device_id = d.device_id) AS report
    FROM device d WHERE d.tenant_id = $1 AND d.removed_at IS NULL
     AND ($7::text[] IS NULL OR d.device_id IN (SELECT o.device_id FROM (${USES}) o))`;

const SEARCHED = `($3::text IS NULL OR strpos(lower(r.display_name), lower($3)) > 0
                     OR r.id IN (SELECT o.device_id FROM (${USES}) o
                                   JOIN app_user u ON u.tenant_id = $1 AND u.user_id = o.user_id
                                  WHERE strpos(lower(u.user_principal_name), lower($3)) > 0))`;

const USED_BY = `($6::uuid IS NULL OR r.id IN (SELECT o.device_id FROM (${USES}) o WHERE o.user_id = $6))`;

const SHOWN: Readonly<Record<NonNullable<FleetQuery['show']> | 'any', string>> = {
  ...BY_FRESHNESS,
  none: `${BY_FRESHNESS.any} AND r.last_backup_at IS NULL`,
  conflict: `${BY_FRESHNESS.any} AND r.id IN (${DEVICES_IN_CONFLICT})`,
};

type Row = {
  readonly id: string;
  readonly display_name: string;
  readonly last_backup_at: Date | null;
  readonly people: readonly string[];
  readonly report: { readonly at: string; readonly build: unknown } | null;
};

function deviceOf(row: Row, now: number): ListedDevice {
  const build = row.report?.build;
  return {
    deviceId: row.id,
    displayName: row.display_name,
    people: [...row.people],
    freshness: freshnessOf(row.last_backup_at?.getTime(), now),
    lastBackupAt: row.last_backup_at?.toISOString() ?? null,
    windowsBuild: typeof build === 'number' ? build : null,
    reportedAt: row.report === null ? null : new Date(row.report.at).toISOString(),
  };
}
