// The table of Conditional Access objects: each is the JSON that Microsoft Graph would answer, under its collection and id.

import type { Json } from '../../lib/canonical-json.ts';
import type { TenantTransaction } from '../database/database.ts';

export type Collection = 'policies' | 'namedLocations' | 'authenticationStrengths';

/** As Graph's: `id` is its object id, everything else is kept as it came. */
export type GraphObject = { readonly id: string; readonly [member: string]: Json };

/** Oldest first: object ids that the service makes sort by time. */
export async function findObjects(tx: TenantTransaction, collection: Collection): Promise<readonly GraphObject[]> {
  const rows = await tx.query<{ body: GraphObject }>(
    `SELECT body FROM conditional_access_object WHERE tenant_id = $1 AND collection = $2 ORDER BY object_id`,
    [tx.tenantId, collection],
  );
  return rows.map(({ body }) => body);
}

/** Locks it until the transaction ends, so that two changes at once do not lose one. */
export async function lockObject(
  tx: TenantTransaction,
  collection: Collection,
  id: string,
): Promise<GraphObject | undefined> {
  const [row] = await tx.query<{ body: GraphObject }>(
    `SELECT body FROM conditional_access_object
      WHERE tenant_id = $1 AND collection = $2 AND object_id = $3 FOR UPDATE`,
    [tx.tenantId, collection, id],
  );
  return row?.body;
}

/** New, or in the place of what has its id. */
export async function putObject(
  tx: TenantTransaction,
  collection: Collection,
  object: GraphObject,
  now: Date,
): Promise<void> {
  await tx.query(
    `INSERT INTO conditional_access_object (tenant_id, collection, object_id, body, modified_at)
     VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT (tenant_id, collection, object_id)
     DO UPDATE SET body = excluded.body, modified_at = excluded.modified_at`,
    [tx.tenantId, collection, object.id, JSON.stringify(object), now],
  );
}

export async function removeObject(tx: TenantTransaction, collection: Collection, id: string): Promise<void> {
  await tx.query('DELETE FROM conditional_access_object WHERE tenant_id = $1 AND collection = $2 AND object_id = $3', [
    tx.tenantId,
    collection,
    id,
  ]);
}
