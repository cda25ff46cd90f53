// Opens what is stored, as if it came from a stranger: every byte is checked, so that a damaged disk, or a row that somebody
// put in another's place, shows as a problem and never as settings.

import { fail, ok, type Result } from '../../lib/result.ts';
import { toHex } from '../../lib/bytes.ts';
import type { Manifest } from '../../domain/snapshot/snapshot.ts';
import { contentSha256 } from '../../domain/snapshot/take-snapshot.ts';
import type { SnapshotSummary } from '../../protocol/operations/backup.ts';
import type { Problem } from '../../protocol/problem.ts';
import { readManifest } from '../../protocol/snapshot-format.ts';
import type { TenantTransaction } from '../database/database.ts';
import { openFor, type UserKeys } from '../keys/user-keys.ts';
import { blobName, openBlob, unpack } from './blob-codec.ts';
import { findBlobs } from './blob-store.ts';
import type { SnapshotRow, SummaryRow } from './snapshot-store.ts';

export function openSummary(keys: UserKeys, { facts, contentHash }: SummaryRow): Result<SnapshotSummary, Problem> {
  const hash = openFor(keys, contentHash, { purpose: 'content-hash', name: facts.snapshotId });
  return hash === undefined ? damaged(facts.snapshotId) : ok({ ...facts, contentSha256: toHex(hash) });
}

export function openManifest(keys: UserKeys, row: SnapshotRow): Result<Manifest, Problem> {
  const { snapshotId } = row.facts;
  const packed = openFor(keys, row.manifest, { purpose: 'manifest', name: snapshotId });
  const bytes = packed === undefined ? undefined : unpack(packed);
  const manifest = readManifest(bytes === undefined ? undefined : parseJson(new TextDecoder().decode(bytes)));
  if (!manifest.ok) return manifest.error.code === 'newer-snapshot' ? manifest : damaged(snapshotId);
  const summary = openSummary(keys, row);
  if (!summary.ok) return summary;
  return contentSha256(manifest.value) === summary.value.contentSha256 ? manifest : damaged(snapshotId);
}

/**
 * By hash, those of the contents that this person has stored and that are whole. One statement reads them, so that a sweep
 * beside it takes all of a snapshot's or none.
 */
export async function readIntact(
  tx: TenantTransaction,
  keys: UserKeys,
  hashes: readonly string[],
): Promise<ReadonlyMap<string, Uint8Array>> {
  const byName = new Map(hashes.map((hash) => [toHex(blobName(keys, hash)), hash]));
  const blobs = await findBlobs(
    tx,
    hashes.map((hash) => blobName(keys, hash)),
  );
  const contents = new Map<string, Uint8Array>();
  for (const blob of blobs) {
    const hash = byName.get(toHex(blob.name)) ?? '';
    const content = openBlob(keys, blob, hash);
    if (content !== undefined) contents.set(hash, content);
  }
  return contents;
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
