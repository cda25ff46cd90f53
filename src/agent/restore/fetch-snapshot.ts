// Fetches a snapshot and believes nothing: every document and file is checked against the hash that the manifest names.

import { fromBase64 } from '../../lib/bytes.ts';
import { fail, ok, type Result } from '../../lib/result.ts';
import type { SnapshotSummary } from '../../protocol/operations/backup.ts';
import { readManifest, readSnapshot } from '../../protocol/snapshot-format.ts';
import type { Snapshot } from '../../domain/snapshot/snapshot.ts';
import { type AgentProblem, fromService } from '../agent-problem.ts';
import type { ServiceClient } from '../upload/service-client.ts';

export type SnapshotSource = Pick<ServiceClient, 'getSnapshot' | 'listSnapshots'>;

export type Fetched = { readonly summary: SnapshotSummary; readonly snapshot: Snapshot };

/**
 * `which` is a snapshot id, the beginning of one that is long enough to be unique, or `latest`. Files, such as pictures, are
 * needed to restore and not to look.
 */
export async function fetchSnapshot(
  service: SnapshotSource,
  which: string,
  { withFiles = true }: { readonly withFiles?: boolean } = {},
): Promise<Result<Fetched, AgentProblem>> {
  const id = await resolveId(service, which);
  if (!id.ok) return id;
  const content = await service.getSnapshot(id.value, { files: withFiles });
  if (!content.ok) return content;
  const manifest = readManifest(content.value.manifest);
  if (!manifest.ok) return fail(fromService(manifest.error));
  const files = withFiles ? (content.value.files ?? []).map(bytesOf) : undefined;
  const snapshot = readSnapshot(manifest.value, content.value.documents, files);
  if (!snapshot.ok) return fail(fromService(snapshot.error));
  return ok({ summary: content.value.snapshot, snapshot: snapshot.value });
}

/** Text that is no base64 becomes bytes that no hash fits. */
function bytesOf(base64: string): Uint8Array {
  return fromBase64(base64) ?? new Uint8Array();
}

/** All snapshots of the user, newest first. */
export async function listAllSnapshots(
  service: SnapshotSource,
): Promise<Result<readonly SnapshotSummary[], AgentProblem>> {
  const all: SnapshotSummary[] = [];
  let after: string | null = null;
  do {
    const page: Awaited<ReturnType<ServiceClient['listSnapshots']>> = await service.listSnapshots(
      after === null ? {} : { after },
    );
    if (!page.ok) return page;
    all.push(...page.value.snapshots);
    after = page.value.next;
  } while (after !== null);
  return ok(all);
}

async function resolveId(service: SnapshotSource, which: string): Promise<Result<string, AgentProblem>> {
  if (FULL_ID.test(which)) return ok(which);
  const snapshots = await listAllSnapshots(service);
  if (!snapshots.ok) return snapshots;
  if (which === 'latest') {
    const latest = snapshots.value.find((snapshot) => snapshot.isHead);
    return latest === undefined ? notFound('There is no backup of this user yet.') : ok(latest.snapshotId);
  }
  const matching = snapshots.value.filter((snapshot) => snapshot.snapshotId.startsWith(which.toLowerCase()));
  if (matching.length > 1) return notFound(`"${which}" is the beginning of ${matching.length} snapshot ids.`);
  const only = matching[0];
  return only === undefined ? notFound(`There is no snapshot "${which}" of this user.`) : ok(only.snapshotId);
}

function notFound(detail: string): Result<never, AgentProblem> {
  return fail(fromService({ code: 'not-found', detail }));
}

const FULL_ID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
