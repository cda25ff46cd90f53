// Sends a snapshot: first only its manifest; if the service has it all, that was the whole backup. Otherwise the
// documents and files it lacks follow, with the head they are meant to replace.

import { toBase64 } from '../../lib/bytes.ts';
import { sha256 } from '../../lib/hash.ts';
import { fail, ok, type Result } from '../../lib/result.ts';
import type { NewSnapshot, SnapshotSummary } from '../../protocol/operations/backup.ts';
import { documentTexts } from '../../domain/snapshot/take-snapshot.ts';
import type { Snapshot } from '../../domain/snapshot/snapshot.ts';
import type { AgentProblem } from '../agent-problem.ts';
import type { ServiceClient } from './service-client.ts';

export type Sent = {
  readonly outcome: 'unchanged' | 'stored';
  readonly snapshot: SnapshotSummary;
  /** Files included. */
  readonly documentsSent: number;
  readonly bytesSent: number;
};

export type SendChoices = Pick<NewSnapshot, 'acceptLoss' | 'decidedBy'>;

export async function sendSnapshot(
  service: ServiceClient,
  snapshot: Snapshot,
  { acceptLoss = false, decidedBy }: SendChoices = {},
): Promise<Result<Sent, AgentProblem>> {
  const { manifest, files } = snapshot;
  const answer = await service.proposeSnapshot({ manifest });
  if (!answer.ok) return answer;
  if (answer.value.outcome === 'unchanged') {
    return ok({ outcome: 'unchanged', snapshot: answer.value.snapshot, documentsSent: 0, bytesSent: 0 });
  }
  const { headSnapshotId, missing } = answer.value;
  const texts = documentTexts(snapshot).filter((text) => missing.includes(sha256(text)));
  const wantedFiles = [...files].filter(([hash]) => missing.includes(hash)).map(([, bytes]) => bytes);
  const stored = await service.createSnapshot({
    manifest,
    expectedHead: headSnapshotId,
    documents: texts,
    ...(wantedFiles.length === 0 ? {} : { files: wantedFiles.map(toBase64) }),
    ...(acceptLoss ? { acceptLoss } : {}),
    ...(decidedBy === undefined ? {} : { decidedBy }),
  });
  if (!stored.ok) return fail(stored.error);
  return ok({
    outcome: 'stored',
    snapshot: stored.value.snapshot,
    documentsSent: texts.length + wantedFiles.length,
    bytesSent: [...texts, ...wantedFiles].reduce((sum, content) => sum + Buffer.byteLength(content), 0),
  });
}
