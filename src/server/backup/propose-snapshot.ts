// "This is what the device has; what do you lack?" An unchanged capture ends here: the head is confirmed, one small
// request; nothing is written but that and its audit event. What is missing is judged by the user's own snapshots alone, so that nobody can ask whether
// somebody else has a document.

import { ok, type Result } from '../../lib/result.ts';
import { contentHashes, contentSha256 } from '../../domain/snapshot/take-snapshot.ts';
import type { ProposalAnswer } from '../../protocol/operations/backup.ts';
import type { Problem } from '../../protocol/problem.ts';
import { readManifest } from '../../protocol/snapshot-format.ts';
import { type Context, newIds } from '../context.ts';
import type { DeviceActor } from '../identity/actor.ts';
import { findErasure, refuseErased } from '../keys/erasure-store.ts';
import { findKeysOf } from '../keys/user-keys.ts';
import { inTenant } from '../transact.ts';
import { appendConfirmed } from './backup-events.ts';
import { lockProfile, setHead } from './profile-store.ts';
import { openSummary, readIntact } from './read-stored.ts';
import { findSnapshot } from './snapshot-store.ts';

export async function proposeSnapshot(
  context: Context,
  actor: DeviceActor,
  { manifest: proposed, correlationId }: { readonly manifest: unknown; readonly correlationId: string },
): Promise<Result<ProposalAnswer, Problem>> {
  const manifest = readManifest(proposed);
  if (!manifest.ok) return manifest;
  const { documents, files } = contentHashes(manifest.value);
  const hashes = [...documents, ...files];
  const [now, eventId] = [new Date(context.clock()), newIds(context)];
  return inTenant<ProposalAnswer>(context, actor.tenantId, async (tx) => {
    const profile = await lockProfile(tx, actor);
    const headSnapshotId = profile?.headSnapshotId ?? null;
    const keys = await findKeysOf(context, tx, actor.userId);
    if (!keys.ok) return keys;
    const erasure = keys.value === undefined ? await findErasure(tx, actor.userId) : undefined;
    if (erasure !== undefined) return refuseErased(erasure);
    if (keys.value === undefined) return ok({ outcome: 'wanted', headSnapshotId, missing: hashes });

    const head = headSnapshotId === null ? undefined : await findSnapshot(tx, actor.userId, headSnapshotId);
    const summary = head === undefined ? undefined : openSummary(keys.value, head);
    if (profile !== undefined && summary?.ok && summary.value.contentSha256 === contentSha256(manifest.value)) {
      await setHead(tx, profile.profileId, summary.value.snapshotId, now);
      await appendConfirmed(tx, { actor, correlationId, now, eventId }, profile);
      return ok({ outcome: 'unchanged', snapshot: summary.value });
    }
    const known = await readIntact(tx, keys.value, hashes);
    return ok({ outcome: 'wanted', headSnapshotId, missing: hashes.filter((hash) => !known.has(hash)) });
  });
}
