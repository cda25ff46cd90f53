// A decision as it is told and stored: with the rules' titles, so that it can be read when a rule is gone.

import type { Decision, Finding } from '../../domain/eligibility/decision.ts';
import { RULES } from '../../domain/eligibility/rules.ts';
import type { DecisionBody, DecisionFinding } from '../../protocol/operations/restore.ts';

export function decisionBody({ findings, ...decision }: Decision): DecisionBody {
  return { ...decision, findings: findings.map(findingBody) };
}

function findingBody(finding: Finding): DecisionFinding {
  const title = TITLES.get(finding.ruleId) ?? finding.ruleId;
  return finding.holds === 'unknown' ? { ...finding, title, missing: [...finding.missing] } : { ...finding, title };
}

const TITLES = new Map(RULES.map(({ id, title }) => [id, title]));

/** For the audit log: the code of each rule that does not hold, and the facts that nobody knows. */
export function reasonsOf({ findings }: DecisionBody): readonly string[] {
  return findings.flatMap(({ isLifted, holds, code, missing = [] }) => {
    if (isLifted || holds === 'yes') return [];
    return holds === 'no' ? [code ?? ''] : missing.map((fact) => `unknown ${fact}`);
  });
}
