// The groups of a person as far as the service knows: those of its own directory and those that the person's token named
// lately. Of somebody whom neither tells anything of, memberships are not known, which is not the same as none.

import type { TenantTransaction } from '../database/database.ts';
import { findKnownGroupsIfAny } from '../access/known-groups-store.ts';
import { findAccount } from '../directory/account-store.ts';
import { findGroupsOfUser } from '../directory/group-store.ts';

export async function groupsOf(
  tx: TenantTransaction,
  userId: string,
  now: number,
): Promise<readonly string[] | undefined> {
  const named = await findKnownGroupsIfAny(tx, userId, new Date(now));
  if (named === undefined && (await findAccount(tx, userId)) === undefined) return undefined;
  return [...new Set([...(await findGroupsOfUser(tx, userId)), ...(named ?? [])])];
}
