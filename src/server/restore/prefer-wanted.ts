// What an administrator asked for comes first: that device's backup, and of it the snapshot that was named, if it is still there.
// The person sees all others too.

import type { RestoreRequest } from '../../domain/restore/restore-request.ts';
import { ok, type Result } from '../../lib/result.ts';
import type { OfferedProfile } from '../../protocol/operations/restore.ts';
import type { Problem } from '../../protocol/problem.ts';
import { openManifest } from '../backup/read-stored.ts';
import { findSnapshot } from '../backup/snapshot-store.ts';
import type { Context } from '../context.ts';
import type { TenantTransaction } from '../database/database.ts';
import { findKeysOf } from '../keys/user-keys.ts';
import { offeredProfile } from './offered-profiles.ts';

export async function preferWanted(
  context: Context,
  tx: TenantTransaction,
  profiles: OfferedProfile[],
  request: RestoreRequest | undefined,
): Promise<Result<OfferedProfile[], Problem>> {
  const wanted = profiles.find(({ profileId }) => profileId === request?.wanted?.profileId);
  if (request === undefined || wanted === undefined) return ok(profiles);
  const first = await ofSnapshot(context, tx, wanted, request);
  return first.ok ? ok([first.value, ...profiles.filter((it) => it !== wanted)]) : first;
}

/** Its latest where none was named, or where the one that was can not be read any more. */
async function ofSnapshot(
  context: Context,
  tx: TenantTransaction,
  latest: OfferedProfile,
  { userId, wanted }: RestoreRequest,
): Promise<Result<OfferedProfile, Problem>> {
  const snapshotId = wanted?.snapshotId;
  if (snapshotId === undefined || snapshotId === latest.snapshotId) return ok(latest);
  const keys = await findKeysOf(context, tx, userId);
  if (!keys.ok) return keys;
  const row = await findSnapshot(tx, userId, snapshotId);
  const manifest = row === undefined || keys.value === undefined ? undefined : openManifest(keys.value, row);
  return ok(manifest?.ok === true ? offeredProfile({ ...latest, snapshotId }, manifest.value) : latest);
}
