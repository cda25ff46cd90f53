// Keeps a decision, unless it only repeats the last one: an agent that asks every hour does not fill the log. Restores are asked
// about seldom and are kept once a day at least; of backups only what changed is news. Of each occasion the newest are kept, and
// those that a restore was offered by.

import { canonicalJson } from '../../lib/canonical-json.ts';
import { sha256Bytes } from '../../lib/hash.ts';
import { DECISIONS_KEPT_MAX } from '../../protocol/limits.ts';
import type { DecisionBody } from '../../protocol/operations/restore.ts';
import { writeFacts } from '../../protocol/eligibility-facts.ts';
import type { TenantTransaction } from '../database/database.ts';
import type { Decided } from './decide-for.ts';
import { decisionBody, reasonsOf } from './decision-body.ts';
import { addDecision, type DecisionRow, findLastDecision, removeOldDecisions } from './decision-store.ts';

export type KeptDecision = {
  readonly decisionId: string;
  readonly decision: DecisionBody;
  /** It was stored now, and needs its audit event. */
  readonly isNews: boolean;
};

export async function keepDecision(
  tx: TenantTransaction,
  { facts, decision: made, userId, deviceId }: Decided,
  { freshId, now }: { readonly freshId: string; readonly now: number },
): Promise<KeptDecision> {
  const decision = decisionBody(made);
  const last = await findLastDecision(tx, { userId, deviceId }, { occasion: decision.occasion });
  const row = {
    decisionId: freshId,
    userId,
    deviceId,
    decidedAt: new Date(now).toISOString(),
    decision,
    facts: writeFacts(facts),
    digest: sha256Bytes(new TextEncoder().encode(canonicalJson(decision))),
  };
  if (last !== undefined && saysTheSame(last, row)) return { decisionId: last.decisionId, decision, isNews: false };
  await addDecision(tx, row);
  const { occasion } = decision;
  await removeOldDecisions(tx, { userId, deviceId }, { occasion, keep: DECISIONS_KEPT_MAX });
  return { decisionId: freshId, decision, isNews: true };
}

function saysTheSame(last: DecisionRow, row: DecisionRow): boolean {
  if (row.decision.occasion === 'backup') return gistOf(last.decision) === gistOf(row.decision);
  return dayOf(last) === dayOf(row) && Buffer.compare(last.digest, row.digest) === 0;
}

function gistOf(decision: DecisionBody): string {
  return JSON.stringify([decision.verdict, reasonsOf(decision)]);
}

function dayOf({ decidedAt }: DecisionRow): string {
  return decidedAt.slice(0, 10);
}
