// What an actor may do: every grant that reaches them, from assignments to them, to their groups, and from their token.
//
// A device's credential carries no roles: it stands for a person's own backups and nothing else. Nor does a person's token
// that was not asked for with the scope of administration: what an agent or any other client holds for an administrator does
// not administer. An operation of Microsoft Graph's takes Graph's own scope for it in the place of that. Groups that nobody named give nothing; that a token leaves them out (Entra does, above 200) is said,
// since it explains a refusal.

import type { Target } from '../../domain/access/decide-access.ts';
import { type Grant, grantsOfToken, type Principal, WHOLE_TENANT } from '../../domain/access/grant.ts';
import { type GraphScope, permissionsOfAppRole } from '../../domain/access/graph-scopes.ts';
import type { ApiScope } from '../../domain/directory/built-in-applications.ts';
import type { TenantTransaction } from '../database/database.ts';
import { findGroupsOfUser } from '../directory/group-store.ts';
import type { Actor } from '../identity/actor.ts';
import { findAccessPolicy } from './access-policy-store.ts';
import { findKnownGroups } from './known-groups-store.ts';
import { findGrants } from './role-store.ts';

export type Held = {
  readonly grants: readonly Grant[];
  readonly principals: readonly Principal[];
  /** The person did not let the client administer. */
  readonly scopeMissing: boolean;
  /** The token says that there are groups, and not which. */
  readonly groupsLeftOut: boolean;
};

export const ADMINISTRATION_SCOPE = 'Backup.Admin' satisfies ApiScope;

/** `scopes`: those of Graph's that stand for administration in what is asked. */
export async function loadGrants(
  tx: TenantTransaction,
  actor: Actor,
  scopes: readonly GraphScope[] = [],
): Promise<Held> {
  if (actor.kind === 'device') return { ...NOTHING, scopeMissing: false };
  if (actor.kind === 'user' && ![ADMINISTRATION_SCOPE, ...scopes].some((it) => actor.scopes.includes(it))) {
    return { ...NOTHING, scopeMissing: true };
  }
  const principals = await principalsOf(tx, actor);
  const { trustTokenRoles } = await findAccessPolicy(tx);
  const assigned = await findGrants(tx, principals);
  return {
    grants: trustTokenRoles
      ? [...assigned, ...grantsOfToken(actor.claims), ...grantsOfScopes(actor, scopes)]
      : assigned,
    principals,
    scopeMissing: false,
    groupsLeftOut: actor.kind === 'user' && actor.claims.groups === undefined,
  };
}

/** A person's scopes give nothing: they only let the client make use of what the person has. */
function grantsOfScopes(actor: Exclude<Actor, { kind: 'device' }>, scopes: readonly GraphScope[]): readonly Grant[] {
  if (actor.kind === 'user') return [];
  return scopes
    .filter((it) => actor.claims.roles.includes(it))
    .map((roleName) => ({
      roleName,
      permissions: permissionsOfAppRole(roleName),
      scope: WHOLE_TENANT,
      source: 'appRole',
    }));
}

/** The person with the groups that the embedded directory has them in, or that their own token named lately. */
export async function loadTarget(tx: TenantTransaction, userId: string, now: number): Promise<Target> {
  const here = await findGroupsOfUser(tx, userId);
  return { userId, groupIds: [...here, ...(await findKnownGroups(tx, userId, new Date(now)))] };
}

async function principalsOf(
  tx: TenantTransaction,
  actor: Exclude<Actor, { kind: 'device' }>,
): Promise<readonly Principal[]> {
  if (actor.kind === 'application') return [{ kind: 'application', id: actor.applicationId }];
  const groupIds = new Set([...(actor.claims.groups ?? []), ...(await findGroupsOfUser(tx, actor.userId))]);
  return [{ kind: 'user', id: actor.userId }, ...[...groupIds].map((id) => ({ kind: 'group' as const, id }))];
}

const NOTHING = { grants: [], principals: [], groupsLeftOut: false } as const;
