// Gives a user one of their own snapshots, from whichever of their devices, with every byte checked on the way out.

import { contentHashes } from '../../domain/snapshot/take-snapshot.ts';
import { toBase64 } from '../../lib/bytes.ts';
import { fail, ok, type Result } from '../../lib/result.ts';
import type { SnapshotContent } from '../../protocol/operations/backup.ts';
import type { Problem } from '../../protocol/problem.ts';
import { readSnapshot } from '../../protocol/snapshot-format.ts';
import type { Context } from '../context.ts';
import type { TenantTransaction } from '../database/database.ts';
import type { DeviceActor } from '../identity/actor.ts';
import { findErasure, refuseErased } from '../keys/erasure-store.ts';
import { findKeysOf } from '../keys/user-keys.ts';
import { inTenant } from '../transact.ts';
import { damaged, openManifest, openSummary, readIntact } from './read-stored.ts';
import { findSnapshot } from './snapshot-store.ts';

export function getSnapshot(
  context: Context,
  actor: DeviceActor,
  wanted: WantedContent,
): Promise<Result<SnapshotContent, Problem>> {
  return inTenant(context, actor.tenantId, (tx) => readContent(context, tx, actor.userId, wanted));
}

export type WantedContent = { readonly snapshotId: string; readonly withFiles: boolean };

/** A snapshot of this user, for whoever may read it. */
export async function readContent(
  context: Context,
  tx: TenantTransaction,
  userId: string,
  { snapshotId, withFiles }: WantedContent,
): Promise<Result<SnapshotContent, Problem>> {
  const row = await findSnapshot(tx, userId, snapshotId);
  if (row === undefined) return notThere(tx, userId, snapshotId);
  const keys = await findKeysOf(context, tx, userId);
  if (!keys.ok) return keys;
  if (keys.value === undefined) return missing(tx, userId, snapshotId);
  const [summary, manifest] = [openSummary(keys.value, row), openManifest(keys.value, row)];
  if (!manifest.ok) return manifest;
  if (!summary.ok) return summary;
  const { documents, files } = contentHashes(manifest.value);
  const wanted = withFiles ? [...documents, ...files] : documents;
  const contents = await readIntact(tx, keys.value, wanted);
  if (wanted.some((hash) => !contents.has(hash))) return missing(tx, userId, snapshotId);
  const texts = bytesOf(contents, documents).map((bytes) => new TextDecoder().decode(bytes));
  const fileBytes = withFiles ? bytesOf(contents, files) : undefined;
  if (!readSnapshot(manifest.value, texts, fileBytes).ok) return damaged(snapshotId);
  return ok({
    snapshot: summary.value,
    manifest: manifest.value,
    documents: texts,
    ...(fileBytes === undefined ? {} : { files: fileBytes.map(toBase64) }),
  });
}

function bytesOf(contents: ReadonlyMap<string, Uint8Array>, hashes: readonly string[]): readonly Uint8Array[] {
  return hashes.flatMap((hash) => contents.get(hash) ?? []);
}

/** Its keys or contents are not there: damage, unless the snapshot itself went while we were reading. */
async function missing(tx: TenantTransaction, userId: string, snapshotId: string): Promise<Result<never, Problem>> {
  const row = await findSnapshot(tx, userId, snapshotId);
  return row === undefined ? notThere(tx, userId, snapshotId) : damaged(snapshotId);
}

async function notThere(tx: TenantTransaction, userId: string, snapshotId: string): Promise<Result<never, Problem>> {
  const erasure = await findErasure(tx, userId);
  if (erasure !== undefined) return refuseErased(erasure);
  return fail({ code: 'not-found', detail: `This person has no snapshot ${snapshotId}.` });
}
