// Lists the people of the directory with what they can sign in with. For the operator.

import { findBuiltInRole } from '../../domain/access/roles.ts';
import { ok, type Result } from '../../lib/result.ts';
import type { Problem } from '../../protocol/problem.ts';
import type { Context } from '../context.ts';
import { inTenant } from '../transact.ts';
import { findAccounts, findDirectoryRoles } from './account-store.ts';
import { findMethods } from './method-store.ts';

export type ListedUser = {
  readonly userId: string;
  readonly userPrincipalName: string;
  readonly displayName: string;
  readonly enabled: boolean;
  /** `password`, `totp`, `passkey`, `accessPass`. */
  readonly methods: readonly string[];
  readonly roles: readonly string[];
};

/** By name. */
export async function listUsers(
  context: Context,
  { tenantId }: { readonly tenantId: string },
): Promise<Result<readonly ListedUser[], Problem>> {
  const now = context.clock();
  return inTenant(context, tenantId, async (tx) => {
    const users: ListedUser[] = [];
    for (const { userId, userPrincipalName, displayName, enabled, password } of await findAccounts(tx)) {
      const methods = (await findMethods(tx, userId)).filter((it) => (it.expiresAt?.getTime() ?? now + 1) > now);
      const kinds = [...(password === null ? [] : ['password']), ...new Set(methods.map((it) => it.kind))];
      const roles = (await findDirectoryRoles(tx, userId)).map((id) => findBuiltInRole(id)?.displayName ?? id);
      users.push({ userId, userPrincipalName, displayName, enabled, methods: kinds, roles });
    }
    return ok(users);
  });
}
