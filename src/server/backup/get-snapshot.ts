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
import { inTenant } from '../transact.ts';
import { damaged, readStoredContents, readStoredManifest } from './read-stored.ts';
import { findContents, findSnapshot } from './snapshot-store.ts';

export async function getSnapshot(
  context: Context,
  actor: DeviceActor,
  wanted: WantedContent,
): Promise<Result<SnapshotContent, Problem>> {
  return inTenant(context, actor.tenantId, (tx) => readContent(tx, actor.userId, wanted));
}

export type WantedContent = { readonly snapshotId: string; readonly withFiles: boolean };

/** A snapshot of this user, for whoever may read it. */
export async function readContent(
  tx: TenantTransaction,
  userId: string,
  { snapshotId, withFiles }: WantedContent,
): Promise<Result<SnapshotContent, Problem>> {
  const row = await findSnapshot(tx, userId, snapshotId);
  if (row === undefined) return fail({ code: 'not-found', detail: `This person has no snapshot ${snapshotId}.` });
  const manifest = readStoredManifest(row);
  if (!manifest.ok) return manifest;
  const refs = new Map((await findContents(tx, snapshotId)).map((ref) => [ref.sha256, ref]));
  const { documents, files } = contentHashes(manifest.value);
  const wanted = withFiles ? [...documents, ...files] : documents;
  const contents = await readStoredContents(
    tx,
    wanted.flatMap((hash) => refs.get(hash) ?? []),
  );
  if (!contents.ok) return contents;
  const texts = contents.value.slice(0, documents.length).map((bytes) => new TextDecoder().decode(bytes));
  const fileBytes = withFiles ? contents.value.slice(documents.length) : undefined;
  if (!readSnapshot(manifest.value, texts, fileBytes).ok) return damaged(snapshotId);
  return ok({
    snapshot: row.summary,
    manifest: manifest.value,
    documents: texts,
    ...(fileBytes === undefined ? {} : { files: fileBytes.map(toBase64) }),
  });
}
