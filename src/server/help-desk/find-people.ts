// Who may be meant by a part of a name: people by theirs, and those who use a device with such a name.

import type { StoryPerson } from '../../protocol/operations/help-desk.ts';
import type { TenantTransaction } from '../database/database.ts';

/** At most `limit`; whole names come before parts of them. */
export function findPeopleCalled(
  tx: TenantTransaction,
  search: string,
  limit: number,
): Promise<readonly StoryPerson[]> {
  return tx.query<StoryPerson>(
    `${PEOPLE}
        AND (strpos(lower(u.user_principal_name), lower($2)) > 0 OR strpos(lower(u.display_name), lower($2)) > 0
             OR EXISTS (SELECT FROM uses o JOIN device d ON d.tenant_id = $1 AND d.device_id = o.device_id
                         WHERE o.user_id = u.user_id AND d.removed_at IS NULL AND strpos(lower(d.display_name), lower($2)) > 0))
      ORDER BY lower(u.user_principal_name) <> lower($2), u.user_principal_name LIMIT $3`,
    [tx.tenantId, search.trim(), limit],
  );
}

export async function findPersonById(tx: TenantTransaction, userId: string): Promise<StoryPerson | undefined> {
  const [person] = await tx.query<StoryPerson>(`${PEOPLE} AND u.user_id = $2`, [tx.tenantId, userId]);
  return person;
}

export type DeviceUse = {
  readonly deviceId: string;
  readonly name: string;
  readonly checkedInAt: Date | null;
  readonly backedUpAt: Date | null;
};

/** The devices that somebody uses or was backed up from, with when they were last heard of. */
export function findDevicesUsedBy(tx: TenantTransaction, userId: string): Promise<readonly DeviceUse[]> {
  return tx.query<DeviceUse>(
    `${USES}
     SELECT d.device_id AS "deviceId", d.display_name AS name, r.reported_at AS "checkedInAt",
            (SELECT max(p.last_confirmed_at) FROM backup_profile p
              WHERE p.tenant_id = $1 AND p.user_id = $2 AND p.device_id = d.device_id) AS "backedUpAt"
       FROM device d LEFT JOIN device_report r ON r.tenant_id = d.tenant_id AND r.device_id = d.device_id
      WHERE d.tenant_id = $1 AND (EXISTS (SELECT FROM uses o WHERE o.user_id = $2 AND o.device_id = d.device_id)
         OR EXISTS (SELECT FROM backup_profile p WHERE p.tenant_id = $1 AND p.user_id = $2 AND p.device_id = d.device_id))
      ORDER BY d.device_id DESC LIMIT 20`,
    [tx.tenantId, userId],
  );
}

/** Sign-ins of a person that Conditional Access refused, among the newest events of the log: older ones help nobody. */
export function findRefusals(
  tx: TenantTransaction,
  userId: string,
): Promise<readonly { readonly at: string; readonly code: string }[]> {
  return tx.query(
    `SELECT b.event ->> 'activityDateTime' AS at,
            coalesce(b.event #>> '{resources,0,modifiedProperties,0,newValue}', '') AS code
       FROM audit_entry e CROSS JOIN LATERAL (SELECT convert_from(e.body, 'UTF8')::jsonb AS event OFFSET 0) b
      WHERE e.tenant_id = $1
        AND e.leaf_index >= (SELECT coalesce(max(l.size), 0) - $3::bigint FROM audit_log l WHERE l.tenant_id = $1)
        AND b.event ->> 'activity' = 'signIn.refused' AND b.event -> 'resources' @> $2::jsonb
      ORDER BY e.leaf_index DESC LIMIT 10`,
    [tx.tenantId, JSON.stringify([{ resourceId: userId }]), EVENTS_LOOKED_AT],
  );
}

const EVENTS_LOOKED_AT = 5000;

const USES = `
  WITH uses AS (
    SELECT k.user_id, k.device_id FROM device_key k WHERE k.tenant_id = $1
     UNION
    SELECT c.user_id, c.device_id FROM credential c WHERE c.tenant_id = $1 AND c.revoked_at IS NULL)`;

const PEOPLE = `${USES}
  SELECT u.user_id AS "userId", u.user_principal_name AS "userPrincipalName", u.display_name AS "displayName",
         ARRAY(SELECT d.display_name FROM device d JOIN uses o ON o.device_id = d.device_id
                WHERE d.tenant_id = $1 AND o.user_id = u.user_id AND d.removed_at IS NULL
                ORDER BY d.display_name LIMIT 20) AS devices
    FROM app_user u WHERE u.tenant_id = $1`;
