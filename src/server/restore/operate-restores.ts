// Restores, with the names of people: for the operator, on the database.

import { ok, type Result } from '../../lib/result.ts';
import type { RestoreSession } from '../../protocol/operations/restore.ts';
import type { Problem } from '../../protocol/problem.ts';
import type { Context } from '../context.ts';
import { findUserCalled } from '../eligibility/find-subject.ts';
import { findUserPrincipalName } from '../identity/user-store.ts';
import { inTenant } from '../transact.ts';
import { sessionBody } from './session-body.ts';
import { findSessions } from './session-store.ts';

export type NamedRestore = RestoreSession & { readonly userPrincipalName: string };

/** Newest first; of one person, if one is named. */
export function listRestores(
  context: Context,
  tenantId: string,
  { user, limit }: { readonly user: string | undefined; readonly limit: number },
): Promise<Result<readonly NamedRestore[], Problem>> {
  return inTenant(context, tenantId, async (tx) => {
    const person = user === undefined ? undefined : await findUserCalled(tx, user);
    if (person?.ok === false) return person;
    const restores: NamedRestore[] = [];
    for (const row of await findSessions(tx, { userId: person?.value.userId, limit })) {
      const { userId } = row.session;
      const userPrincipalName = (await findUserPrincipalName(tx, userId)) ?? userId;
      restores.push({ ...sessionBody(row, context.clock()), userPrincipalName });
    }
    return ok(restores);
  });
}
