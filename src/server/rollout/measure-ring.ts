// What happened in a ring since it began. Who is in a ring follows from what the service knows of its group: its own directory, what
// people's tokens named lately, and imported groups, with the groups in them. Who is in is read once; the rest is counted in the database.

import type { Ring, RingMeasures } from '../../domain/rollout/ring.ts';
import type { TenantTransaction } from '../database/database.ts';

export async function measureRing(tx: TenantTransaction, ring: Ring, now: number): Promise<RingMeasures> {
  const members = await findMembers(tx, ring, now);
  const deviceIds = devicesOf(members);
  const counted = {
    people: distinct(members.map(({ userId }) => userId)).length,
    devices: deviceIds.length,
    checkedInDevices: await countCheckedIn(tx, deviceIds, now),
  };
  const { startedAt, finishedAt = now } = ring;
  if (startedAt === undefined) return { ...counted, ...NO_RESTORES, days: 0 };
  const { medianSeconds, ...restores } = await countRestores(tx, ring, members, { startedAt, finishedAt });
  return {
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

export async function findDevicesOfRing(
  tx: TenantTransaction,
  ring: Ring,
  now: number,
): Promise<readonly RingDevice[]> {
  return tx.query<RingDevice>(
    `SELECT m.device_id AS "deviceId",
            EXISTS (SELECT FROM backup_profile p
                     WHERE p.tenant_id = $1 AND p.device_id = m.device_id AND p.head_snapshot_id IS NOT NULL) AS "isBackedUp",
            EXISTS (SELECT FROM restore_session s
                     WHERE s.tenant_id = $1 AND s.device_id = m.device_id AND s.state = 'completed') AS "isRestored"
       FROM unnest($2::uuid[]) AS m (device_id) ORDER BY m.device_id`,
    [tx.tenantId, devicesOf(await findMembers(tx, ring, now))],
  );
}

const DAY_MILLISECONDS = 24 * 60 * 60_000;
/** An agent comes every eight days; one that did not in this time is not there. */
const CHECKED_IN_MILLISECONDS = 14 * DAY_MILLISECONDS;
/** How long it counts what a token said of groups, as in src/server/access/known-groups-store.ts. */
const KNOWN_MILLISECONDS = 30 * DAY_MILLISECONDS;
const NO_RESTORES = { restoresCompleted: 0, restoresFailed: 0, problemDevices: 0 };

/** One who uses a device, a device that nobody is known to use, or a person who is not known to use one. */
type Member = { readonly userId: string | null; readonly deviceId: string | null };

/** `inside`: what the group holds, with the groups in it. */
function findMembers(tx: TenantTransaction, { group, members }: Ring, now: number): Promise<readonly Member[]> {
  return tx.query<Member>(
    `WITH RECURSIVE inside AS (
       SELECT $2::uuid AS member_id
        UNION
       SELECT g.member_id FROM group_record_member g JOIN inside i ON g.group_id = i.member_id WHERE g.tenant_id = $1),
     person AS (
       SELECT o.user_id FROM group_member o WHERE o.tenant_id = $1 AND o.group_id = $2
        UNION
       SELECT k.user_id FROM known_groups k
        WHERE k.tenant_id = $1 AND $2::text = ANY (k.group_ids) AND k.issued_at > $4
        UNION
       SELECT n.user_id FROM user_identity n JOIN inside i ON n.subject = i.member_id::text WHERE n.tenant_id = $1),
     used AS (
       SELECT k.user_id, k.device_id FROM device_key k WHERE k.tenant_id = $1
        UNION
       SELECT c.user_id, c.device_id FROM credential c WHERE c.tenant_id = $1 AND c.revoked_at IS NULL),
     present AS (
       SELECT u.user_id, d.device_id, d.directory_device_id
         FROM device d LEFT JOIN used u ON u.device_id = d.device_id
        WHERE d.tenant_id = $1 AND d.removed_at IS NULL)
     SELECT p.user_id AS "userId", d.device_id AS "deviceId"
       FROM person p LEFT JOIN present d ON d.user_id = p.user_id WHERE $3
      UNION
     SELECT d.user_id, d.device_id
       FROM device_record r
       JOIN inside i ON r.object_id = i.member_id
       JOIN present d ON d.directory_device_id = r.directory_device_id
      WHERE r.tenant_id = $1 AND r.kind = 'device' AND NOT $3`,
    [tx.tenantId, group.groupId, members === 'people', new Date(now - KNOWN_MILLISECONDS)],
  );
}

async function countCheckedIn(tx: TenantTransaction, deviceIds: readonly string[], now: number): Promise<number> {
  const [row] = await tx.query<{ readonly devices: number }>(
    `SELECT count(*)::int AS devices FROM device_report r
      WHERE r.tenant_id = $1 AND r.device_id = ANY ($2::uuid[]) AND r.reported_at > $3`,
    [tx.tenantId, deviceIds, new Date(now - CHECKED_IN_MILLISECONDS)],
  );
  return row?.devices ?? 0;
}

type Restores = typeof NO_RESTORES & { readonly medianSeconds: number | null };

/** Of a ring of people each one's own restores; of a ring of devices all that were on them. */
async function countRestores(
  tx: TenantTransaction,
  ring: Ring,
  members: readonly Member[],
  { startedAt, finishedAt }: { readonly startedAt: number; readonly finishedAt: number },
): Promise<Restores> {
  const [restores] = await tx.query<Restores>(
    `SELECT count(*) FILTER (WHERE s.state IN ('completed', 'undone'))::int AS "restoresCompleted",
            count(*) FILTER (WHERE s.state = 'failed')::int AS "restoresFailed",
            count(DISTINCT s.device_id) FILTER (WHERE s.state IN ('failed', 'undone'))::int AS "problemDevices",
            percentile_cont(0.5) WITHIN GROUP (
              ORDER BY greatest(0, extract(epoch FROM s.ended_at - s.signed_in_at))::float8)
              FILTER (WHERE s.state = 'completed' AND s.signed_in_at IS NOT NULL) AS "medianSeconds"
       FROM restore_session s
      WHERE s.tenant_id = $1 AND s.offered_at >= $2 AND s.offered_at <= $3
        AND EXISTS (SELECT FROM unnest($4::uuid[], $5::uuid[]) AS m (user_id, device_id)
                     WHERE m.device_id = s.device_id AND (m.user_id = s.user_id OR NOT $6))`,
    [
      tx.tenantId,
      new Date(startedAt),
      new Date(finishedAt),
      members.map(({ userId }) => userId),
      members.map(({ deviceId }) => deviceId),
      ring.members === 'people',
    ],
  );
  return restores ?? { ...NO_RESTORES, medianSeconds: null };
}

function devicesOf(members: readonly Member[]): readonly string[] {
  return distinct(members.map(({ deviceId }) => deviceId));
}

function distinct(ids: readonly (string | null)[]): readonly string[] {
  return [...new Set(ids.filter((id) => id !== null))];
}
