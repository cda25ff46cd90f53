// Reads what is stored as if it came from a stranger: every byte is checked against the hash that names it, so that a
// damaged disk shows as a problem and never as settings.

import { fail, ok, type Result } from '../../lib/result.ts';
import { toHex } from '../../lib/bytes.ts';
import type { Manifest } from '../../domain/snapshot/snapshot.ts';
import { contentSha256 } from '../../domain/snapshot/take-snapshot.ts';
import type { Problem } from '../../protocol/problem.ts';
import { readManifest } from '../../protocol/snapshot-format.ts';
import type { TenantTransaction } from '../database/database.ts';
import { unpackBlob } from './blob-codec.ts';
import { findBlobs } from './blob-store.ts';
import type { ContentRef, SnapshotRow } from './snapshot-store.ts';

export function readStoredManifest({ summary, manifestText }: SnapshotRow): Result<Manifest, Problem> {
  const manifest = readManifest(parseJson(manifestText));
  if (!manifest.ok) return manifest.error.code === 'newer-snapshot' ? manifest : damaged(summary.snapshotId);
  return contentSha256(manifest.value) === summary.contentSha256 ? manifest : damaged(summary.snapshotId);
}

/** What the blobs hold, in the order of `refs`. */
export async function readStoredContents(
  tx: TenantTransaction,
  refs: readonly ContentRef[],
): Promise<Result<readonly Uint8Array[], Problem>> {
  const names = refs.map((ref) => ref.blobName);
  const blobs = new Map((await findBlobs(tx, names)).map((blob) => [toHex(blob.name), blob]));
  const contents: Uint8Array[] = [];
  for (const { blobName, sha256 } of refs) {
    const blob = blobs.get(toHex(blobName));
    const content = blob === undefined ? undefined : unpackBlob(blob, sha256);
    if (content === undefined)
      return fail({ code: 'damaged-snapshot', detail: `The stored content ${sha256} is damaged.` });
    contents.push(content);
  }
  return ok(contents);
}

export function damaged(snapshotId: string): Result<never, Problem> {
  return fail({ code: 'damaged-snapshot', detail: `The stored snapshot ${snapshotId} is damaged.` });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
