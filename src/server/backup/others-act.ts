// What an administrator does with another person's backups: who, to whom, why; and how both the person and the auditors
// come to know of it.

import type { Permission } from '../../domain/access/permissions.ts';
import { nameOf, requesterOf } from '../access/request-approval.ts';
import { auditActorOf, type ApplicationActor, type UserActor } from '../identity/actor.ts';
import { type Context, newId } from '../context.ts';
import type { TenantTransaction } from '../database/database.ts';
import { addBackupAccess } from './backup-access-store.ts';

export type OthersAct = {
  readonly actor: UserActor | ApplicationActor;
  /** Whose backups. */
  readonly userId: string;
  readonly reason: string;
  readonly correlationId: string;
};

/** An act with its time and ids, made before its transaction runs. */
export type TimedAct = OthersAct & {
  readonly now: number;
  readonly accessId: string;
  readonly eventId: string;
};

export function timed(context: Context, act: OthersAct): TimedAct {
  const ids = { accessId: newId(context), eventId: newId(context) };
  return { ...act, ...ids, now: context.clock() };
}

/** For the person to see. */
export function noteForPerson(
  tx: TenantTransaction,
  { actor, accessId, userId, reason, now }: TimedAct,
  what: {
    readonly act: 'read' | 'deleted';
    readonly profileId: string;
    readonly deviceName: string;
    readonly snapshotId: string | null;
  },
): Promise<void> {
  const by = { actorKind: requesterOf(actor).kind, actorName: nameOf(actor) };
  return addBackupAccess(tx, { ...what, ...by, accessId, userId, reason, occurredAt: new Date(now) });
}

/** What all events of the act have in common, with the permission that it took. */
export function eventOf({ eventId, now, actor, correlationId }: TimedAct, permission: Permission) {
  const by = { ...auditActorOf(actor), userPermissions: [permission] };
  return { eventId, occurredAt: now, actor: by, correlationId };
}
