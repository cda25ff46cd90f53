// People and groups, a page at a time, as queries ask for them. Only reads: who writes these tables stands beside them.

import type { TenantTransaction } from '../database/database.ts';
import type { Shape } from './entity-shape.ts';
import { countSql, type Entity, pageSql } from './entity-page.ts';
import type { Columns } from './filter/filter-sql.ts';
import type { ODataQuery } from './odata-query.ts';

export type Found = { readonly entities: readonly Entity[]; readonly count: number | undefined };

export const USER_SHAPE = {
  id: 'id',
  displayName: 'text',
  userPrincipalName: 'text',
  mail: 'text',
  accountEnabled: 'boolean',
  createdDateTime: 'instant',
} as const satisfies Shape;

export const GROUP_SHAPE = {
  id: 'id',
  displayName: 'text',
  description: 'text',
  createdDateTime: 'instant',
  securityEnabled: 'boolean',
  mailEnabled: 'boolean',
  groupTypes: { list: 'text' },
} as const satisfies Shape;

export async function findUsers(tx: TenantTransaction, query: ODataQuery): Promise<Found> {
  const given = [tx.tenantId];
  const { where, order, limit, offset, parameters } = pageSql(query, USER_COLUMNS, given);
  const rows = await tx.query<UserRow>(
    `SELECT ${USER} ${FROM_USERS} AND ${where} ORDER BY ${order} LIMIT ${limit} OFFSET ${offset}`,
    parameters,
  );
  const counted = countSql(query, USER_COLUMNS, given);
  const [all] = query.count
    ? await tx.query<Count>(`SELECT count(*) AS count ${FROM_USERS} AND ${counted.where}`, counted.parameters)
    : [];
  return { entities: rows.map(userEntity), count: all?.count };
}

/** Those whom the tenant knows, of its own group or of an imported one. */
export async function findMembers(tx: TenantTransaction, groupId: string, query: ODataQuery): Promise<Found> {
  const given = [tx.tenantId, groupId];
  const { where, order, limit, offset, parameters } = pageSql(query, USER_COLUMNS, given);
  const rows = await tx.query<UserRow>(
    `SELECT ${USER} ${FROM_USERS} AND ${IS_MEMBER} AND ${where}
      ORDER BY ${order} LIMIT ${limit} OFFSET ${offset}`,
    parameters,
  );
  const counted = countSql(query, USER_COLUMNS, given);
  const [all] = query.count
    ? await tx.query<Count>(
        `SELECT count(*) AS count ${FROM_USERS} AND ${IS_MEMBER} AND ${counted.where}`,
        counted.parameters,
      )
    : [];
  return { entities: rows.map(userEntity), count: all?.count };
}

export async function findGroupPage(tx: TenantTransaction, query: ODataQuery): Promise<Found> {
  const given = [tx.tenantId];
  const { where, order, limit, offset, parameters } = pageSql(query, GROUP_COLUMNS, given);
  const rows = await tx.query<GroupRow>(
    `SELECT ${GROUP} FROM (${GROUPS}) AS g WHERE ${where} ORDER BY ${order} LIMIT ${limit} OFFSET ${offset}`,
    parameters,
  );
  const counted = countSql(query, GROUP_COLUMNS, given);
  const [all] = query.count
    ? await tx.query<Count>(`SELECT count(*) AS count FROM (${GROUPS}) AS g WHERE ${counted.where}`, counted.parameters)
    : [];
  return { entities: rows.map(groupEntity), count: all?.count };
}

export async function findUserNamed(
  tx: TenantTransaction,
  by: { readonly userId: string } | { readonly userPrincipalName: string },
): Promise<(Entity & { readonly id: string }) | undefined> {
  const [row] =
    'userId' in by
      ? await tx.query<UserRow>(`SELECT ${USER} ${FROM_USERS} AND u.user_id = $2`, [tx.tenantId, by.userId])
      : await tx.query<UserRow>(`SELECT ${USER} ${FROM_USERS} AND lower(u.user_principal_name) = lower($2)`, [
          tx.tenantId,
          by.userPrincipalName,
        ]);
  return row && userEntity(row);
}

export async function findGroupEntity(tx: TenantTransaction, groupId: string): Promise<Entity | undefined> {
  const [row] = await tx.query<GroupRow>(`SELECT ${GROUP} FROM (${GROUPS}) AS g WHERE g.group_id = $2`, [
    tx.tenantId,
    groupId,
  ]);
  return row && groupEntity(row);
}

/** Directly, not through other groups. */
export async function findGroupEntitiesOf(tx: TenantTransaction, userId: string): Promise<readonly Entity[]> {
  const rows = await tx.query<GroupRow>(
    `SELECT ${GROUP} FROM (${GROUPS}) AS g
      WHERE g.group_id IN (SELECT m.group_id FROM group_member m WHERE m.tenant_id = $1 AND m.user_id = $2
                           UNION ALL
                           SELECT r.group_id FROM group_record_member r WHERE r.tenant_id = $1 AND r.member_id = $2)`,
    [tx.tenantId, userId],
  );
  return rows.map(groupEntity);
}

const USER = 'u.user_id, u.display_name, u.user_principal_name, a.enabled, u.created_at';
const FROM_USERS = `FROM app_user u
  LEFT JOIN directory_account a ON a.tenant_id = u.tenant_id AND a.user_id = u.user_id
 WHERE u.tenant_id = $1`;
const IS_MEMBER = `u.user_id IN (
  SELECT m.user_id FROM group_member m WHERE m.tenant_id = $1 AND m.group_id = $2
  UNION ALL
  SELECT r.member_id FROM group_record_member r WHERE r.tenant_id = $1 AND r.group_id = $2)`;

const USER_COLUMNS: Columns = {
  id: 'u.user_id',
  displayName: 'u.display_name',
  userPrincipalName: 'u.user_principal_name',
  mail: 'NULL::text',
  accountEnabled: 'a.enabled',
  createdDateTime: 'u.created_at',
};

/** Ids of the directory's own groups, which hold people alone; one that was imported as well may hold devices there. */
export async function findPeopleGroups(tx: TenantTransaction): Promise<readonly string[]> {
  const rows = await tx.query<{ group_id: string }>(
    `SELECT d.group_id FROM directory_group d
      WHERE d.tenant_id = $1
        AND NOT EXISTS (SELECT 1 FROM group_record i WHERE i.tenant_id = $1 AND i.group_id = d.group_id)`,
    [tx.tenantId],
  );
  return rows.map((row) => row.group_id);
}

/** The directory's own group has precedence over an imported one with its id. */
const GROUPS = `
  SELECT d.group_id, d.display_name, d.created_at FROM directory_group d WHERE d.tenant_id = $1
  UNION ALL
  SELECT i.group_id, i.display_name, NULL FROM group_record i
   WHERE i.tenant_id = $1
     AND NOT EXISTS (SELECT 1 FROM directory_group own WHERE own.tenant_id = $1 AND own.group_id = i.group_id)`;
const GROUP = 'g.group_id, g.display_name, g.created_at';

const GROUP_COLUMNS: Columns = {
  id: 'g.group_id',
  displayName: 'g.display_name',
  description: 'NULL::text',
  createdDateTime: 'g.created_at',
  securityEnabled: 'TRUE',
  mailEnabled: 'FALSE',
  groupTypes: "'[]'::jsonb",
};

type Count = { readonly count: number };
type UserRow = {
  readonly user_id: string;
  readonly display_name: string;
  readonly user_principal_name: string;
  readonly enabled: boolean | null;
  readonly created_at: Date;
};
type GroupRow = { readonly group_id: string; readonly display_name: string; readonly created_at: Date | null };

/** `accountEnabled` is the embedded directory's to say; of a person of another issuer nobody here knows. */
function userEntity(row: UserRow): Entity & { readonly id: string } {
  return {
    id: row.user_id,
    displayName: row.display_name,
    userPrincipalName: row.user_principal_name,
    mail: null,
    accountEnabled: row.enabled,
    createdDateTime: row.created_at.toISOString(),
  };
}

function groupEntity(row: GroupRow): Entity {
  return {
    id: row.group_id,
    displayName: row.display_name,
    description: null,
    createdDateTime: row.created_at?.toISOString() ?? null,
    securityEnabled: true,
    mailEnabled: false,
    groupTypes: [],
  };
}
