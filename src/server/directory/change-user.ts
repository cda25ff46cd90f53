// What an operator changes about a person: locking them out, letting them in, taking away all they could sign in with, roles.
// Each ends every session and every refresh token of theirs at once.

import { OPERATOR } from '../../domain/audit/event.ts';
import { ok, type Result } from '../../lib/result.ts';
import type { Problem } from '../../protocol/problem.ts';
import { appendAuditEvent } from '../audit/audit-store.ts';
import { type Context, newId } from '../context.ts';
import type { TenantTransaction } from '../database/database.ts';
import { removeArtifactsOfAccount } from '../identity-provider/artifact-store.ts';
import { inTenant } from '../transact.ts';
import {
  type Account,
  addDirectoryRole,
  findDirectoryRoles,
  removeDirectoryRole,
  setEnabled,
  setPassword,
  setValidFrom,
} from './account-store.ts';
import { accountCalled, roleCalled } from './find-named.ts';
import { removeMethodsOfKind } from './method-store.ts';

export type UserInput = { readonly tenantId: string; readonly user: string };
export type ChangedUser = { readonly userId: string; readonly userPrincipalName: string };

export function enableUser(
  context: Context,
  input: UserInput,
  enabled: boolean,
): Promise<Result<ChangedUser, Problem>> {
  return change(context, input, async (tx, account) => {
    await setEnabled(tx, account.userId, enabled);
    return ok({ enabled: { old: account.enabled, new: enabled } });
  });
}

/** Password, authenticator apps, passkeys and passes are gone; a new pass lets the person set up others. */
export function resetUser(context: Context, input: UserInput): Promise<Result<ChangedUser, Problem>> {
  return change(context, input, async (tx, { userId }) => {
    await setPassword(tx, userId, { hash: null, mustChange: false });
    for (const kind of ['totp', 'passkey', 'accessPass'] as const) await removeMethodsOfKind(tx, userId, kind);
    return ok({ credentials: { new: 'removed' } });
  });
}

export function changeDirectoryRole(
  context: Context,
  input: UserInput & { readonly role: string; readonly change: 'add' | 'remove' },
): Promise<Result<ChangedUser, Problem>> {
  return change(context, input, async (tx, { userId }) => {
    const role = roleCalled(input.role);
    if (!role.ok) return role;
    const before = await findDirectoryRoles(tx, userId);
    await (input.change === 'add' ? addDirectoryRole : removeDirectoryRole)(tx, userId, role.value.roleId);
    return ok({ roles: { old: before, new: await findDirectoryRoles(tx, userId) } });
  });
}

type Changes = {
  readonly [P in 'enabled' | 'roles' | 'credentials']?: {
    readonly old?: string | boolean | readonly string[];
    readonly new: string | boolean | readonly string[];
  };
};

async function change(
  context: Context,
  { tenantId, user }: UserInput,
  make: (tx: TenantTransaction, account: Account) => Promise<Result<Changes, Problem>>,
): Promise<Result<ChangedUser, Problem>> {
  const now = context.clock();
  const eventId = newId(context);
  return inTenant(context, tenantId, async (tx) => {
    const account = await accountCalled(tx, user);
    if (!account.ok) return account;
    const { userId, userPrincipalName } = account.value;
    const changes = await make(tx, account.value);
    if (!changes.ok) return changes;
    await setValidFrom(tx, userId, new Date(now));
    await removeArtifactsOfAccount(tx, userId);
    await appendAuditEvent(tx, {
      eventId,
      occurredAt: now,
      actor: OPERATOR,
      activity: 'user.changed',
      correlationId: eventId,
      resources: [{ type: 'User', id: userId, name: userPrincipalName, properties: changes.value }],
    });
    return ok({ userId, userPrincipalName });
  });
}
