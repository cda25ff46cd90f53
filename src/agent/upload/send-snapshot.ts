// Sends a snapshot: first only its manifest; if the service has it all, that was the whole backup. Otherwise the
// documents it lacks follow, with the head they are meant to replace.

import { fail, ok, type Result } from '../../lib/result.ts';
import type { SnapshotSummary } from '../../protocol/api.ts';
import { documentText } from '../../domain/snapshot/take-snapshot.ts';
import type { Snapshot } from '../../domain/snapshot/snapshot.ts';
import type { AgentProblem } from '../agent-problem.ts';
import type { ServiceClient } from './service-client.ts';

export type Sent = {
  readonly outcome: 'unchanged' | 'stored';
  readonly snapshot: SnapshotSummary;
  readonly documentsSent: number;
  readonly bytesSent: number;
};

export async function sendSnapshot(
  service: ServiceClient,
  snapshot: Snapshot,
  acceptLoss: boolean,
): Promise<Result<Sent, AgentProblem>> {
  const { manifest, documents } = snapshot;
  const answer = await service.proposeSnapshot({ manifest });
  if (!answer.ok) return answer;
  if (answer.value.outcome === 'unchanged') {
    return ok({ outcome: 'unchanged', snapshot: answer.value.snapshot, documentsSent: 0, bytesSent: 0 });
  }
  const { headSnapshotId, missing } = answer.value;
  const texts = documents.filter((_, i) => missing.includes(manifest.categories[i]?.sha256 ?? '')).map(documentText);
  const stored = await service.createSnapshot({
    manifest,
    expectedHead: headSnapshotId,
    documents: texts,
    ...(acceptLoss ? { acceptLoss } : {}),
  });
  if (!stored.ok) return fail(stored.error);
  const bytesSent = texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0);
  return ok({ outcome: 'stored', snapshot: stored.value.snapshot, documentsSent: texts.length, bytesSent });
}
