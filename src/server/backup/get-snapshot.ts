// Gives a user one of their own snapshots, from whichever of their devices, with every byte checked on the way out.

import { fail, ok, type Result } from '../../lib/result.ts';
import type { SnapshotContent } from '../../protocol/api.ts';
import type { Problem } from '../../protocol/problem.ts';
import { readSnapshot } from '../../protocol/snapshot-format.ts';
import type { Context } from '../context.ts';
import type { Actor } from '../identity/actor.ts';
import { inTenant } from '../transact.ts';
import { damaged, readStoredDocuments, readStoredManifest } from './read-stored.ts';
import { findDocuments, findSnapshot } from './snapshot-store.ts';

export async function getSnapshot(
  context: Context,
  actor: Actor,
  snapshotId: string,
): Promise<Result<SnapshotContent, Problem>> {
  return inTenant(context, actor.tenantId, async (tx) => {
    const row = await findSnapshot(tx, actor.userId, snapshotId);
    if (row === undefined) return fail({ code: 'not-found', detail: `You have no snapshot ${snapshotId}.` });
    const manifest = readStoredManifest(row);
    if (!manifest.ok) return manifest;
    const refs = new Map((await findDocuments(tx, snapshotId)).map((ref) => [ref.sha256, ref]));
    const inOrder = manifest.value.categories.flatMap((entry) => refs.get(entry.sha256) ?? []);
    const documents = await readStoredDocuments(tx, inOrder);
    if (!documents.ok) return documents;
    if (!readSnapshot(manifest.value, documents.value).ok) return damaged(snapshotId);
    return ok({ snapshot: row.summary, manifest: manifest.value, documents: documents.value });
  });
}
