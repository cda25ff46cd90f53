// What the tenant's own directory knows of who signs in: groups and roles. Of somebody whom it does not know these stay
// unknown, and conditions that need them say so.

import type { SignIn } from '../../domain/conditional-access/sign-in.ts';
import { isUuid } from '../../lib/uuid.ts';
import type { TenantTransaction } from '../database/database.ts';
import { findAccount, findDirectoryRoles } from '../directory/account-store.ts';
import { findGroupsOfUser } from '../directory/group-store.ts';

export async function withDirectoryFacts(tx: TenantTransaction, signIn: SignIn): Promise<SignIn> {
  const { identity } = signIn;
  if (identity.kind !== 'user' || identity.id === undefined || !isUuid(identity.id)) return signIn;
  const account = await findAccount(tx, identity.id);
  if (account === undefined) return signIn;
  const groups = await findGroupsOfUser(tx, account.userId);
  const roles = await findDirectoryRoles(tx, account.userId);
  const principalName = account.userPrincipalName;
  return { ...signIn, identity: { guestType: 'none', ...identity, principalName, groups, roles } };
}
