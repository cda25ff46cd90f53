// What somebody may hand on: whether they may make a role, give it, or take it away.
//
// Nobody gives more than they may do themselves, over more people than they may do it for. The one exception is a
// permission of its own, `role.giveAny`: without it nobody could ever become a backup administrator, since those who
// manage roles read no backups. Whoever runs the service is bound by the rule of scopes alone: they own the database.

import { fail, ok, type Result } from '../../lib/result.ts';
import { decideAccess } from './decide-access.ts';
import { type Grant, type Scope, WHOLE_TENANT } from './grant.ts';
import { isAboutPerson, type Permission } from './permissions.ts';

export type Giver = 'operator' | readonly Grant[];

export type Refusal = {
  readonly code: 'tenant-wide-only' | 'not-permitted' | 'second-person-required';
  readonly detail: string;
};

/** Whether the giver may hand on, or take back, all of these permissions over this scope. */
export function decideDelegation(
  giver: Giver,
  permissions: readonly Permission[],
  scope: Scope = WHOLE_TENANT,
): Result<void, Refusal> {
  const unscoped = scope.kind === 'tenant' ? [] : permissions.filter((it) => !isAboutPerson(it));
  if (unscoped.length > 0) return scopeTooNarrow(unscoped);
  if (giver === 'operator') return ok(undefined);
  if (!decideAccess(giver, 'role.manage').allowed) return fail({ code: 'not-permitted', detail: NEEDS_MANAGE });
  if (decideAccess(giver, 'role.giveAny').allowed) return ok(undefined);
  const beyond = permissions.filter((permission) => !holds(giver, permission, scope));
  return beyond.length === 0 ? ok(undefined) : tooMuch(beyond);
}

/**
 * Whether somebody may give themselves a role, directly or by a group they are in. Where reading somebody's backup takes
 * a second person, so does becoming one who reads.
 */
export function decideSelfAssignment(
  permissions: readonly Permission[],
  contentReadApproval: boolean,
): Result<void, Refusal> {
  if (!contentReadApproval || !permissions.includes('backupContent.read')) return ok(undefined);
  const detail = "Nobody gives themselves a role that reads other people's backups.";
  return fail({ code: 'second-person-required', detail });
}

function holds(grants: readonly Grant[], permission: Permission, scope: Scope): boolean {
  return grants.some(
    (grant) =>
      grant.permissions.includes(permission) &&
      (grant.scope.kind === 'tenant' || (scope.kind === 'group' && grant.scope.groupId === scope.groupId)),
  );
}

function scopeTooNarrow(permissions: readonly Permission[]): Result<never, Refusal> {
  const detail = `What ${permissions.join(', ')} allows concerns the whole tenant, not the members of one group.`;
  return fail({ code: 'tenant-wide-only', detail });
}

function tooMuch(permissions: readonly Permission[]): Result<never, Refusal> {
  const detail = `Nobody hands on more than they may do themselves: ${permissions.join(', ')}. Beyond that it takes role.giveAny.`;
  return fail({ code: 'not-permitted', detail });
}

const NEEDS_MANAGE = 'This needs role.manage over the whole tenant.';
