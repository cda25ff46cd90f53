// A person as Conditional Access sees them: by the id that the directory has for them, which policies name, with what is known
// of their groups and roles.

import type { UserIdentity } from '../../domain/conditional-access/sign-in.ts';
import type { TenantTransaction } from '../database/database.ts';
import { findAccount, findDirectoryRoles } from '../directory/account-store.ts';
import { findSubjects, findUser } from '../identity/user-store.ts';

export async function knownIdentity(
  tx: TenantTransaction,
  userId: string,
  groups: readonly string[] | undefined,
): Promise<UserIdentity> {
  const isOfOwnDirectory = (await findAccount(tx, userId)) !== undefined;
  const subject = (await findSubjects(tx, userId))[0];
  return {
    kind: 'user',
    id: isOfOwnDirectory ? userId : (subject ?? userId),
    principalName: (await findUser(tx, userId))?.userPrincipalName,
    groups,
    ...(isOfOwnDirectory ? { guestType: 'none', roles: await findDirectoryRoles(tx, userId) } : {}),
  };
}
