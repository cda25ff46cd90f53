// A person's backups with what is inside, newest first: what a restore can be made from. Only manifests are opened.

import type { Manifest } from '../../domain/snapshot/snapshot.ts';
import { ok, type Result } from '../../lib/result.ts';
import type { BackupProfile } from '../../protocol/operations/backup.ts';
import type { Problem } from '../../protocol/problem.ts';
import { findProfiles } from '../backup/profile-store.ts';
import { openManifest } from '../backup/read-stored.ts';
import { findSnapshot } from '../backup/snapshot-store.ts';
import type { Context } from '../context.ts';
import type { TenantTransaction } from '../database/database.ts';
import { findKeysOf, type UserKeys } from '../keys/user-keys.ts';

export type Backup = {
  readonly profile: BackupProfile;
  /** Of the head; left out where there is none, or none that this version can read. */
  readonly manifest?: Manifest;
};

export async function loadBackups(
  context: Context,
  tx: TenantTransaction,
  userId: string,
): Promise<Result<readonly Backup[], Problem>> {
  const keys = await findKeysOf(context, tx, userId);
  if (!keys.ok) return keys;
  const backups: Backup[] = [];
  for (const profile of await findProfiles(tx, userId)) {
    const manifest = await headOf(tx, keys.value, profile);
    backups.push({ profile, ...(manifest === undefined ? {} : { manifest }) });
  }
  return ok(backups);
}

async function headOf(
  tx: TenantTransaction,
  keys: UserKeys | undefined,
  { headSnapshotId }: BackupProfile,
): Promise<Manifest | undefined> {
  if (keys === undefined || headSnapshotId === null) return undefined;
  const row = await findSnapshot(tx, keys.userId, headSnapshotId);
  const manifest = row === undefined ? undefined : openManifest(keys, row);
  return manifest?.ok === true ? manifest.value : undefined;
}
