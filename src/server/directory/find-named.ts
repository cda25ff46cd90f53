// Finds what an operator names: an account, a group, a role. For the use cases of the directory.

import { BUILT_IN_ROLES, type Role } from '../../domain/access/roles.ts';
import { fail, ok, type Result } from '../../lib/result.ts';
import { isUuid } from '../../lib/uuid.ts';
import type { Problem } from '../../protocol/problem.ts';
import type { TenantTransaction } from '../database/database.ts';
import { type Account, findAccount, findAccountByName } from './account-store.ts';
import { findGroups, type Group } from './group-store.ts';

/** By user principal name or id. */
export async function accountCalled(tx: TenantTransaction, nameOrId: string): Promise<Result<Account, Problem>> {
  const account = isUuid(nameOrId) ? await findAccount(tx, nameOrId) : await findAccountByName(tx, nameOrId.trim());
  if (account !== undefined) return ok(account);
  return fail({ code: 'not-found', detail: `There is no user "${nameOrId}" in the directory: keepsake user list.` });
}

/** By name or id. */
export async function groupCalled(tx: TenantTransaction, nameOrId: string): Promise<Result<Group, Problem>> {
  const wanted = nameOrId.trim().toLowerCase();
  const group = (await findGroups(tx)).find((it) => it.groupId === wanted || it.displayName.toLowerCase() === wanted);
  if (group !== undefined) return ok(group);
  return fail({ code: 'not-found', detail: `There is no group "${nameOrId}": keepsake group list.` });
}

/** A built-in role, by name or template id. */
export function roleCalled(nameOrId: string): Result<Role, Problem> {
  const wanted = nameOrId.trim().toLowerCase();
  const role = BUILT_IN_ROLES.find((it) => it.roleId === wanted || it.displayName.toLowerCase() === wanted);
  if (role !== undefined) return ok(role);
  const names = BUILT_IN_ROLES.map((it) => `"${it.displayName}"`).join(', ');
  return fail({ code: 'not-found', detail: `There is no role "${nameOrId}"; there are: ${names}.` });
}
