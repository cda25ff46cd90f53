// The one decision about who is offered what: agent, ingest, offers, admin center, readiness and documentation all ask here.
//
// Every rule of the occasion is judged, none is passed over, so that all reasons are seen at once. Eligible is only who every
// rule holds for: what nobody knows is never taken for yes.

import type { Occasion } from '../enrollment/phase.ts';
import type { TenantChoices } from './choices.ts';
import type { Decision, Finding } from './decision.ts';
import type { EligibilityFacts } from './facts.ts';
import type { Judgement, Rule } from './rule.ts';
import { RULE_SET_VERSION, RULES } from './rules.ts';

export function decide(facts: EligibilityFacts, choices: TenantChoices): Decision {
  const findings = RULES_OF[facts.occasion].map((rule) =>
    findingOf(rule, isLifted(rule, choices), rule.judge(facts, choices)),
  );
  return {
    occasion: facts.occasion,
    verdict: verdictOf(findings),
    findings,
    ruleSetVersion: RULE_SET_VERSION,
    buildTableVersion: choices.buildTable.version,
  };
}

const RULES_OF: Readonly<Record<Occasion, readonly Rule[]>> = {
  backup: rulesOf('backup'),
  oobe: rulesOf('oobe'),
  firstSignIn: rulesOf('firstSignIn'),
  inUse: rulesOf('inUse'),
};

/** Those that are judged on an occasion, in the order of the list. */
export function rulesOf(occasion: Occasion): readonly Rule[] {
  return RULES.filter(({ occasions }) => occasions.includes(occasion));
}

/** Naming a technical rule lifts nothing. */
function isLifted({ id, limit }: Rule, { liftedLimits }: TenantChoices): boolean {
  return limit === 'service' && liftedLimits.length > 0 && liftedLimits.includes(id);
}

/** Written out: objects of few shapes are what a fleet's worth of decisions can afford. */
function findingOf({ id: ruleId }: Rule, lifted: boolean, judgement: Judgement): Finding {
  if (judgement.holds === 'yes') return { ruleId, isLifted: lifted, holds: 'yes', evidence: judgement.evidence };
  if (judgement.holds === 'unknown') return { ruleId, isLifted: lifted, holds: 'unknown', missing: judgement.missing };
  const { evidence, code, administrator, person, fix } = judgement;
  return { ruleId, isLifted: lifted, holds: 'no', evidence, code, administrator, person, fix };
}

function verdictOf(findings: readonly Finding[]): Decision['verdict'] {
  let verdict: Decision['verdict'] = 'eligible';
  for (const { isLifted: lifted, holds } of findings) {
    if (lifted || holds === 'yes') continue;
    if (holds === 'no') return 'ineligible';
    verdict = 'unknown';
  }
  return verdict;
}
