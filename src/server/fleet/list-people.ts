// Lists people with their last backup and restore: a page of those who are asked for, or one of them.

import type { Reach } from '../../domain/access/decide-access.ts';
import { isExpired, type SessionState } from '../../domain/restore/session.ts';
import { FRESH_MILLISECONDS, freshnessOf } from '../../domain/schedule/freshness.ts';
import { fail, ok, type Result } from '../../lib/result.ts';
import { PAGE_SIZE_DEFAULT } from '../../protocol/limits.ts';
import type { ListedPerson, PeoplePage, PeopleQuery } from '../../protocol/operations/fleet.ts';
import type { Problem } from '../../protocol/problem.ts';
import { inReach, reachParameters } from '../access/reach.ts';
import type { Context } from '../context.ts';
import { inTenant } from '../transact.ts';
import { REFUSED_PEOPLE } from './overview-queries.ts';
import { BY_FRESHNESS, pageSql, SORTINGS } from './page-sql.ts';

export function listPeople(
  context: Context,
  tenantId: string,
  query: PeopleQuery,
  reach: Reach,
): Promise<Result<PeoplePage, Problem>> {
  const { search, show = 'any', sort = 'name', after, limit = PAGE_SIZE_DEFAULT } = query;
  const now = context.clock();
  const where = `${SHOWN[show]} AND ${SEARCHED}`;
  const rowsInReach = `${PEOPLE} AND ${inReach('u.user_id', { groups: '$6', since: '$7' })}`;
  return inTenant(context, tenantId, async (tx) => {
    const rows = await tx.query<Row>(
      pageSql(rowsInReach, { where, sorting: SORTINGS[sort], after: '$4', limit: '$5' }),
      [
        tenantId,
        new Date(now - FRESH_MILLISECONDS),
        search ?? null,
        after ?? null,
        limit + 1,
        ...reachParameters(reach, now),
      ],
    );
    const page = rows.slice(0, limit);
    const next = rows.length > limit ? (page.at(-1)?.id ?? null) : null;
    return ok({ people: page.map((row) => personOf(row, now)), next });
  });
}

export function getPerson(context: Context, tenantId: string, userId: string): Promise<Result<ListedPerson, Problem>> {
  return inTenant(context, tenantId, async (tx) => {
    const [row] = await tx.query<Row>(`SELECT r.* FROM (${PEOPLE}) r WHERE r.id = $2`, [tenantId, userId]);
    if (row === undefined) return fail({ code: 'not-found', detail: `There is no person ${userId}.` });
    return ok(personOf(row, context.clock()));
  });
}

/** What is looked up for each row is looked up for the rows of the page alone, unless it is sorted or narrowed by. */
const PEOPLE = `
  SELECT u.user_id AS id, u.user_principal_name, u.display_name,
         (SELECT max(p.last_confirmed_at) FROM backup_profile p
           WHERE p.tenant_id = $1 AND p.user_id = u.user_id AND p.head_snapshot_id IS NOT NULL) AS last_backup_at,
         (SELECT count(*)::int FROM (SELECT k.device_id FROM device_key k WHERE k.tenant_id = $1 AND k.user_id = u.user_id
            UNION SELECT c.device_id FROM credential c
                   WHERE c.tenant_id = $1 AND c.user_id = u.user_id AND c.revoked_at IS NULL) o) AS device_count,
         (SELECT json_build_object('state', s.state, 'offeredAt', s.offered_at, 'expiresAt', s.expires_at) FROM restore_session s
           WHERE s.tenant_id = $1 AND s.user_id = u.user_id ORDER BY s.session_id DESC LIMIT 1) AS last_restore
    FROM app_user u WHERE u.tenant_id = $1`;

const SEARCHED = `($3::text IS NULL OR strpos(lower(r.display_name), lower($3)) > 0
                     OR strpos(lower(r.user_principal_name), lower($3)) > 0)`;

const SHOWN: Readonly<Record<NonNullable<PeopleQuery['show']> | 'any', string>> = {
  ...BY_FRESHNESS,
  none: `${BY_FRESHNESS.any} AND r.last_backup_at IS NULL AND r.device_count > 0`,
  withoutDevice: `${BY_FRESHNESS.any} AND r.last_backup_at IS NULL AND r.device_count = 0`,
  refused: `${BY_FRESHNESS.any} AND r.id IN (${REFUSED_PEOPLE})`,
};

type Row = {
  readonly id: string;
  readonly user_principal_name: string;
  readonly display_name: string;
  readonly last_backup_at: Date | null;
  readonly device_count: number;
  readonly last_restore: {
    readonly state: SessionState;
    readonly offeredAt: string;
    readonly expiresAt: string;
  } | null;
};

function personOf(row: Row, now: number): ListedPerson {
  const restore = row.last_restore;
  return {
    userId: row.id,
    userPrincipalName: row.user_principal_name,
    displayName: row.display_name,
    deviceCount: row.device_count,
    freshness: freshnessOf(row.last_backup_at?.getTime(), now),
    lastBackupAt: row.last_backup_at?.toISOString() ?? null,
    lastRestore: restore && {
      state: isExpired({ state: restore.state, expiresAt: Date.parse(restore.expiresAt) }, now)
        ? 'expired'
        : restore.state,
      offeredAt: new Date(restore.offeredAt).toISOString(),
    },
  };
}
