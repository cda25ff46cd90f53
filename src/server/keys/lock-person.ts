// Who writes a person's backups, and who erases or holds them, take turns: the first hold the person's row together, the
// others alone. The lock comes first in a transaction and ends with it, so nobody waits in a circle.

import type { TenantTransaction } from '../database/database.ts';

export type Person = { readonly userId: string; readonly userPrincipalName: string };

/** Together with other writers. */
export async function lockPersonToWrite(tx: TenantTransaction, userId: string): Promise<void> {
  await tx.query('SELECT 1 FROM app_user WHERE tenant_id = $1 AND user_id = $2 FOR KEY SHARE', [tx.tenantId, userId]);
}

/** Alone. `undefined`: there is no such person. */
export async function lockPerson(tx: TenantTransaction, userId: string): Promise<Person | undefined> {
  const [row] = await tx.query<{ user_principal_name: string }>(
    'SELECT user_principal_name FROM app_user WHERE tenant_id = $1 AND user_id = $2 FOR UPDATE',
    [tx.tenantId, userId],
  );
  return row === undefined ? undefined : { userId, userPrincipalName: row.user_principal_name };
}
