// The tables of groups of another directory and their members, as far as they were imported: of people, devices and groups.

import type { GroupRecord, Membership } from '../../domain/import/group-record.ts';
import type { TenantTransaction } from '../database/database.ts';

/**
 * Ids of the groups that these objects of the directory, all one person's or one device's, are in, through other groups as well. `undefined`: no group's members
 * were ever imported, so nobody knows.
 */
export async function findGroupsOfMembers(
  tx: TenantTransaction,
  memberIds: readonly string[],
): Promise<readonly string[] | undefined> {
  const rows = await tx.query<{ group_id: string }>(
    `WITH RECURSIVE held AS (
       SELECT m.group_id FROM group_record_member m WHERE m.tenant_id = $1 AND m.member_id = ANY ($2::uuid[])
       UNION
       SELECT m.group_id FROM group_record_member m JOIN held h ON m.member_id = h.group_id WHERE m.tenant_id = $1)
     SELECT group_id FROM held ORDER BY group_id`,
    [tx.tenantId, memberIds],
  );
  if (rows.length > 0) return rows.map(({ group_id }) => group_id);
  const known = await tx.query('SELECT 1 FROM group_record WHERE tenant_id = $1 AND members_known LIMIT 1', [
    tx.tenantId,
  ]);
  return known.length > 0 ? [] : undefined;
}

export type Imported = { readonly source: string; readonly now: Date };

/** In the place of the one with its id. Members that are not told stay as they are. */
export async function putGroupRecord(
  tx: TenantTransaction,
  { groupId, displayName, body, memberIds }: GroupRecord,
  { source, now }: Imported,
): Promise<'added' | 'changed' | 'unchanged'> {
  const [row] = await tx.query<{ added: boolean }>(
    `INSERT INTO group_record (tenant_id, group_id, display_name, body, members_known, source, imported_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7)
     ON CONFLICT (tenant_id, group_id) DO UPDATE
       SET display_name = excluded.display_name, body = excluded.body, source = excluded.source,
           members_known = group_record.members_known OR excluded.members_known, imported_at = excluded.imported_at
       WHERE group_record.body IS DISTINCT FROM excluded.body OR (excluded.members_known AND NOT group_record.members_known)
     RETURNING xmax = 0 AS added`,
    [tx.tenantId, groupId, displayName, JSON.stringify(body), memberIds !== undefined, source, now],
  );
  const isSameGroup = row === undefined;
  const moved = memberIds === undefined ? 0 : await setMembers(tx, groupId, memberIds);
  if (isSameGroup && moved === 0) return 'unchanged';
  return row?.added === true ? 'added' : 'changed';
}

/** Adds members to groups, which are made where nothing is known of them yet. Answers with the groups that have new ones. */
export async function addMemberships(
  tx: TenantTransaction,
  memberships: readonly Membership[],
  { source, now }: Imported,
): Promise<readonly Membership[]> {
  if (memberships.length === 0) return [];
  const groups = [...new Map(memberships.map((it) => [it.groupId, it])).values()];
  const named = groups.map(({ groupId, groupName, isFromGroup }) => {
    return { groupId, name: groupName ?? groupId, isWhole: isFromGroup };
  });
  await tx.query(
    `INSERT INTO group_record (tenant_id, group_id, display_name, body, members_known, source, imported_at)
     SELECT $1, m."groupId", m."name", '{}', m."isWhole", $3, $4
       FROM jsonb_to_recordset($2::jsonb) AS m ("groupId" uuid, "name" text, "isWhole" boolean)
     ON CONFLICT (tenant_id, group_id) DO UPDATE
       SET members_known = true WHERE excluded.members_known AND NOT group_record.members_known`,
    [tx.tenantId, JSON.stringify(named), source, now],
  );
  const added = await tx.query<{ group_id: string }>(
    `INSERT INTO group_record_member (tenant_id, group_id, member_id)
     SELECT DISTINCT $1::uuid, m."groupId", m."memberId"
       FROM jsonb_to_recordset($2::jsonb) AS m ("groupId" uuid, "memberId" uuid)
     ON CONFLICT (tenant_id, group_id, member_id) DO NOTHING RETURNING group_id`,
    [tx.tenantId, JSON.stringify(memberships)],
  );
  const changed = new Set(added.map(({ group_id }) => group_id));
  return groups.filter(({ groupId }) => changed.has(groupId));
}

/** How many came and went. */
async function setMembers(tx: TenantTransaction, groupId: string, memberIds: readonly string[]): Promise<number> {
  const gone = await tx.query(
    `DELETE FROM group_record_member WHERE tenant_id = $1 AND group_id = $2 AND NOT member_id = ANY ($3::uuid[])
     RETURNING 1`,
    [tx.tenantId, groupId, memberIds],
  );
  const come = await tx.query(
    `INSERT INTO group_record_member (tenant_id, group_id, member_id)
     SELECT DISTINCT $1::uuid, $2::uuid, m FROM unnest($3::uuid[]) AS m
     ON CONFLICT (tenant_id, group_id, member_id) DO NOTHING RETURNING 1`,
    [tx.tenantId, groupId, memberIds],
  );
  return gone.length + come.length;
}
