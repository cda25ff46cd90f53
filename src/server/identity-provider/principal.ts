// What tokens say of a person: read from the directory whenever one is issued, so that a change shows at the next token.

import { findAccount, findDirectoryRoles } from '../directory/account-store.ts';
import { findGroupsOfUser } from '../directory/group-store.ts';
import type { TenantTransaction } from '../database/database.ts';

export type Principal = {
  readonly userId: string;
  readonly userPrincipalName: string;
  readonly displayName: string;
  readonly groups: readonly string[];
  /** Role template ids of directory roles. */
  readonly directoryRoles: readonly string[];
  readonly validFrom: Date;
};

/** `undefined`: there is nobody who may have a token under this id. */
export async function findPrincipal(tx: TenantTransaction, userId: string): Promise<Principal | undefined> {
  const account = await findAccount(tx, userId);
  if (account === undefined || !account.enabled) return undefined;
  const { userPrincipalName, displayName, validFrom } = account;
  const groups = await findGroupsOfUser(tx, userId);
  const directoryRoles = await findDirectoryRoles(tx, userId);
  return { userId, userPrincipalName, displayName, groups, directoryRoles, validFrom };
}
