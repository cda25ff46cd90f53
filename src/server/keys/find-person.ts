// Finds a person as an operator names them: by their user principal name or by their id. For the operator, on the database.

import { fail, ok, type Result } from '../../lib/result.ts';
import { isUuid } from '../../lib/uuid.ts';
import type { Problem } from '../../protocol/problem.ts';
import type { Context } from '../context.ts';
import { findUser, findUserByName, type User } from '../identity/user-store.ts';
import { inTenant } from '../transact.ts';

export function findPerson(context: Context, tenantId: string, nameOrId: string): Promise<Result<User, Problem>> {
  return inTenant(context, tenantId, async (tx) => {
    const user = await (isUuid(nameOrId) ? findUser(tx, nameOrId) : findUserByName(tx, nameOrId));
    if (user !== undefined) return ok(user);
    return fail({ code: 'not-found', detail: `There is no person "${nameOrId}" in this organization.` });
  });
}
