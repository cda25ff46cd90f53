// Decisions, as text that a help desk can read out and as JSON.

import { explainDecision } from '../../domain/eligibility/explain.ts';
import { intuneStatusOfRefusal } from '../../domain/restore/session-status.ts';
import type { Json } from '../../lib/canonical-json.ts';
import type { StoredDecision } from '../../protocol/operations/restore.ts';
import type { Answer } from '../../server/eligibility/operate-why.ts';
import { table } from './table.ts';

export function answerText({ userPrincipalName, deviceName, decision, stored }: Answer): string {
  const when = stored === undefined ? 'now' : `on ${stored.decidedAt}, decision ${stored.decisionId}`;
  return [`${userPrincipalName} on ${deviceName}, ${when}:`, '', ...explainDecision(decision)].join('\n');
}

export function historyText(decisions: readonly StoredDecision[]): string {
  if (decisions.length === 0) return 'Nothing was decided about this person on this device yet.';
  const rows = decisions.map(({ decidedAt, decision, decisionId }) => [
    decidedAt,
    decision.occasion,
    decision.verdict,
    intuneWord(decision),
    whyNot(decision).join(', '),
    decisionId,
  ]);
  return table(['Decided', 'Phase', 'Verdict', 'In Intune', 'Because', 'Decision'], rows);
}

export function jsonOf(answer: Answer): Json {
  return JSON.parse(JSON.stringify(answer)) as Json;
}

/** What its report would say of a restore that was not offered. */
function intuneWord({ occasion, verdict, findings }: StoredDecision['decision']): string {
  return occasion === 'backup' || verdict === 'eligible' ? '' : intuneStatusOfRefusal(findings);
}

function whyNot({ findings }: StoredDecision['decision']): readonly string[] {
  return findings.flatMap(({ holds, isLifted, code, missing = [] }) => {
    if (isLifted || holds === 'yes') return [];
    return holds === 'no' ? [code ?? ''] : missing.map((fact) => `${fact}?`);
  });
}
