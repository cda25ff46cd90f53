// The tables of groups of another directory and their members, as far as they were imported: of people, devices and groups.

import type { TenantTransaction } from '../database/database.ts';

/**
 * Ids of the groups that this object of the directory is in, through other groups as well. `undefined`: no group's members
 * were ever imported, so nobody knows.
 */
export async function findGroupsOfMember(
  tx: TenantTransaction,
  memberId: string,
): Promise<readonly string[] | undefined> {
  const rows = await tx.query<{ group_id: string }>(
    `WITH RECURSIVE held AS (
       SELECT m.group_id FROM group_record_member m WHERE m.tenant_id = $1 AND m.member_id = $2
       UNION
       SELECT m.group_id FROM group_record_member m JOIN held h ON m.member_id = h.group_id WHERE m.tenant_id = $1)
     SELECT group_id FROM held ORDER BY group_id`,
    [tx.tenantId, memberId],
  );
  if (rows.length > 0) return rows.map(({ group_id }) => group_id);
  const known = await tx.query('SELECT 1 FROM group_record WHERE tenant_id = $1 AND members_known LIMIT 1', [
    tx.tenantId,
  ]);
  return known.length > 0 ? [] : undefined;
}
