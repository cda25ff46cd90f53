// Who makes, gives and takes roles: an actor through the API, within what they hold, or whoever runs the service.

import type { Giver } from '../../domain/access/delegation.ts';
import type { Principal } from '../../domain/access/grant.ts';
import { type AuditActor, OPERATOR } from '../../domain/audit/event.ts';
import type { TenantTransaction } from '../database/database.ts';
import { type ApplicationActor, auditActorOf, type UserActor } from '../identity/actor.ts';
import { loadGrants } from './load-grants.ts';

export type RoleGiver = UserActor | ApplicationActor | 'operator';

/** One act of theirs in a tenant. */
export type RoleAct = { readonly by: RoleGiver; readonly tenantId: string; readonly correlationId: string };

/** What they may hand on, and what would be handing something to themselves. */
export async function loadGiver(
  tx: TenantTransaction,
  by: RoleGiver,
): Promise<{ readonly giver: Giver; readonly principals: readonly Principal[] }> {
  if (by === 'operator') return { giver: 'operator', principals: [] };
  const { grants, principals } = await loadGrants(tx, by);
  return { giver: grants, principals };
}

export function auditActorOfGiver(by: RoleGiver): AuditActor {
  return by === 'operator' ? OPERATOR : auditActorOf(by);
}
