// The audit events of backups: what a device stored or confirmed, and what went because of it. Each ends a use case.

import { RESOURCES_MAX } from '../../domain/audit/event.ts';
import { appendAuditEvent } from '../audit/audit-store.ts';
import type { TenantTransaction } from '../database/database.ts';
import { auditActorOf, type DeviceActor } from '../identity/actor.ts';
import type { Profile } from './profile-store.ts';

/** What all events of one act have in common. */
export type BackupAct = {
  readonly actor: DeviceActor;
  readonly correlationId: string;
  readonly now: Date;
  /** The id of the act's nth event: whenever the transaction runs, the same. */
  readonly eventId: (nth: number) => string;
};

export async function appendStored(
  tx: TenantTransaction,
  act: BackupAct,
  stored: {
    readonly profile: Profile;
    readonly snapshotId: string;
    readonly acceptLoss: boolean;
    /** Ids of snapshots that retention removed. */
    readonly expired: readonly string[];
  },
): Promise<void> {
  const { profile, snapshotId, acceptLoss, expired } = stored;
  const head = { old: profile.headSnapshotId ?? undefined, new: snapshotId };
  await appendAuditEvent(tx, {
    ...common(act, 0),
    activity: 'snapshot.stored',
    resources: [
      { type: 'Snapshot', id: snapshotId, properties: { acceptLoss: { new: acceptLoss } } },
      { type: 'BackupProfile', id: profile.profileId, name: act.actor.deviceName, properties: { head } },
    ],
  });
  const rest = RESOURCES_MAX - 1;
  for (let first = 0; first < expired.length; first += rest) {
    await appendAuditEvent(tx, {
      ...common(act, 1 + first / rest),
      activity: 'snapshot.expired',
      resources: [
        { type: 'BackupProfile', id: profile.profileId, name: act.actor.deviceName },
        ...expired.slice(first, first + rest).map((id) => ({ type: 'Snapshot' as const, id })),
      ],
    });
  }
}

/** The device said again that the head is what it has. */
export function appendConfirmed(tx: TenantTransaction, act: BackupAct, profile: Profile): Promise<void> {
  return appendAuditEvent(tx, {
    ...common(act, 0),
    activity: 'snapshot.confirmed',
    resources: [
      { type: 'Snapshot', id: profile.headSnapshotId ?? '' },
      { type: 'BackupProfile', id: profile.profileId, name: act.actor.deviceName },
    ],
  });
}

function common({ actor, correlationId, now, eventId }: BackupAct, nth: number) {
  return { eventId: eventId(nth), occurredAt: now.getTime(), actor: auditActorOf(actor), correlationId };
}
