// The groups of a person as far as the service knows: those of its own directory, those that the person's token named lately,
// and those that were imported. Of somebody whom none tells anything of, memberships are not known, which is not the same as none.

import { isUuid } from '../../lib/uuid.ts';
import type { TenantTransaction } from '../database/database.ts';
import { findKnownGroupsIfAny } from '../access/known-groups-store.ts';
import { findGroupsOfMembers } from '../devices/group-record-store.ts';
import { findAccount } from '../directory/account-store.ts';
import { findGroupsOfUser } from '../directory/group-store.ts';
import { findSubjects } from '../identity/user-store.ts';

export async function groupsOf(
  tx: TenantTransaction,
  userId: string,
  now: number,
): Promise<readonly string[] | undefined> {
  const named = await findKnownGroupsIfAny(tx, userId, new Date(now));
  const imported = await importedGroupsOf(tx, userId);
  const isKnown = named !== undefined || imported !== undefined || (await findAccount(tx, userId)) !== undefined;
  if (!isKnown) return undefined;
  return [...new Set([...(await findGroupsOfUser(tx, userId)), ...(named ?? []), ...(imported ?? [])])];
}

/** Imported groups hold people by the id that their own directory gave them: what its tokens call them. */
async function importedGroupsOf(tx: TenantTransaction, userId: string): Promise<readonly string[] | undefined> {
  const ids = (await findSubjects(tx, userId)).filter(isUuid);
  return ids.length === 0 ? undefined : findGroupsOfMembers(tx, ids);
}
