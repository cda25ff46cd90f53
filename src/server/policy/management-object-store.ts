// The table of policies and what goes with them: each is the JSON that Microsoft Graph would answer, under its collection and
// id, with its assignments beside it. The service's own members (id, times, version) are columns and not in the body.

import type { Json } from '../../lib/canonical-json.ts';
import type { TenantTransaction } from '../database/database.ts';

export type Collection =
  | 'configurationPolicies'
  | 'deviceEnrollmentConfigurations'
  | 'windowsAutopilotDeploymentProfiles'
  | 'assignmentFilters';

export type Body = { readonly [member: string]: Json };

export type ManagementObject = {
  readonly id: string;
  readonly body: Body;
  /** Each with the `id` that the service gave it. */
  readonly assignments: readonly Body[];
  /** Raised by every change. */
  readonly version: number;
  readonly createdAt: Date;
  readonly modifiedAt: Date;
};

/** Oldest first. */
export async function findObjects(tx: TenantTransaction, collection: Collection): Promise<readonly ManagementObject[]> {
  const rows = await tx.query<Row>(
    `SELECT object_id, body, assignments, version, created_at, modified_at FROM management_object
      WHERE tenant_id = $1 AND collection = $2 ORDER BY created_at, object_id`,
    [tx.tenantId, collection],
  );
  return rows.map(objectOf);
}

/** The same, each locked until the transaction ends: for changes that concern more than one, such as of priorities. */
export async function lockObjects(tx: TenantTransaction, collection: Collection): Promise<readonly ManagementObject[]> {
  const rows = await tx.query<Row>(
    `SELECT object_id, body, assignments, version, created_at, modified_at FROM management_object
      WHERE tenant_id = $1 AND collection = $2 ORDER BY created_at, object_id FOR UPDATE`,
    [tx.tenantId, collection],
  );
  return rows.map(objectOf);
}

export async function findObject(
  tx: TenantTransaction,
  collection: Collection,
  id: string,
): Promise<ManagementObject | undefined> {
  const [row] = await tx.query<Row>(
    `SELECT object_id, body, assignments, version, created_at, modified_at FROM management_object
      WHERE tenant_id = $1 AND collection = $2 AND object_id = $3`,
    [tx.tenantId, collection, id],
  );
  return row === undefined ? undefined : objectOf(row);
}

/** Locked until the transaction ends. */
export async function lockObject(
  tx: TenantTransaction,
  collection: Collection,
  id: string,
): Promise<ManagementObject | undefined> {
  const [row] = await tx.query<Row>(
    `SELECT object_id, body, assignments, version, created_at, modified_at FROM management_object
      WHERE tenant_id = $1 AND collection = $2 AND object_id = $3 FOR UPDATE`,
    [tx.tenantId, collection, id],
  );
  return row === undefined ? undefined : objectOf(row);
}

/** New, or in the place of its version before. False if another version is there, which then stays. */
export async function putObject(
  tx: TenantTransaction,
  collection: Collection,
  object: ManagementObject,
): Promise<boolean> {
  const { id, body, assignments, version, createdAt, modifiedAt } = object;
  const rows = await tx.query(
    `INSERT INTO management_object
       (tenant_id, collection, object_id, body, assignments, version, created_at, modified_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
     ON CONFLICT (tenant_id, collection, object_id)
     DO UPDATE SET body = $4, assignments = $5, version = $6, modified_at = $8
      WHERE management_object.version = $6 - 1
     RETURNING 1`,
    [tx.tenantId, collection, id, JSON.stringify(body), JSON.stringify(assignments), version, createdAt, modifiedAt],
  );
  return rows.length > 0;
}

export async function removeObject(tx: TenantTransaction, collection: Collection, id: string): Promise<void> {
  await tx.query('DELETE FROM management_object WHERE tenant_id = $1 AND collection = $2 AND object_id = $3', [
    tx.tenantId,
    collection,
    id,
  ]);
}

type Row = {
  readonly object_id: string;
  readonly body: Body;
  readonly assignments: readonly Body[];
  readonly version: number;
  readonly created_at: Date;
  readonly modified_at: Date;
};

function objectOf({ object_id, body, assignments, version, created_at, modified_at }: Row): ManagementObject {
  return { id: object_id, body, assignments, version, createdAt: created_at, modifiedAt: modified_at };
}
