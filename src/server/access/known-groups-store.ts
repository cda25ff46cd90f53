// The table of the groups that people's own tokens named. An organization's directory may be elsewhere, and a person's token
// is all that the service ever hears of it: so a role over a group reaches whoever came lately as a member of that group.

import type { TenantTransaction } from '../database/database.ts';

/** How long what a token said counts; agents come every eight days. */
export const KNOWN_DAYS_MAX = 30;
/** What is unchanged is noted again after so long. */
const NOTED_DAYS_MAX = 1;

export type TokenGroups = {
  readonly userId: string;
  /** `undefined`: the token leaves them out, and what was known may not be so any more. */
  readonly groupIds: readonly string[] | undefined;
  readonly issuedAt: Date;
};

/** What an older token says is no news. */
export async function noteGroups(tx: TenantTransaction, { userId, groupIds, issuedAt }: TokenGroups): Promise<void> {
  const known = await findRow(tx, userId);
  if (known !== undefined && issuedAt <= known.issued_at) return;
  if (groupIds === undefined) {
    if (known === undefined) return;
    await tx.query('DELETE FROM known_groups WHERE tenant_id = $1 AND user_id = $2', [tx.tenantId, userId]);
    return;
  }
  const sorted = groupIds.toSorted();
  const isSame = known !== undefined && known.group_ids.join('\n') === sorted.join('\n');
  if (isSame && daysBetween(known.issued_at, issuedAt) < NOTED_DAYS_MAX) return;
  await tx.query(
    `INSERT INTO known_groups (tenant_id, user_id, group_ids, issued_at) VALUES ($1, $2, $3, $4)
     ON CONFLICT (tenant_id, user_id) DO UPDATE SET group_ids = $3, issued_at = $4 WHERE known_groups.issued_at < $4`,
    [tx.tenantId, userId, sorted, issuedAt],
  );
}

/** None where nothing is known, or not lately. */
export async function findKnownGroups(tx: TenantTransaction, userId: string, now: Date): Promise<readonly string[]> {
  return (await findKnownGroupsIfAny(tx, userId, now)) ?? [];
}

/** `undefined` where nothing is known, or not lately: for whom that is not the same as none. */
export async function findKnownGroupsIfAny(
  tx: TenantTransaction,
  userId: string,
  now: Date,
): Promise<readonly string[] | undefined> {
  const known = await findRow(tx, userId);
  return known === undefined || daysBetween(known.issued_at, now) >= KNOWN_DAYS_MAX ? undefined : known.group_ids;
}

async function findRow(tx: TenantTransaction, userId: string): Promise<Row | undefined> {
  const [row] = await tx.query<Row>(
    'SELECT group_ids, issued_at FROM known_groups WHERE tenant_id = $1 AND user_id = $2',
    [tx.tenantId, userId],
  );
  return row;
}

type Row = { readonly group_ids: readonly string[]; readonly issued_at: Date };

function daysBetween(earlier: Date, later: Date): number {
  return (later.getTime() - earlier.getTime()) / (24 * 60 * 60 * 1000);
}
