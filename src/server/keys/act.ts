// Who does something about keys, holds or a person's backups, and in which request or command.

import { type AuditActor, OPERATOR } from '../../domain/audit/event.ts';
import { type ApplicationActor, auditActorOf, type UserActor } from '../identity/actor.ts';
import { type Context, newId } from '../context.ts';

export type Act = {
  readonly tenantId: string;
  readonly actor: AuditActor;
  /** As people know them. */
  readonly actorName: string;
  readonly correlationId: string;
};

export function actOf(call: { readonly actor: UserActor | ApplicationActor; readonly requestId: string }): Act {
  const { actor, requestId } = call;
  const actorName = actor.kind === 'user' ? actor.userPrincipalName : actor.applicationId;
  return { tenantId: actor.tenantId, actor: auditActorOf(actor), actorName, correlationId: requestId };
}

/** Of whoever runs the service. */
export function operatorsAct(context: Context, tenantId: string): Act {
  return { tenantId, actor: OPERATOR, actorName: 'the operator', correlationId: newId(context) };
}
