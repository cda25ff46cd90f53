// The tables of groups and of who is in them. A group has no groups in it.

import type { TenantTransaction } from '../database/database.ts';

export type Group = { readonly groupId: string; readonly displayName: string; readonly memberCount: number };

/** False if a group of this name is there; case does not matter. */
export async function addGroup(
  tx: TenantTransaction,
  group: { readonly groupId: string; readonly displayName: string; readonly now: Date },
): Promise<boolean> {
  const rows = await tx.query(
    `INSERT INTO directory_group (tenant_id, group_id, display_name, created_at) VALUES ($1, $2, $3, $4)
     ON CONFLICT DO NOTHING RETURNING 1`,
    [tx.tenantId, group.groupId, group.displayName, group.now],
  );
  return rows.length > 0;
}

export async function findGroups(tx: TenantTransaction): Promise<readonly Group[]> {
  const rows = await tx.query<{ group_id: string; display_name: string; members: number }>(
    `SELECT g.group_id, g.display_name, count(m.user_id)::integer AS members
       FROM directory_group g
       LEFT JOIN group_member m ON m.tenant_id = g.tenant_id AND m.group_id = g.group_id
      WHERE g.tenant_id = $1
      GROUP BY g.group_id, g.display_name ORDER BY lower(g.display_name)`,
    [tx.tenantId],
  );
  return rows.map((row) => ({ groupId: row.group_id, displayName: row.display_name, memberCount: row.members }));
}

export async function removeGroup(tx: TenantTransaction, groupId: string): Promise<void> {
  await tx.query('DELETE FROM directory_group WHERE tenant_id = $1 AND group_id = $2', [tx.tenantId, groupId]);
}

export async function addMember(tx: TenantTransaction, groupId: string, userId: string): Promise<void> {
  await tx.query(
    `INSERT INTO group_member (tenant_id, group_id, user_id) VALUES ($1, $2, $3)
     ON CONFLICT (tenant_id, group_id, user_id) DO NOTHING`,
    [tx.tenantId, groupId, userId],
  );
}

export async function removeMember(tx: TenantTransaction, groupId: string, userId: string): Promise<void> {
  await tx.query('DELETE FROM group_member WHERE tenant_id = $1 AND group_id = $2 AND user_id = $3', [
    tx.tenantId,
    groupId,
    userId,
  ]);
}

export async function findGroupsOfUser(tx: TenantTransaction, userId: string): Promise<readonly string[]> {
  const rows = await tx.query<{ group_id: string }>(
    'SELECT group_id FROM group_member WHERE tenant_id = $1 AND user_id = $2 ORDER BY group_id',
    [tx.tenantId, userId],
  );
  return rows.map((row) => row.group_id);
}
