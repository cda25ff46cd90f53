// What groups are called that policies name by their ids: those of the tenant's own directory and those that were imported. Only reads.

import { isUuid } from '../../lib/uuid.ts';
import type { TenantTransaction } from '../database/database.ts';

export async function findGroupNames(
  tx: TenantTransaction,
  references: readonly string[],
): Promise<readonly (readonly [id: string, name: string])[]> {
  const ids = [...new Set(references.map((it) => it.toLowerCase()).filter(isUuid))];
  if (ids.length === 0) return [];
  const rows = await tx.query<{ group_id: string; display_name: string }>(
    `SELECT group_id, display_name FROM directory_group WHERE tenant_id = $1 AND group_id = ANY ($2::uuid[])
      UNION SELECT group_id, display_name FROM group_record WHERE tenant_id = $1 AND group_id = ANY ($2::uuid[])`,
    [tx.tenantId, ids],
  );
  return rows.map((row) => [row.group_id, row.display_name]);
}
