// The table of what others did with a person's backups, for that person to see. It is only ever added to.

import type { BackupAccess } from '../../protocol/operations/others-backups.ts';
import type { TenantTransaction } from '../database/database.ts';

export type NewBackupAccess = Omit<BackupAccess, 'occurredAt'> & {
  /** Whose backups. */
  readonly userId: string;
  readonly occurredAt: Date;
};

export async function addBackupAccess(tx: TenantTransaction, access: NewBackupAccess): Promise<void> {
  await tx.query(
    `INSERT INTO backup_access (tenant_id, access_id, user_id, act, actor_kind, actor_name, profile_id, snapshot_id,
                                device_name, reason, occurred_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) ON CONFLICT (tenant_id, access_id) DO NOTHING`,
    [
      tx.tenantId,
      access.accessId,
      access.userId,
      access.act,
      access.actorKind,
      access.actorName,
      access.profileId,
      access.snapshotId,
      access.deviceName,
      access.reason,
      access.occurredAt,
    ],
  );
}

/** The latest first. */
export async function findBackupAccesses(
  tx: TenantTransaction,
  userId: string,
  limit: number,
): Promise<readonly BackupAccess[]> {
  const rows = await tx.query<Row>(
    `SELECT access_id, act, actor_kind, actor_name, profile_id, snapshot_id, device_name, reason, occurred_at
       FROM backup_access WHERE tenant_id = $1 AND user_id = $2 ORDER BY access_id DESC LIMIT $3`,
    [tx.tenantId, userId, limit],
  );
  return rows.map((row) => ({
    accessId: row.access_id,
    act: row.act,
    actorKind: row.actor_kind,
    actorName: row.actor_name,
    profileId: row.profile_id,
    snapshotId: row.snapshot_id,
    deviceName: row.device_name,
    reason: row.reason,
    occurredAt: row.occurred_at.toISOString(),
  }));
}

type Row = {
  readonly access_id: string;
  readonly act: BackupAccess['act'];
  readonly actor_kind: BackupAccess['actorKind'];
  readonly actor_name: string;
  readonly profile_id: string;
  readonly snapshot_id: string | null;
  readonly device_name: string;
  readonly reason: string;
  readonly occurred_at: Date;
};
