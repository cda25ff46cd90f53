// What happened in a ring since it began, counted by the database: no row of people or devices leaves it. Who is in a ring follows
// from what the service knows of its group: its own directory, what people's tokens named lately, and imported groups, with the
// groups in them.

import type { Ring, RingMeasures } from '../../domain/rollout/ring.ts';
import type { TenantTransaction } from '../database/database.ts';

export async function measureRing(tx: TenantTransaction, ring: Ring, now: number): Promise<RingMeasures> {
  const { startedAt, finishedAt = now } = ring;
  const [counted] = await tx.query<Counted>(COUNTED, [
    ...whoIn(tx, ring, now),
    new Date(now - CHECKED_IN_MILLISECONDS),
  ]);
  const empty = { people: 0, devices: 0, checkedInDevices: 0, days: 0, restoresCompleted: 0, restoresFailed: 0 };
  if (startedAt === undefined) return { ...empty, problemDevices: 0, ...counted };
  const period = [new Date(startedAt), new Date(finishedAt)];
  const [seen] = await tx.query<Restored>(RESTORED, [...whoIn(tx, ring, now), ...period]);
  const { medianSeconds = null, ...restores } = seen ?? NO_RESTORES;
  return {
    ...empty,
    ...counted,
    ...restores,
    days: (finishedAt - startedAt) / DAY_MILLISECONDS,
    ...(medianSeconds === null ? {} : { medianSeconds }),
  };
}

/** By the ring's id. */
export async function measureAll(
  tx: TenantTransaction,
  rings: readonly Ring[],
  now: number,
): Promise<ReadonlyMap<string, RingMeasures>> {
  const measures = new Map<string, RingMeasures>();
  for (const ring of rings) measures.set(ring.ringId, await measureRing(tx, ring, now));
  return measures;
}

export type RingDevice = {
  readonly deviceId: string;
  /** It has a backup that can be restored. */
  readonly isBackedUp: boolean;
  /** A restore on it completed. */
  readonly isRestored: boolean;
};

export function findDevicesOfRing(tx: TenantTransaction, ring: Ring, now: number): Promise<readonly RingDevice[]> {
  return tx.query<RingDevice>(
    `
  WITH RECURSIVE inside AS (
    SELECT $2::uuid AS member_id
     UNION
    SELECT g.member_id FROM group_record_member g JOIN inside i ON g.group_id = i.member_id WHERE g.tenant_id = $1),
  person AS (
    SELECT o.user_id FROM group_member o WHERE o.tenant_id = $1 AND o.group_id = $2 AND $3
     UNION
    SELECT k.user_id FROM known_groups k
     WHERE k.tenant_id = $1 AND $2::text = ANY (k.group_ids) AND k.issued_at > $4 AND $3
     UNION
    SELECT n.user_id FROM user_identity n JOIN inside i ON n.subject = i.member_id::text
     WHERE n.tenant_id = $1 AND $3),
  uses AS (
    SELECT k.user_id, k.device_id FROM device_key k WHERE k.tenant_id = $1
     UNION
    SELECT c.user_id, c.device_id FROM credential c WHERE c.tenant_id = $1 AND c.revoked_at IS NULL),
  member AS (
    SELECT u.user_id, u.device_id FROM uses u JOIN person p ON p.user_id = u.user_id
      JOIN device d ON d.tenant_id = $1 AND d.device_id = u.device_id AND d.removed_at IS NULL
     UNION
    SELECT u.user_id, d.device_id FROM device_record r JOIN inside i ON r.object_id = i.member_id
      JOIN device d ON d.tenant_id = $1 AND d.directory_device_id = r.directory_device_id AND d.removed_at IS NULL
      LEFT JOIN uses u ON u.device_id = d.device_id
     WHERE r.tenant_id = $1 AND r.kind = 'device' AND NOT $3)
     SELECT d.device_id AS "deviceId",
            EXISTS (SELECT FROM backup_profile p
                     WHERE p.tenant_id = $1 AND p.device_id = d.device_id AND p.head_snapshot_id IS NOT NULL) AS "isBackedUp",
            EXISTS (SELECT FROM restore_session s
                     WHERE s.tenant_id = $1 AND s.device_id = d.device_id AND s.state = 'completed') AS "isRestored"
       FROM (SELECT DISTINCT m.device_id FROM member m) d ORDER BY d.device_id`,
    whoIn(tx, ring, now),
  );
}

const DAY_MILLISECONDS = 24 * 60 * 60_000;
/** An agent comes every eight days; one that did not in this time is not there. */
const CHECKED_IN_MILLISECONDS = 14 * DAY_MILLISECONDS;
/** How long it counts what a token said of groups, as in src/server/access/known-groups-store.ts. */
const KNOWN_MILLISECONDS = 30 * DAY_MILLISECONDS;

function whoIn(tx: TenantTransaction, { group, members }: Ring, now: number): readonly unknown[] {
  return [tx.tenantId, group.groupId, members === 'people', new Date(now - KNOWN_MILLISECONDS)];
}

// Each statement stands whole, for whoever checks them: `member` is who uses which device, of those in the ring.

type Counted = Pick<RingMeasures, 'people' | 'devices' | 'checkedInDevices'>;

const COUNTED = `
  WITH RECURSIVE inside AS (
    SELECT $2::uuid AS member_id
     UNION
    SELECT g.member_id FROM group_record_member g JOIN inside i ON g.group_id = i.member_id WHERE g.tenant_id = $1),
  person AS (
    SELECT o.user_id FROM group_member o WHERE o.tenant_id = $1 AND o.group_id = $2 AND $3
     UNION
    SELECT k.user_id FROM known_groups k
     WHERE k.tenant_id = $1 AND $2::text = ANY (k.group_ids) AND k.issued_at > $4 AND $3
     UNION
    SELECT n.user_id FROM user_identity n JOIN inside i ON n.subject = i.member_id::text
     WHERE n.tenant_id = $1 AND $3),
  uses AS (
    SELECT k.user_id, k.device_id FROM device_key k WHERE k.tenant_id = $1
     UNION
    SELECT c.user_id, c.device_id FROM credential c WHERE c.tenant_id = $1 AND c.revoked_at IS NULL),
  member AS (
    SELECT u.user_id, u.device_id FROM uses u JOIN person p ON p.user_id = u.user_id
      JOIN device d ON d.tenant_id = $1 AND d.device_id = u.device_id AND d.removed_at IS NULL
     UNION
    SELECT u.user_id, d.device_id FROM device_record r JOIN inside i ON r.object_id = i.member_id
      JOIN device d ON d.tenant_id = $1 AND d.directory_device_id = r.directory_device_id AND d.removed_at IS NULL
      LEFT JOIN uses u ON u.device_id = d.device_id
     WHERE r.tenant_id = $1 AND r.kind = 'device' AND NOT $3)
  SELECT (CASE WHEN $3 THEN (SELECT count(*) FROM person p) ELSE count(DISTINCT m.user_id) END)::int AS people,
         count(DISTINCT m.device_id)::int AS devices,
         count(DISTINCT m.device_id) FILTER (WHERE EXISTS (
           SELECT FROM device_report r
            WHERE r.tenant_id = $1 AND r.device_id = m.device_id AND r.reported_at > $5))::int AS "checkedInDevices"
    FROM member m`;

type Restored = Pick<RingMeasures, 'restoresCompleted' | 'restoresFailed' | 'problemDevices'> & {
  readonly medianSeconds?: number | null;
};

const NO_RESTORES: Restored = { restoresCompleted: 0, restoresFailed: 0, problemDevices: 0 };

/** Also of people whose device joined after the ring began: an offer needs no more than the membership. */
const RESTORED = `
  WITH RECURSIVE inside AS (
    SELECT $2::uuid AS member_id
     UNION
    SELECT g.member_id FROM group_record_member g JOIN inside i ON g.group_id = i.member_id WHERE g.tenant_id = $1),
  person AS (
    SELECT o.user_id FROM group_member o WHERE o.tenant_id = $1 AND o.group_id = $2 AND $3
     UNION
    SELECT k.user_id FROM known_groups k
     WHERE k.tenant_id = $1 AND $2::text = ANY (k.group_ids) AND k.issued_at > $4 AND $3
     UNION
    SELECT n.user_id FROM user_identity n JOIN inside i ON n.subject = i.member_id::text
     WHERE n.tenant_id = $1 AND $3),
  uses AS (
    SELECT k.user_id, k.device_id FROM device_key k WHERE k.tenant_id = $1
     UNION
    SELECT c.user_id, c.device_id FROM credential c WHERE c.tenant_id = $1 AND c.revoked_at IS NULL),
  member AS (
    SELECT u.user_id, u.device_id FROM uses u JOIN person p ON p.user_id = u.user_id
      JOIN device d ON d.tenant_id = $1 AND d.device_id = u.device_id AND d.removed_at IS NULL
     UNION
    SELECT u.user_id, d.device_id FROM device_record r JOIN inside i ON r.object_id = i.member_id
      JOIN device d ON d.tenant_id = $1 AND d.directory_device_id = r.directory_device_id AND d.removed_at IS NULL
      LEFT JOIN uses u ON u.device_id = d.device_id
     WHERE r.tenant_id = $1 AND r.kind = 'device' AND NOT $3)
  SELECT count(*) FILTER (WHERE s.state IN ('completed', 'undone'))::int AS "restoresCompleted",
         count(*) FILTER (WHERE s.state = 'failed')::int AS "restoresFailed",
         count(DISTINCT s.device_id) FILTER (WHERE s.state IN ('failed', 'undone'))::int AS "problemDevices",
         percentile_cont(0.5) WITHIN GROUP (
           ORDER BY greatest(0, extract(epoch FROM s.ended_at - s.signed_in_at))::float8)
           FILTER (WHERE s.state = 'completed' AND s.signed_in_at IS NOT NULL) AS "medianSeconds"
    FROM restore_session s
   WHERE s.tenant_id = $1 AND s.offered_at >= $5 AND s.offered_at <= $6
     AND EXISTS (SELECT FROM member m WHERE m.device_id = s.device_id AND (m.user_id = s.user_id OR NOT $3))`;
