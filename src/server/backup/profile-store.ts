// The table of backup profiles: one user's line of snapshots from one device, and its head.

import type { BackupProfile } from '../../protocol/operations/backup.ts';
import type { TenantTransaction } from '../database/database.ts';
import type { DeviceActor } from '../identity/actor.ts';

export type Profile = { readonly profileId: string; readonly headSnapshotId: string | null };

/** An empty one for the actor's device; without effect if it has one. */
export async function addProfile(tx: TenantTransaction, actor: DeviceActor, freshId: string, now: Date): Promise<void> {
  await tx.query(
    `INSERT INTO backup_profile (tenant_id, profile_id, user_id, device_id, display_name, created_at, last_confirmed_at)
     VALUES ($1, $2, $3, $4, $5, $6, $6) ON CONFLICT (tenant_id, user_id, device_id) DO NOTHING`,
    [tx.tenantId, freshId, actor.userId, actor.deviceId, actor.deviceName, now],
  );
}

/** The profile of the actor's device. Until the transaction ends, nobody else can move its head. */
export async function lockProfile(tx: TenantTransaction, actor: DeviceActor): Promise<Profile | undefined> {
  const [row] = await tx.query<{ profile_id: string; head_snapshot_id: string | null }>(
    `SELECT profile_id, head_snapshot_id FROM backup_profile
      WHERE tenant_id = $1 AND user_id = $2 AND device_id = $3 FOR UPDATE`,
    [tx.tenantId, actor.userId, actor.deviceId],
  );
  return row === undefined ? undefined : { profileId: row.profile_id, headSnapshotId: row.head_snapshot_id };
}

/** Notes that the head is what the device has now. */
export async function setHead(tx: TenantTransaction, profileId: string, headId: string, now: Date): Promise<void> {
  await tx.query(
    `UPDATE backup_profile SET head_snapshot_id = $3, last_confirmed_at = $4
      WHERE tenant_id = $1 AND profile_id = $2`,
    [tx.tenantId, profileId, headId, now],
  );
}

/** One of this user's profiles. Until the transaction ends, nobody else can move its head. */
export async function lockProfileOf(
  tx: TenantTransaction,
  { userId, profileId }: { readonly userId: string; readonly profileId: string },
): Promise<(Profile & { readonly deviceName: string }) | undefined> {
  const [row] = await tx.query<{ head_snapshot_id: string | null; display_name: string }>(
    `SELECT head_snapshot_id, display_name FROM backup_profile
      WHERE tenant_id = $1 AND user_id = $2 AND profile_id = $3 FOR UPDATE`,
    [tx.tenantId, userId, profileId],
  );
  return row && { profileId, headSnapshotId: row.head_snapshot_id, deviceName: row.display_name };
}

/** Without the device's having said anything. `null`: there is no snapshot any more. */
export async function moveHead(tx: TenantTransaction, profileId: string, headId: string | null): Promise<void> {
  await tx.query('UPDATE backup_profile SET head_snapshot_id = $3 WHERE tenant_id = $1 AND profile_id = $2', [
    tx.tenantId,
    profileId,
    headId,
  ]);
}

/** It has no snapshots any more. */
export async function removeProfile(tx: TenantTransaction, profileId: string): Promise<void> {
  await tx.query('DELETE FROM backup_profile WHERE tenant_id = $1 AND profile_id = $2', [tx.tenantId, profileId]);
}

/** All of a person's, with `removeSnapshots` in between: a head can not be removed, a profile with snapshots should not. */
export async function removeProfilesOf(
  tx: TenantTransaction,
  userId: string,
  removeSnapshots: () => Promise<readonly Uint8Array[]>,
): Promise<{ readonly count: number; readonly blobNames: readonly Uint8Array[] }> {
  await tx.query('UPDATE backup_profile SET head_snapshot_id = NULL WHERE tenant_id = $1 AND user_id = $2', [
    tx.tenantId,
    userId,
  ]);
  const blobNames = await removeSnapshots();
  const removed = await tx.query('DELETE FROM backup_profile WHERE tenant_id = $1 AND user_id = $2 RETURNING 1', [
    tx.tenantId,
    userId,
  ]);
  return { count: removed.length, blobNames };
}

/** The user's, the one confirmed last first. */
export async function findProfiles(tx: TenantTransaction, userId: string): Promise<BackupProfile[]> {
  const rows = await tx.query<ProfileRow>(
    `SELECT p.profile_id, p.device_id, p.display_name, p.head_snapshot_id, p.last_confirmed_at,
            (SELECT count(*) FROM snapshot s WHERE s.tenant_id = p.tenant_id AND s.profile_id = p.profile_id) AS snapshots
       FROM backup_profile p WHERE p.tenant_id = $1 AND p.user_id = $2
      ORDER BY p.last_confirmed_at DESC, p.profile_id DESC`,
    [tx.tenantId, userId],
  );
  return rows.map((row) => ({
    profileId: row.profile_id,
    deviceId: row.device_id,
    deviceName: row.display_name,
    headSnapshotId: row.head_snapshot_id,
    lastConfirmedAt: row.head_snapshot_id === null ? null : row.last_confirmed_at.toISOString(),
    snapshotCount: row.snapshots,
  }));
}

/** A profile with when its latest snapshot came in; no key is opened for it. */
export type BackupLine = {
  readonly profileId: string;
  readonly deviceName: string;
  readonly createdAt: Date;
  readonly lastConfirmedAt: Date;
  readonly head: { readonly snapshotId: string; readonly receivedAt: Date } | undefined;
};

export async function findBackupLines(tx: TenantTransaction, userId: string): Promise<readonly BackupLine[]> {
  const rows = await tx.query<LineRow>(
    `SELECT p.profile_id, p.display_name, p.created_at, p.last_confirmed_at, s.snapshot_id, s.received_at
       FROM backup_profile p
       LEFT JOIN snapshot s ON s.tenant_id = p.tenant_id AND s.snapshot_id = p.head_snapshot_id
      WHERE p.tenant_id = $1 AND p.user_id = $2 ORDER BY p.profile_id`,
    [tx.tenantId, userId],
  );
  return rows.map((row) => ({
    profileId: row.profile_id,
    deviceName: row.display_name,
    createdAt: row.created_at,
    lastConfirmedAt: row.last_confirmed_at,
    head:
      row.snapshot_id === null || row.received_at === null
        ? undefined
        : { snapshotId: row.snapshot_id, receivedAt: row.received_at },
  }));
}

type LineRow = {
  readonly profile_id: string;
  readonly display_name: string;
  readonly created_at: Date;
  readonly last_confirmed_at: Date;
  readonly snapshot_id: string | null;
  readonly received_at: Date | null;
};

type ProfileRow = {
  readonly profile_id: string;
  readonly device_id: string;
  readonly display_name: string;
  readonly head_snapshot_id: string | null;
  readonly last_confirmed_at: Date;
  readonly snapshots: number;
};
